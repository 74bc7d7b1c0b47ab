-- Which establishments a school was before and has become since, as the DfE's links file ties them, and whether what
-- the earlier one attended counts for the school.
-- One row per link from an establishment to the one that followed it, oldest first.

with recursive tied (old_urn, new_urn, linked_on, step) as (
    select
        old_urn,
        new_urn,
        linked_on,
        case when new_urn = $urn then -1 else 1 end as step
    from conversions
    where old_urn = $urn or new_urn = $urn

    union

    select
        conversions.old_urn,
        conversions.new_urn,
        conversions.linked_on,
        tied.step + sign(tied.step)::integer as step
    from tied
    inner join conversions
        on
            (tied.step < 0 and tied.old_urn = conversions.new_urn)
            or (tied.step > 0 and tied.new_urn = conversions.old_urn)
    -- A circle of links has an end, too.
    where abs(tied.step) < 20
),

link_types as (
    select
        least(urn, linked_urn) as one_urn,
        greatest(urn, linked_urn) as other_urn,
        string_agg(distinct link_type, ', ' order by link_type asc) as link_types
    from school_links
    where link_type like 'Predecessor%' or link_type like 'Successor%' or link_type = 'Result of Amalgamation'
    group by all
),

counting as (
    select urn from urns_of_school($urn)
)

select
    coalesce(tied.linked_on, newer.opened_on) as linked_on,
    older.urn as old_urn,
    older.name as old_name,
    older.closed_on as old_closed_on,
    newer.urn as new_urn,
    newer.name as new_name,
    newer.opened_on as new_opened_on,
    link_types.link_types,
    counting.urn is not null and older.urn <> $urn as is_counted_here
from (
    select
        old_urn,
        new_urn,
        linked_on,
        arg_min(step, abs(step)) as step
    from tied
    group by all
) as tied
inner join establishments as older on tied.old_urn = older.urn
inner join establishments as newer on tied.new_urn = newer.urn
inner join link_types
    on least(older.urn, newer.urn) = link_types.one_urn and greatest(older.urn, newer.urn) = link_types.other_urn
left join counting on older.urn = counting.urn
order by tied.step asc, coalesce(tied.linked_on, newer.opened_on) asc nulls first, older.urn asc, newer.urn asc

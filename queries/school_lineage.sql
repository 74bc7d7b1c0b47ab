-- Which establishments a school was before and has become since, as the DfE's links file ties them, and whether what
-- the earlier one attended counts for the school.
-- One row per link from an establishment to the one that followed it, oldest first.

with recursive known_ties as materialized (
    select
        old_urn,
        new_urn,
        linked_on
    from conversions
),

backward (old_urn, new_urn, linked_on, step) as (
    select
        old_urn,
        new_urn,
        linked_on,
        -1 as step
    from known_ties
    where new_urn = urn_today($urn)

    union

    select
        known_ties.old_urn,
        known_ties.new_urn,
        known_ties.linked_on,
        backward.step - 1 as step
    from backward
    inner join known_ties on backward.old_urn = known_ties.new_urn
    -- A circle of links has an end, too.
    where backward.step > -20
),

forward (old_urn, new_urn, linked_on, step) as (
    select
        old_urn,
        new_urn,
        linked_on,
        1 as step
    from known_ties
    where old_urn = urn_today($urn)

    union

    select
        known_ties.old_urn,
        known_ties.new_urn,
        known_ties.linked_on,
        forward.step + 1 as step
    from forward
    inner join known_ties on forward.new_urn = known_ties.old_urn
    where forward.step < 20
),

tied as materialized (
    select
        old_urn,
        new_urn,
        linked_on,
        arg_min(step, abs(step)) as step
    from (
        from backward
        union all
        from forward
    )
    group by all
),

link_types as (
    select
        tied.old_urn,
        tied.new_urn,
        string_agg(distinct links_that_stand.link_type, ', ' order by links_that_stand.link_type asc) as link_types
    from tied
    inner join links_that_stand
        on
            (tied.old_urn = links_that_stand.urn and tied.new_urn = links_that_stand.linked_urn)
            or (tied.old_urn = links_that_stand.linked_urn and tied.new_urn = links_that_stand.urn)
    where
        links_that_stand.link_type like 'Predecessor%'
        or links_that_stand.link_type like 'Successor%'
        or links_that_stand.link_type = 'Result of Amalgamation'
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
    counting.urn is not null and older.urn <> urn_today($urn) as is_counted_here
from tied
inner join establishments as older on tied.old_urn = older.urn
inner join establishments as newer on tied.new_urn = newer.urn
inner join link_types on tied.old_urn = link_types.old_urn and tied.new_urn = link_types.new_urn
left join counting on older.urn = counting.urn
order by tied.step asc, coalesce(tied.linked_on, newer.opened_on) asc nulls first, older.urn asc, newer.urn asc

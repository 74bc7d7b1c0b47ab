-- The same rows as queries/ladder_by_group.sql, broken down by la, for the usual filters.
with as_at as (
    select
        least(p.ends_on, (
            select max(b.as_at) from import_batches as b
            where b.undone_at is null
        )) as day
    from periods as p
    where p.academic_year = $academic_year and p.period = 'year'
),

open_schools as (
    select
        s.urn,
        s.name,
        s.la_code,
        s.pupils,
        s.fsm_percent,
        s.gias_phase,
        s.sixth_form,
        s.low_age,
        s.high_age
    from school_records as s
    where
        s.replaced_by is null
        and s.la_code in (select la_code from local_authorities)
        and lower(
            s.type_group) in (
            select lower(type_group) from scope_groups
            where not is_independent
        )
        and coalesce(s.establishment_type, '') not in ('Other independent special school')
        and s.status <> 'Proposed to open'
        and (s.opened_on is null or s.opened_on <= (select day from as_at))
        and (s.closed_on is null or s.closed_on >= (select day from as_at))
),

levels as (
    select
        e.urn,
        max(e.rung_level) as level
    from engagement as e
    inner join programmes as p on e.programme_code = p.programme_code and not p.is_light_touch
    where
        e.as_at_year = $academic_year
        and e.as_at_period = 'year'
        and e.academic_year = $academic_year
        and e.period = 'year'
    group by e.urn
)

select
    $academic_year,
    'year',
    a.la_code,
    a.la_name,
    ['not_reached', 'signed_up', 'attended', 'completed'][r.level + 1],
    count(*),
    count(*) filter (where coalesce(l.level, 0) = r.level),
    count(*) filter (where coalesce(l.level, 0) >= r.level),
    count(*) filter (where coalesce(l.level, 0) >= r.level) / count(*),
    count(*) filter (
        where o.urn in (
            select able.urn
            from
                schools_that_can_complete(
                    $academic_year, 'year', (select list(strand) from strands), false
                ) as able
        )
    )
from open_schools as o
inner join local_authorities as a on o.la_code = a.la_code
left join levels as l on o.urn = l.urn
cross join (select unnest([0, 1, 2, 3]) as level) as r
group by a.la_code, a.la_name, a.position, r.level
order by a.position asc, r.level asc

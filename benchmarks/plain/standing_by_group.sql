-- The same rows as queries/standing_by_group.sql, for the usual filters.
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

years as (
    select
        e.urn,
        bool_or(e.academic_year = $academic_year) as this_year,
        bool_or(left(e.academic_year, 4)::integer = left($academic_year, 4)::integer - 1) as last_year,
        bool_or(left(e.academic_year, 4)::integer < left($academic_year, 4)::integer - 1) as earlier
    from engagement as e
    inner join programmes as p on e.programme_code = p.programme_code and not p.is_light_touch
    where e.as_at_year = $academic_year and e.as_at_period = 'year' and e.period = 'year' and e.rung_level >= 2
    group by e.urn
),

standing as (
    select
        o.urn,
        o.la_code,
        case
            when y.this_year and y.last_year then 'sustained'
            when y.this_year and y.earlier then 're-engaged'
            when y.this_year then 'new'
            when y.last_year or y.earlier then 'lapsed'
            else 'never'
        end as standing
    from open_schools as o
    left join years as y on o.urn = y.urn
)

select
    $academic_year,
    'all',
    'all',
    n.standing,
    count(*),
    count(*) filter (where s.standing = n.standing),
    count(*) filter (where s.standing = n.standing) / count(*)
from standing as s
cross join (
    select
        unnest(['new', 'sustained', 're-engaged', 'lapsed', 'never']) as standing,
        unnest([1, 2, 3, 4, 5]) as position
) as n
group by n.standing, n.position
order by n.position asc

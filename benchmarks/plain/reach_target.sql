-- The same rows as queries/reach_target.sql, for the usual filters.
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
),

counted as (
    select
        count(*) as schools,
        count(*) filter (where l.level >= 2) as reached
    from open_schools as o
    left join levels as l on o.urn = l.urn
)

select
    t.academic_year,
    t.share,
    ceil(round(t.share * c.schools, 6))::integer,
    greatest(ceil(round(t.share * c.schools, 6))::integer - c.reached, 0),
    t.source
from targets as t
cross join counted as c
where t.academic_year = $academic_year and t.la_code is null and t.phase is null and t.strand is null
order by t.source asc

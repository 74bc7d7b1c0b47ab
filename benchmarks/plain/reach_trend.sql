-- The same rows as queries/reach_trend.sql, for the usual filters.
with days as (
    select
        p.academic_year,
        p.period,
        p.starts_on,
        least(p.ends_on, (
            select max(b.as_at) from import_batches as b
            where b.undone_at is null
        )) as day
    from periods as p
    where
        (
            p.period in ('autumn', 'spring', 'summer')
            or (
                p.period in ('autumn_to_date', 'spring_to_date', 'summer_to_date')
                and left(p.academic_year, 4)::integer = left($academic_year, 4)::integer - 1
            )
        )
        and p.academic_year <= $academic_year
        and left(p.academic_year, 4)::integer >= left($academic_year, 4)::integer - 4
        and p.ends_on >= (select min(held_on) from sessions)
        and p.starts_on <= (
            select greatest(max(s.held_on) filter (where s.is_held), (select max(as_at) from import_batches))
            from sessions as s
        )
),

open_schools as (
    select
        d.academic_year,
        d.period,
        d.starts_on,
        s.urn
    from days as d
    inner join school_records as s
        on
            s.status <> 'Proposed to open'
            and (s.opened_on is null or d.day >= s.opened_on)
            and (s.closed_on is null or d.day <= s.closed_on)
    where
        s.replaced_by is null
        and s.la_code in (select la_code from local_authorities)
        and lower(
            s.type_group) in (
            select lower(type_group) from scope_groups
            where not is_independent
        )
        and coalesce(s.establishment_type, '') not in ('Other independent special school')
),

levels as (
    select
        e.urn,
        e.academic_year,
        e.period,
        max(e.rung_level) as level
    from engagement as e
    inner join programmes as p on e.programme_code = p.programme_code and not p.is_light_touch
    where e.as_at_year = e.academic_year and e.as_at_period = e.period
    group by e.urn, e.academic_year, e.period
)

select
    o.academic_year,
    o.period,
    count(*),
    count(*) filter (where l.level >= 2),
    count(*) filter (where l.level >= 2) / count(*)
from open_schools as o
left join levels as l on o.urn = l.urn and o.academic_year = l.academic_year and o.period = l.period
group by o.academic_year, o.period, o.starts_on
order by o.starts_on asc, o.period like '%to_date' asc

-- The same rows as queries/people_total.sql, for the usual filters.
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
)

select
    $academic_year,
    'year',
    count(distinct a.attendee)
from attendances as a
inner join sessions as s on a.session_id = s.session_id
inner join activities as c on s.activity_id = c.activity_id
inner join programmes as p on c.programme_code = p.programme_code and not p.is_light_touch
inner join lineages as l on a.urn = l.urn and l.academic_year = $academic_year and l.period = 'year'
inner join open_schools as o on l.counts_for_urn = o.urn
inner join periods as y
    on s.held_on between y.starts_on and y.ends_on and y.academic_year = $academic_year and y.period = 'year'
where a.attendance = 'attended'

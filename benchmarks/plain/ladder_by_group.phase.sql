-- The same rows as queries/ladder_by_group.sql, broken down by phase, for the usual filters.
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

taught as (
    select
        urn,
        la_code,
        fsm_percent,
        unnest(list_filter([
            case when gias_phase = 'Nursery' then 1 end,
            case
                when
                    gias_phase in ('Primary', 'Middle deemed primary', 'All-through')
                    or gias_phase = 'Not applicable' and least(high_age, 11) - greatest(low_age, 5) >= 2
                    then 2
            end,
            case
                when
                    gias_phase in ('Secondary', 'Middle deemed secondary', 'All-through')
                    or gias_phase = 'Not applicable' and least(high_age, 16) - greatest(low_age, 11) >= 2
                    then 3
            end,
            case
                when
                    gias_phase = '16 plus' or sixth_form = 'Has a sixth form'
                    or gias_phase = 'Not applicable' and least(high_age, 19) - greatest(low_age, 16) >= 2
                    then 4
            end
        ], lambda x: x is not null)) as phase
    from open_schools
),

levels as (
    select
        e.urn,
        list_position(['early years', 'primary', 'secondary', 'post-16'], phases.phase) as phase,
        max(e.rung_level) as level
    from engagement as e
    inner join (
        select
            programme_code,
            unnest(phases) as phase
        from programmes
        where not is_light_touch
    ) as phases on e.programme_code = phases.programme_code
    where
        e.as_at_year = $academic_year
        and e.as_at_period = 'year'
        and e.academic_year = $academic_year
        and e.period = 'year'
    group by all
)

select
    $academic_year,
    'year',
    ['early years', 'primary', 'secondary', 'post-16'][t.phase],
    ['early years', 'primary', 'secondary', 'post-16'][t.phase],
    ['not_reached', 'signed_up', 'attended', 'completed'][r.level + 1],
    count(*),
    count(*) filter (where coalesce(l.level, 0) = r.level),
    count(*) filter (where coalesce(l.level, 0) >= r.level),
    count(*) filter (where coalesce(l.level, 0) >= r.level) / count(*),
    count(*) filter (
        where (t.urn, ['early years', 'primary', 'secondary', 'post-16'][t.phase]) in (
            select (able.urn, able.phase)
            from
                schools_that_can_complete(
                    $academic_year, 'year', (select list(strand) from strands), false
                ) as able
        )
    )
from taught as t
left join levels as l on t.urn = l.urn and t.phase = l.phase
cross join (select unnest([0, 1, 2, 3]) as level) as r
group by t.phase, r.level
order by t.phase asc, r.level asc

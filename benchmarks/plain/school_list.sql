-- The same rows as queries/school_list.sql, for the usual filters.
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
),

attended as (
    select
        e.urn,
        max(e.last_attended_on) as last_attended_on,
        arg_max(p.programme_name, (e.last_attended_on, p.programme_name)) filter (
            where e.last_attended_on is not null
        ) as last_programme,
        string_agg(distinct p.programme_name, '; ' order by p.programme_name asc) filter (
            where e.academic_year = $academic_year and e.period = 'year' and e.attended > 0
        ) as programmes
    from engagement as e
    inner join programmes as p on e.programme_code = p.programme_code and not p.is_light_touch
    where e.as_at_year = $academic_year and e.as_at_period = 'year'
    group by e.urn
),

phases as (
    select
        urn,
        string_agg(['early years', 'primary', 'secondary', 'post-16'][phase], '; ' order by phase asc) as phases,
        min(phase) as main_phase
    from taught
    group by urn
),

fifths as (
    select
        o.urn,
        1 + floor(
            5 * (rank() over (partition by h.main_phase order by o.fsm_percent asc) - 1)
            / count(*) over (partition by h.main_phase)
        )::integer as fifth
    from open_schools as o
    inner join phases as h on o.urn = h.urn
    where o.fsm_percent is not null
),

kept_back as (
    select
        r.urn,
        string_agg(
            concat_ws(', ', r.reason, 'for ' || p.programme_name, 'until ' || strftime(r.until_on, '%d/%m/%Y')), '; '
        ) as held_back
    from hold_back_rows as r
    left join programmes as p on r.programme_code = p.programme_code
    where r.until_on is null or r.until_on >= current_date
    group by r.urn
)

select
    o.urn,
    o.name,
    a.la_code,
    a.la_name,
    coalesce(h.phases, ''),
    ['not_reached', 'signed_up', 'attended', 'completed'][coalesce(l.level, 0) + 1],
    coalesce(l.level, 0) >= 2,
    s.standing,
    t.last_attended_on,
    t.last_programme,
    coalesce(t.programmes, ''),
    o.pupils,
    f.fifth,
    coalesce(k.held_back, '')
from open_schools as o
inner join local_authorities as a on o.la_code = a.la_code
inner join standing as s on o.urn = s.urn
left join levels as l on o.urn = l.urn
left join attended as t on o.urn = t.urn
left join phases as h on o.urn = h.urn
left join fifths as f on o.urn = f.urn
left join kept_back as k on o.urn = k.urn
order by a.position asc, o.name asc, o.urn asc

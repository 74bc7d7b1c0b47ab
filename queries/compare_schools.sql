-- The schools behind a comparison of two periods: what became of each, how far it came and how many hours its teachers
-- spent in each period. A school that has become another stands under its name in this period.
-- One row per school that counts in either period.

with compared as materialized (
    select
        urn,
        min(other_urn) as other_urn,
        la_code,
        list(phase) as counted_in,
        bool_or(is_reached_then) as is_reached_then,
        bool_or(is_reached_now) as is_reached_now,
        max(then_level) as then_level,
        max(now_level) as now_level
    from
        compared_schools(
            $academic_year,
            $period,
            $other_year,
            $other_period,
            false,
            $la_codes,
            $counted_as,
            $strands,
            $schools,
            $light_touch
        )
    where list_contains($phases, phase)
    group by all
),

worked as materialized (
    select
        urn,
        academic_year,
        period,
        list_append(phases, 'all') as phases,
        hours::decimal(18, 4) as hours
    from engagement_by_programme
    where
        as_at_year = academic_year
        and as_at_period = period
        and (
            (academic_year = $academic_year and period = $period)
            or (academic_year = $other_year and period = $other_period)
        )
        and list_contains($strands, strand)
        and ($light_touch or not is_light_touch)
),

hours_in_then as (
    select
        compared.urn,
        sum(worked.hours) as hours
    from compared
    inner join worked on compared.other_urn = worked.urn and list_has_any(compared.counted_in, worked.phases)
    where worked.academic_year = $other_year and worked.period = $other_period
    group by all
),

hours_in_now as (
    select
        compared.urn,
        sum(worked.hours) as hours
    from compared
    inner join worked on compared.urn = worked.urn and list_has_any(compared.counted_in, worked.phases)
    where worked.academic_year = $academic_year and worked.period = $period and compared.now_level is not null
    group by all
)

select
    compared.urn,
    schools.name,
    las.la_code,
    las.la_name,
    coalesce(taught.phases, '') as phases,
    move_between(compared.is_reached_then, compared.is_reached_now) as moved,
    rung_name(compared.then_level, $other_year, $other_period) as rung_then,
    rung_name(compared.now_level, $academic_year, $period) as rung_now,
    coalesce(hours_in_then.hours, 0)::double as hours_then,
    coalesce(hours_in_now.hours, 0)::double as hours_now
from compared
inner join schools on compared.urn = schools.urn
inner join local_authorities as las on compared.la_code = las.la_code
left join phases_taught as taught on compared.urn = taught.urn
left join hours_in_then on compared.urn = hours_in_then.urn
left join hours_in_now on compared.urn = hours_in_now.urn
order by las.position asc, schools.name asc, compared.urn asc

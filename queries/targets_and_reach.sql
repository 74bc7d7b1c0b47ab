-- Each target of the academic year against what stands: schools reached of exactly those that it is for, the share of a
-- year before, up to the same date where the year is not over, the newest national figure where the target is for all
-- of a hub's or local authority's work, and what is still needed, in schools.
-- One row per target: the hub, phases, local authorities, both, strands, programmes.

with reach_now as (
    from target_reach_in($academic_year, $academic_year, 'year', $counted_as, $light_touch, $schools)
),

reach_before as (
    from
        target_reach_in(
            $academic_year,
            academic_year_before($academic_year),
            coalesce($other_period, period_before($academic_year, 'year')),
            $counted_as,
            $light_touch,
            $schools
        )
),

england as (
    select arg_max(share, academic_year) as share
    from national_figures
    where academic_year <= $academic_year
)

select
    targets.target,
    coalesce(now.schools, 0) as schools,
    coalesce(now.reached, 0) as reached,
    now.reached / now.schools as reach,
    coalesce(targets.share, share_of_schools(targets.schools, now.schools)) as share_aimed_at,
    schools_aimed_at(targets.share, targets.schools, coalesce(now.schools, 0)) as schools_aimed_at,
    schools_still_needed(
        schools_aimed_at(targets.share, targets.schools, coalesce(now.schools, 0)), coalesce(now.reached, 0)
    ) as still_needed,
    coalesce(last_year.reached, 0) as reached_last_year,
    last_year.reached / last_year.schools as share_last_year,
    case when targets.for_strand is null and targets.phase is null then england.share end as share_national,
    targets.source
from named_targets as targets
left join reach_now as now on targets.target = now.target
left join reach_before as last_year on targets.target = last_year.target
cross join england
where
    targets.academic_year = $academic_year
    and targets.not_in_settings is null
    and is_target_shown(targets.la_code, targets.phase, targets.for_strand, $la_codes, $phases, $strands)
order by targets.target_position asc

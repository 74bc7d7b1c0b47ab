-- Each target of the academic year against what stands: schools reached of exactly those that it is for, last year's
-- share, the newest national figure where the target is for all of a hub's or local authority's work, and what is still
-- needed, in schools.
-- One row per target: the hub, phases, local authorities, both, strands, programmes.

with reach as (
    select
        target,
        academic_year,
        schools,
        reached
    from target_reach($academic_year, [52], $counted_as, $light_touch, $independent)
),

england as (
    select arg_max(share, academic_year) as share
    from national_figures
    where academic_year <= $academic_year
)

select
    targets.target,
    now.schools,
    now.reached,
    now.reached / nullif(now.schools, 0) as reach,
    coalesce(targets.share, share_of_schools(targets.schools, nullif(now.schools, 0))) as share_aimed_at,
    schools_aimed_at(targets.share, targets.schools, now.schools) as schools_aimed_at,
    greatest(schools_aimed_at(targets.share, targets.schools, now.schools) - now.reached, 0) as still_needed,
    last_year.reached as reached_last_year,
    last_year.reached / nullif(last_year.schools, 0) as share_last_year,
    case when targets.for_strand is null and targets.phase is null then england.share end as share_national,
    targets.source
from named_targets as targets
inner join reach as now on targets.target = now.target and targets.academic_year = now.academic_year
inner join reach as last_year
    on targets.target = last_year.target and academic_year_before(targets.academic_year) = last_year.academic_year
cross join england
where
    targets.academic_year = $academic_year
    and is_target_shown(targets.la_code, targets.phase, targets.for_strand, $la_codes, $phases, $strands)
order by targets.target_position asc

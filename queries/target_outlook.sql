-- Will each target of the academic year be made? What stood at the end of a week, the last that has ended unless
-- another is chosen; at which shares of their end earlier whole years stood by it; and the end that follows for this,
-- with a range that four in five years should fall in. Where completing counts, schools can fall back until the year is
-- over: so nothing is met before, and the end may be below what stands.
-- One row per target: the hub, phases, local authorities, both, strands, programmes.

with asked as (
    select
        academic_year,
        is_over and $week is null as is_settled,
        coalesce($week, case when is_over then 52 else last_week end) as week
    from recorded_years
    where academic_year = $academic_year
),

aims as (
    select
        targets.target,
        targets.target_position,
        outlooks.* exclude (target, academic_year),
        schools_aimed_at(targets.share, targets.schools, outlooks.schools) as schools_aimed_at,
        case when $week is null then outlooks.reached else outlooks.reached_by_week end as reached_so_far,
        asked.week,
        asked.is_settled
    from named_targets as targets
    inner join asked on targets.academic_year = asked.academic_year
    inner join
        projections(
            $academic_year, (select chosen.week from asked as chosen), $counted_as, $light_touch, $independent
        ) as outlooks
        on targets.target = outlooks.target and targets.academic_year = outlooks.academic_year
    where is_target_shown(targets.la_code, targets.phase, targets.for_strand, $la_codes, $phases, $strands)
)

select
    target,
    case
        when schools = 0 then 'no_schools'
        when reached_so_far >= schools_aimed_at and (is_settled or not can_fall_back($counted_as)) then 'met'
        when is_settled then 'missed'
        when outlook <> 'projected' and reached_so_far >= schools_aimed_at then 'met_so_far'
        when outlook <> 'projected' then outlook
        when expected_least >= schools_aimed_at then 'likely'
        when expected_most < schools_aimed_at then 'unlikely'
        else 'open'
    end as outlook,
    week,
    schools,
    schools_aimed_at,
    schools_aimed_at / nullif(schools, 0) as share_aimed_at,
    reached_so_far,
    reached_so_far / nullif(schools, 0) as share_so_far,
    years_behind,
    is_own_shape,
    share_least,
    share_most,
    expected_least,
    expected,
    expected_most,
    expected_least / nullif(schools, 0) as share_expected_least,
    expected / nullif(schools, 0) as share_expected,
    expected_most / nullif(schools, 0) as share_expected_most
from aims
order by target_position asc

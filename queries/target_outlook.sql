-- Will each target of the academic year be made? What was reached at the end of a week, the last that has ended unless
-- another is chosen; at which shares of their end earlier whole years stood by it; and the end that follows for this,
-- with a range that four in five years should fall in. Schools booked on sessions still to come widen the range as far
-- as they could. No target is met or missed before the year is over. Where completing counts, schools can fall back, so
-- the end may be below what is reached.
-- One row per target: the hub, phases, local authorities, both, strands, programmes.

with asked as (
    select
        academic_year,
        is_over and $week is null as is_settled,
        coalesce($week, case when is_over then 52 else last_week end) as week
    from recorded_years
    where academic_year = $academic_year
),

outlooks as (
    select
        case when $week is null then projected.reached else projected.reached_by_week end as reached_so_far,
        projected.*
    from
        projections(
            $academic_year, (select chosen.week from asked as chosen), $counted_as, $light_touch, $schools
        ) as projected
    where projected.academic_year = $academic_year
),

aims as (
    select
        targets.target,
        targets.target_position,
        coalesce(targets.share, share_of_schools(targets.schools, outlooks.schools)) as share_aimed_at,
        schools_aimed_at(targets.share, targets.schools, outlooks.schools) as schools_aimed_at,
        coalesce(bookings.schools_booked, 0) as schools_booked,
        outlooks.* exclude (target, academic_year, expected_least, expected, expected_most),
        -- Of a year that is over nothing is expected.
        case when not asked.is_settled then outlooks.expected_least end as expected_least,
        case when not asked.is_settled then outlooks.expected end as expected,
        case
            when not asked.is_settled and outlooks.expected_most is not null and bookings.schools_booked > 0
                then greatest(
                    outlooks.expected_most, least(outlooks.reached_so_far + bookings.schools_booked, outlooks.schools)
                )
            when not asked.is_settled then outlooks.expected_most
        end as expected_most,
        asked.week,
        asked.is_settled
    from named_targets as targets
    inner join asked on targets.academic_year = asked.academic_year
    inner join outlooks on targets.target = outlooks.target
    left join
        target_bookings($academic_year, $counted_as, $light_touch, $schools) as bookings
        -- What was booked at an earlier week is not known.
        on targets.target = bookings.target and $week is null
    where
        targets.not_in_settings is null
        and is_target_shown(targets.la_code, targets.phase, targets.for_strand, $la_codes, $phases, $strands)
)

select
    target,
    case
        when schools = 0 then 'no_schools'
        when is_settled and reached_so_far >= schools_aimed_at then 'met'
        when is_settled then 'missed'
        when reached_so_far >= schools_aimed_at and (outlook <> 'projected' or not can_fall_back($counted_as))
            then 'met_so_far'
        when outlook <> 'projected' then outlook
        when expected_least >= schools_aimed_at then 'likely'
        when expected_most < schools_aimed_at then 'unlikely'
        else 'open'
    end as outlook,
    week,
    schools,
    schools_aimed_at,
    share_aimed_at,
    reached_so_far,
    reached_so_far / nullif(schools, 0) as share_so_far,
    schools_still_needed(schools_aimed_at, reached_so_far) as still_needed,
    schools_booked,
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

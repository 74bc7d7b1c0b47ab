-- How well the same projection would have done in earlier years: made at the end of the same week of each, from the
-- years before it alone, against what became of it. Of the hub as a whole, and of what has a target this year.
-- One row per earlier whole year and part with two whole years before it, the hub as a whole first.

with asked as (
    select coalesce($week, last_week) as week
    from recorded_years
    where academic_year = $academic_year
)

select
    outlooks.academic_year,
    coalesce(targets.target, 'Whole hub') as target,
    outlooks.schools,
    outlooks.years_behind,
    outlooks.reached_by_week,
    outlooks.expected_least,
    outlooks.expected,
    outlooks.expected_most,
    outlooks.reached,
    100 * (outlooks.expected - outlooks.reached) / outlooks.schools as error_points,
    outlooks.reached between outlooks.expected_least and outlooks.expected_most as is_in_range,
    count(*) over () as tested,
    count(*) filter (where is_in_range) over () as tested_in_range,
    avg(abs(error_points)) over () as mean_error_points,
    max(abs(error_points)) over () as largest_error_points
from projections($academic_year, (select week from asked), $counted_as, $light_touch, $schools) as outlooks
inner join recorded_years as years on outlooks.academic_year = years.academic_year
left join named_targets as targets
    on outlooks.target = targets.target and targets.academic_year = $academic_year
where
    outlooks.outlook = 'projected'
    and outlooks.academic_year < $academic_year
    and years.is_whole
    and coalesce(targets.target <> 'Whole hub', true)
order by targets.target_position asc nulls first, outlooks.academic_year asc

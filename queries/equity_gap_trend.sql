-- The equity gap over the years: reach of the most disadvantaged fifth of schools and of the least, in the chosen
-- period of the chosen academic year and the four before it; the gap is the first minus the second. Fifths are by the
-- free school meals of the register in use.
-- One row per academic year and fifth, oldest first, the most disadvantaged fifth before the least.

with fifths as (
    select
        reach.academic_year,
        reach.period,
        grouped.school_group,
        grouped.position = 1 as is_most_disadvantaged,
        count(*) as schools,
        count(*) filter (where reach.is_reached) as reached,
        reached / schools as reach
    from reached_schools($counted_as, $strands, $light_touch, $phases) as reach
    inner join grouped_schools('fifth', $phases) as grouped
        on
            reach.urn = grouped.urn
            and reach.academic_year = grouped.academic_year
            and reach.period = grouped.period
    where
        grouped.position in (1, 5)
        and reach.period = $period
        and reach.academic_year <= $academic_year
        and left(reach.academic_year, 4)::integer >= left($academic_year, 4)::integer - 4
        and list_contains($la_codes, reach.la_code)
        and ($independent or not reach.is_independent)
    group by all
)

select
    fifths.academic_year,
    fifths.period,
    fifths.school_group,
    fifths.is_most_disadvantaged,
    fifths.schools,
    fifths.reached,
    fifths.reach,
    100 * (
        max(fifths.reach) filter (where fifths.is_most_disadvantaged) over same_year
        - max(fifths.reach) filter (where not fifths.is_most_disadvantaged) over same_year
    ) as gap_points,
    period_dates.ends_on <= recorded_days.last_day as is_over
from fifths
inner join period_dates
    on fifths.academic_year = period_dates.academic_year and fifths.period = period_dates.period
inner join
    recorded_days
    on period_dates.starts_on <= recorded_days.last_day and period_dates.ends_on >= recorded_days.first_day
window same_year as (partition by fifths.academic_year)
order by fifths.academic_year asc, fifths.is_most_disadvantaged desc

-- The equity gap over the years: reach of the most disadvantaged fifth of schools and of the least, in the chosen
-- period of the chosen academic year and the four before it; the gap is the first minus the second. Fifths are by the
-- free school meals of the register in use. A period that is not over is compared with the same days of the year
-- before: rows of their own.
-- One row per academic year, or academic year up to a date, and fifth, oldest first, the most disadvantaged fifth
-- before the least.

with compared as (
    select
        reach.academic_year,
        reach.period,
        fifth_names.school_group,
        fifths.fsm_quintile = 5 as is_most_disadvantaged,
        count(*) as schools,
        count(*) filter (where reach.is_reached) as reached,
        reached / schools as reach
    from reached_schools($counted_as, $strands, $light_touch, $phases) as reach
    inner join disadvantage as fifths
        on
            reach.urn = fifths.urn
            and reach.academic_year = fifths.academic_year
            and reach.period = fifths.period
    inner join breakdown_groups as fifth_names
        on fifths.fsm_quintile::varchar = fifth_names.group_code and fifth_names.breakdown = 'fifth'
    where
        fifths.fsm_quintile in (1, 5)
        and list_contains(and_to_date($period), reach.period)
        and (not is_to_date(reach.period) or reach.academic_year = academic_year_before($academic_year))
        and reach.academic_year <= $academic_year
        and left(reach.academic_year, 4)::integer >= left($academic_year, 4)::integer - 4
        and list_contains($la_codes, reach.la_code)
        and is_counted(reach.attributes, $schools)
    group by all
)

select
    compared.academic_year,
    compared.period,
    compared.school_group,
    compared.is_most_disadvantaged,
    compared.schools,
    compared.reached,
    compared.reach,
    100 * (
        max(compared.reach) filter (where compared.is_most_disadvantaged) over same_year
        - max(compared.reach) filter (where not compared.is_most_disadvantaged) over same_year
    ) as gap_points,
    shown_until.until_day
from compared
inner join period_dates
    on compared.academic_year = period_dates.academic_year and compared.period = period_dates.period
inner join
    recorded_days
    on period_dates.starts_on <= recorded_days.last_day and period_dates.ends_on >= recorded_days.first_day
left join shown_until
    on compared.academic_year = shown_until.academic_year and compared.period = shown_until.period
window same_year as (partition by compared.academic_year, compared.period)
order by compared.academic_year asc, is_to_date(compared.period) asc, compared.is_most_disadvantaged desc

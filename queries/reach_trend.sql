-- Reach term by term, over the chosen academic year and the four before it: schools reached of those open and in
-- scope. A term that is not over is compared with the same days of the year before: a row of its own.
-- One row per term that has begun, and one per term up to a date, oldest first.

select
    reach.academic_year,
    reach.period,
    count(distinct reach.urn) as schools,
    count(distinct reach.urn) filter (where reach.is_reached) as reached,
    reached / schools as reach
from school_reach($counted_as, $strands, $light_touch) as reach
inner join period_dates
    on reach.academic_year = period_dates.academic_year and reach.period = period_dates.period
inner join
    recorded_days
    on period_dates.starts_on <= recorded_days.last_day and period_dates.ends_on >= recorded_days.first_day
where
    not is_year(reach.period)
    and (not is_to_date(reach.period) or reach.academic_year = academic_year_before($academic_year))
    and reach.academic_year <= $academic_year
    and left(reach.academic_year, 4)::integer >= left($academic_year, 4)::integer - 4
    and list_contains($la_codes, reach.la_code)
    and list_contains($phases, reach.phase)
    and is_counted(reach.attributes, $schools)
group by all
order by min(period_dates.starts_on) asc, min(is_to_date(reach.period)) asc

-- Schools reached by the end of each week of the academic year, for one of its targets, and of the whole years of the
-- five before it: of the schools open and in scope as at each year's date.
-- One row per academic year and week, up to the last week that has ended in a year under way.

select
    reach.academic_year,
    reach.week,
    reach.schools,
    reach.reached,
    reach.reached / nullif(reach.schools, 0) as reach
from target_reach($academic_year, range(1, 53), $counted_as, $light_touch, $schools) as reach
inner join recorded_years as years on reach.academic_year = years.academic_year
where
    reach.target = coalesce($target, '')
    and (years.is_whole or years.academic_year = $academic_year)
    and (years.is_over or reach.week <= years.last_week)
order by reach.academic_year asc, reach.week asc

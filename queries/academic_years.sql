-- Academic years that can be looked at: from the first with a session to the year after the last of anything
-- recorded.
-- One row per academic year, newest first.

select
    counted_periods.academic_year,
    coalesce(max(engagement.attended), 0) > 0 as has_attendance
from counted_periods
left join engagement
    on
        counted_periods.academic_year = engagement.academic_year
        and counted_periods.academic_year = engagement.as_at_year
where counted_periods.period = 'year'
group by all
order by counted_periods.academic_year desc

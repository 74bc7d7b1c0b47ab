-- The years and terms that sign-ups or attendance of the hub's schools are recorded of.
-- One row per academic year and year or term, the newest first.

select
    engagement.academic_year,
    engagement.period
from engagement
inner join calendar_periods
    on engagement.academic_year = calendar_periods.academic_year and engagement.period = calendar_periods.period
where engagement.academic_year = engagement.as_at_year and engagement.period = engagement.as_at_period
group by all
order by min(calendar_periods.starts_on) desc, engagement.period desc

-- A fingerprint of all that schools of the area did in each academic year: it changes where a figure is revised.
-- One row per academic year in which anybody was expected, with its last day.

select
    engagement.academic_year,
    calendar_periods.ends_on,
    bit_xor(md5_number(engagement::varchar))::varchar as fingerprint
from engagement
inner join schools_open
    on
        engagement.urn = schools_open.urn
        and engagement.as_at_year = schools_open.academic_year
        and schools_open.period = 'year'
inner join calendar_periods
    on
        engagement.academic_year = calendar_periods.academic_year
        and calendar_periods.period = 'year'
where engagement.as_at_year = engagement.academic_year and engagement.as_at_period = 'year'
group by engagement.academic_year, calendar_periods.ends_on
order by engagement.academic_year

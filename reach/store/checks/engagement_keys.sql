-- Engagement has two rows of one establishment, date, period and programme

select
    as_at_year,
    as_at_period,
    urn,
    academic_year,
    period,
    programme_code
from engagement
group by all
having count(*) > 1

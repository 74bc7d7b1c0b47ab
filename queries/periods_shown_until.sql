-- The years and terms that are not over, and those of the year before up to the same date, with the last day that their
-- figures are of.
-- One row per year or term, or part of one.

select
    academic_year,
    period,
    until_day
from shown_until
order by academic_year asc, period asc

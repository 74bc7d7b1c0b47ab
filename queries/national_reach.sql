-- Published figures for England, newest first, up to the chosen academic year.
-- One row per academic year and figure.

select
    academic_year,
    label,
    share,
    source
from national_figures
where academic_year <= $academic_year
order by academic_year desc, label asc

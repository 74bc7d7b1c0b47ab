-- The same rows as queries/national_reach.sql.
select
    academic_year,
    label,
    share,
    source
from national_figures
where academic_year <= $academic_year
order by academic_year desc, label asc

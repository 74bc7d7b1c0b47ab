-- The same rows as queries/reach_target.sql, for the usual filters.
select
    academic_year,
    share,
    source
from targets
where academic_year = $academic_year and la_code is null and phase is null and strand is null
order by source asc

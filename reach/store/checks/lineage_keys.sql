-- A URN counts for two establishments at once

select
    academic_year,
    period,
    urn
from lineages
group by all
having count(*) > 1

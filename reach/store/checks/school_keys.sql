-- A URN stands more than once among the schools

select urn
from establishments
group by all
having count(*) > 1

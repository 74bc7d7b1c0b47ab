-- An activity stands more than once

select activity_id
from activities
group by all
having count(*) > 1

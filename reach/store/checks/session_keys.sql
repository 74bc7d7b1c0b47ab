-- A session stands more than once

select session_id
from sessions
where is_of_batches($batches, activity_id)
group by all
having count(*) > 1

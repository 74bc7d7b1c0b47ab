-- A session stands more than once

select session_id
from sessions
group by all
having count(*) > 1

-- A session has two rows of one attendee

select
    session_id,
    attendee
from attendances
group by all
having count(*) > 1

-- A session has two rows of one attendee

select
    session_id,
    attendee
from attendances
where is_of_batches($batches, activity_id)
group by all
having count(*) > 1

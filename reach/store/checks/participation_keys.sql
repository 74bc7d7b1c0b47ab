-- Somebody takes part twice in one activity, year or term, from one URN

select
    activity_id,
    academic_year,
    period,
    attendee,
    attended_urn
from participations
where is_of_batches($batches, activity_id)
group by all
having count(*) > 1

-- An attendance is of no session, or of a URN that is not known

select
    session_id,
    urn
from attendances
where
    is_of_batches($batches, activity_id)
    and (
        session_id not in (select session_id from sessions)
        or urn not in (select urn from establishments)
    )

-- A session is of no activity, or on a day in no academic year

select session_id
from sessions
where
    is_of_batches($batches, activity_id)
    and (
        activity_id not in (select activity_id from activities)
        or not exists (
            select 1
            from periods
            where periods.period = 'year' and sessions.held_on between periods.starts_on and periods.ends_on
        )
    )

-- One row: what would be gone if a batch were undone, which is what no other batch says.

with attendances_gone as (
    select
        session_id,
        attendee
    from register_sessions
    group by all
    having bool_and(batch_id = $batch_id)
),

sessions_gone as (
    select session_id
    from register_sessions
    group by session_id
    having bool_and(batch_id = $batch_id)
),

people_gone as (
    select attendee
    from register_sessions
    group by attendee
    having bool_and(batch_id = $batch_id)
),

schools_gone as (
    select urn
    from register_sessions
    group by urn
    having bool_and(batch_id = $batch_id)
),

held_gone as (
    select row_number
    from held_rows
    where batch_id = $batch_id
),

records_gone as (
    select urn
    from school_records
    where batch_id = $batch_id
)

select
    (select count(*) from attendances_gone) as attendances,
    (select count(*) from sessions_gone) as sessions,
    (select count(*) from people_gone) as people,
    (select count(*) from schools_gone) as schools,
    (select count(*) from held_gone) as held,
    (select count(*) from records_gone) as school_records

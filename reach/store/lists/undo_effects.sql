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
    from waiting_rows
    where batch_id = $batch_id
),

activity_details_gone as (
    select * exclude (batch_id, row_number)
    from activity_rows
    group by all
    having bool_and(batch_id = $batch_id)
),

targets_gone as (
    select * exclude (batch_id, row_number)
    from target_rows
    group by all
    having bool_and(batch_id = $batch_id)
),

candidate_stages_gone as (
    select * exclude (batch_id, row_number, evidence)
    from candidate_stage_rows
    group by all
    having bool_and(batch_id = $batch_id)
),

supports_gone as (
    select * exclude (batch_id, row_number, supporting_evidence, supported_evidence)
    from support_rows
    group by all
    having bool_and(batch_id = $batch_id)
),

pupil_counts_gone as (
    select * exclude (batch_id, row_number, evidence)
    from pupil_count_rows
    group by all
    having bool_and(batch_id = $batch_id)
),

partners_gone as (
    select * exclude (batch_id, row_number)
    from partner_rows
    group by all
    having bool_and(batch_id = $batch_id)
),

hold_backs_gone as (
    select * exclude (batch_id, row_number, evidence)
    from hold_back_rows
    group by all
    having bool_and(batch_id = $batch_id)
),

records_gone as (
    select urn
    from school_records
    where batch_id = $batch_id
),

other_records_gone as (
    select urn
    from other_school_records
    where batch_id = $batch_id
),

links_gone as (
    select urn
    from school_links
    where batch_id = $batch_id
),

outlines_gone as (
    select distinct la_code
    from boundary_rings
    where batch_id = $batch_id
)

select
    (select count(*) from attendances_gone) as attendances,
    (select count(*) from sessions_gone) as sessions,
    (select count(*) from people_gone) as people,
    (select count(*) from schools_gone) as schools,
    (select count(*) from held_gone) as held,
    (select count(*) from activity_details_gone) as activity_details,
    (select count(*) from targets_gone) as targets,
    (select count(*) from candidate_stages_gone) as candidate_stages,
    (select count(*) from supports_gone) as supports,
    (select count(*) from pupil_counts_gone) as pupil_counts,
    (select count(*) from partners_gone) as partners,
    (select count(*) from hold_backs_gone) as hold_backs,
    (select count(*) from records_gone) as school_records,
    (select count(*) from other_records_gone) as other_school_records,
    (select count(*) from links_gone) as links,
    (select count(*) from outlines_gone) as outlines

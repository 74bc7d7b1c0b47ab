-- What registers say, put together.

-- One row per row of a register that has a school: matched as it was read, or held and settled since.
create or replace view attended_rows as
select
    batch_id,
    row_number,
    programme_code,
    activity,
    held_on,
    session_number,
    hours,
    urn,
    evidence,
    attendee,
    role,
    attendance,
    pupils,
    lead_partner
from register_rows
union all
select
    held_rows.batch_id,
    held_rows.row_number,
    held_rows.programme as programme_code,
    held_rows.activity,
    held_rows.held_on,
    held_rows.session_number,
    held_rows.hours,
    settled_rows.urn,
    'alias' as evidence,
    settled_rows.attendee,
    held_rows.role,
    held_rows.attendance,
    held_rows.pupils,
    held_rows.lead_partner
from settled_rows
inner join held_rows
    on
        settled_rows.batch_id = held_rows.batch_id
        and settled_rows.row_number = held_rows.row_number
        and settled_rows.session_number = held_rows.session_number
where settled_rows.urn is not null;

-- One row per held row that still waits: no answer has settled it, and no later file has brought the same person to
-- the same session.
create or replace view waiting_rows as
select held_rows.*
from held_rows
left join settled_rows
    on
        held_rows.batch_id = settled_rows.batch_id
        and held_rows.row_number = settled_rows.row_number
        and held_rows.session_number is not distinct from settled_rows.session_number
where
    settled_rows.batch_id is null
    and not exists (
        select 1
        from attended_rows
        where
            attended_rows.attendee = held_rows.person
            and attended_rows.batch_id > held_rows.batch_id
            and attended_rows.held_on = held_rows.held_on
            and attended_rows.session_number = held_rows.session_number
            and attended_rows.programme_code = held_rows.programme
            and lower(attended_rows.activity) = lower(held_rows.activity)
    );

-- One row per row of a register or a sheet that names an activity.
create or replace view rows_of_activities as
select
    batch_id,
    row_number,
    programme_code,
    activity,
    lead_partner
from attended_rows
union all
select
    batch_id,
    row_number,
    programme_code,
    activity,
    lead_partner
from activity_rows
union all
select
    batch_id,
    row_number,
    programme_code,
    activity,
    null as lead_partner
from pupil_count_rows;

-- One row per batch, programme and activity as they are spelled in it: the activity that is meant.
create or replace macro computed_named_activities(chosen_batches := null) as table
    select
        batch_id,
        programme_code,
        activity,
        activity_key(programme_code, activity) as activity_id
    from (
        select distinct
            batch_id,
            programme_code,
            activity
        from rows_of_activities
        where is_chosen(chosen_batches, batch_id)
    );

-- Is an activity one that some batches speak of? Where no batches are chosen, each is.
create or replace macro is_of_batches(chosen_batches, chosen_activity_id) as (
    chosen_batches is null or chosen_activity_id in (
        select activity_id from named_activities
        where is_chosen(chosen_batches, batch_id)
    )
);

-- One row per row of a register, with the activity and the session it is of.
create or replace macro register_sessions_of(chosen_activities) as table
    select
        attended_rows.*,
        meant.activity_id,
        session_key(meant.activity_id, attended_rows.held_on, attended_rows.session_number) as session_id
    from attended_rows
    inner join named_activities as meant
        on
            attended_rows.batch_id = meant.batch_id
            and attended_rows.programme_code = meant.programme_code
            and attended_rows.activity = meant.activity
    where is_chosen(chosen_activities, meant.activity_id);

-- One row per row of a register, with the activity and the session it is of.
create or replace view register_sessions as
from register_sessions_of(null);

-- One row per activity, of a register or a sheet. Its name is as first written; its lead partner as last given.
create or replace macro computed_activities(chosen_activities := null) as table
    select
        meant.activity_id,
        meant.programme_code,
        arg_min(named.activity, place_of_row(named.batch_id, named.row_number)) as activity,
        arg_max(named.lead_partner, place_of_row(named.batch_id, named.row_number)) filter (
            where named.lead_partner is not null
        ) as lead_partner
    from rows_of_activities as named
    inner join named_activities as meant
        on
            named.batch_id = meant.batch_id
            and named.programme_code = meant.programme_code
            and named.activity = meant.activity
    where is_chosen(chosen_activities, meant.activity_id)
    group by all;

-- One row per session and attendee: what the last file says that marks the person, or, where none does, the last that
-- books them. Of what one file says twice, the strongest stands, and among equals the first. A file that is imported
-- again, and says again what it said, says nothing new. Batch, row and evidence are of the row that first said it.
create or replace macro computed_attendances(chosen_activities := null) as table
    with statements_of_files as (
        select
            registers.activity_id,
            registers.session_id,
            registers.attendee,
            registers.urn,
            registers.attendance,
            registers.role,
            registers.hours,
            import_batches.file_hash,
            min(place_of_row(registers.batch_id, registers.row_number)) as first_stated,
            arg_min(registers.evidence, place_of_row(registers.batch_id, registers.row_number)) as evidence
        from register_sessions_of(chosen_activities) as registers
        left join import_batches on registers.batch_id = import_batches.batch_id
        group by all
    ),

    statements as (
        select
            activity_id,
            session_id,
            attendee,
            urn,
            attendance,
            role,
            hours,
            max(place_of_row(batch_of_place(first_stated), -row_of_place(first_stated))) as last_stated,
            min(first_stated) as first_stated,
            arg_min(evidence, first_stated) as evidence
        from statements_of_files
        group by all
    )

    select
        activity_id,
        session_id,
        attendee,
        urn,
        attendance,
        role,
        hours,
        batch_of_place(first_stated) as batch_id,
        row_of_place(first_stated) as row_number,
        evidence
    from statements
    qualify
        row_number() over (
            partition by session_id, attendee
            order by
                attendance <> 'booked' desc,
                batch_of_place(last_stated) desc,
                attendance_strength(attendance) desc,
                last_stated desc
        ) = 1;

-- One row per row of a sheet of pupil counts, with the activity and the session it is of.
create or replace macro pupil_count_sessions_of(chosen_activities) as table
    select
        *,
        activity_key(programme_code, activity) as activity_id,
        session_key(activity_id, held_on, session_number) as session_id
    from pupil_count_rows
    where is_chosen(chosen_activities, activity_key(programme_code, activity));

-- One row per session. It was held when anyone on its register is marked attended, absent or apologies, or when its
-- pupils were counted.
create or replace macro computed_sessions(chosen_activities := null) as table
    with statements as (
        select
            session_id,
            activity_id,
            held_on,
            session_number,
            attendance <> 'booked' as is_held
        from register_sessions_of(chosen_activities)
        union all
        select
            session_id,
            activity_id,
            held_on,
            session_number,
            true as is_held
        from pupil_count_sessions_of(chosen_activities)
    )

    select
        session_id,
        activity_id,
        held_on,
        session_number,
        bool_or(is_held) as is_held
    from statements
    group by all;

-- One row per session and school that brought pupils: the largest head count given, of what the last register or sheet
-- says of each attendee, or of the school. A register's count is one of pupils who came where its row is marked
-- attended, and that mark stands.
create or replace macro computed_pupil_counts(chosen_activities := null) as table
    with statements as (
        select
            registers.session_id,
            registers.urn,
            registers.attendee,
            registers.pupils,
            registers.batch_id
        from register_sessions_of(chosen_activities) as registers
        inner join attendances
            on
                registers.activity_id = attendances.activity_id
                and registers.session_id = attendances.session_id
                and registers.attendee = attendances.attendee
                and registers.attendance = attendances.attendance
        where registers.pupils is not null and registers.attendance = 'attended'
        union all
        select
            session_id,
            urn,
            null as attendee,
            pupils,
            batch_id
        from pupil_count_sessions_of(chosen_activities)
    )

    select
        session_id,
        urn,
        max(pupils) as pupils
    from (
        select
            session_id,
            urn,
            pupils
        from statements
        qualify rank() over (partition by session_id, urn, attendee order by batch_id desc) = 1
    )
    group by all;

-- One row per session that was not held yet and school that is to bring pupils to it: the largest head count that a
-- register gives on a booked row.
create or replace macro computed_expected_pupils(chosen_activities := null) as table
    select
        registers.session_id,
        registers.urn,
        max(registers.pupils) as pupils
    from register_sessions_of(chosen_activities) as registers
    inner join sessions on registers.session_id = sessions.session_id and not sessions.is_held
    where registers.pupils is not null and registers.attendance = 'booked'
    group by all;

-- One row per session and attendee: what the session's register says of the person, and the URN given there. This is
-- the only way to single sessions, for figures that no sum over a year or term can give: who came to the first session
-- and who to the last, which sessions a school was at, who sat in a session together, and how far a school had come by
-- a week or day. All figures of people, sign-ups, hours and completion come from participations, which is smaller.
create or replace view session_marks as
select
    session_id,
    attendee,
    urn,
    attendance,
    hours
from attendances;

-- One row per session and attendee: the same, with the session's day and the activity's programme.
create or replace view attendance_facts as
select
    marks.*,
    sessions.activity_id,
    sessions.held_on,
    sessions.session_number,
    activities.programme_code,
    activities.activity
from session_marks as marks
inner join sessions on marks.session_id = sessions.session_id
inner join activities on sessions.activity_id = activities.activity_id;

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

-- One row per row of a register, with the activity and the session it is of.
create or replace view register_sessions as
select
    *,
    md5(activity_id || '|' || held_on || '|' || session_number) as session_id
from (
    select
        *,
        md5(programme_code || '|' || lower(activity)) as activity_id
    from attended_rows
);

-- One row per activity, of a register or a sheet. Its name is as first written; its lead partner as last given.
create or replace view computed_activities as
with statements as (
    select
        programme_code,
        activity,
        lead_partner,
        batch_id,
        row_number
    from attended_rows
    union all
    select
        programme_code,
        activity,
        lead_partner,
        batch_id,
        row_number
    from activity_rows
    union all
    select
        programme_code,
        activity,
        null as lead_partner,
        batch_id,
        row_number
    from pupil_count_rows
)

select
    md5(programme_code || '|' || lower(activity)) as activity_id,
    programme_code,
    arg_min(activity, [batch_id, row_number]) as activity,
    arg_max(lead_partner, [batch_id, row_number]) filter (where lead_partner is not null) as lead_partner
from statements
group by all;

-- One row per session and attendee: what the last file says that marks the person, or, where none does, the last that
-- books them. Of what one file says twice, the strongest stands, and among equals the first. A file that is imported
-- again, and says again what it said, says nothing new. Batch, row and evidence are of the row that first said it.
create or replace view computed_attendances as
with said_by_files as (
    select
        said.session_id,
        said.attendee,
        said.urn,
        said.attendance,
        said.role,
        said.hours,
        import_batches.file_hash,
        min([said.batch_id, said.row_number]) as first_said,
        arg_min(said.evidence, [said.batch_id, said.row_number]) as evidence
    from register_sessions as said
    left join import_batches on said.batch_id = import_batches.batch_id
    group by all
),

statements as (
    select
        session_id,
        attendee,
        urn,
        attendance,
        role,
        hours,
        max([first_said[1], -first_said[2]]) as last_said,
        min(first_said) as first_said,
        arg_min(evidence, first_said) as evidence
    from said_by_files
    group by all
)

select
    session_id,
    attendee,
    urn,
    attendance,
    role,
    hours,
    first_said[1]::integer as batch_id,
    first_said[2]::integer as row_number,
    evidence
from statements
qualify
    row_number() over (
        partition by session_id, attendee
        order by
            attendance <> 'booked' desc,
            last_said[1] desc,
            attendance_strength(attendance) desc,
            last_said desc
    ) = 1;

-- One row per row of a sheet of pupil counts, with the activity and the session it is of.
create or replace view pupil_count_sessions as
select
    *,
    md5(activity_id || '|' || held_on || '|' || session_number) as session_id
from (
    select
        *,
        md5(programme_code || '|' || lower(activity)) as activity_id
    from pupil_count_rows
);

-- One row per session. It was held when anyone on its register is marked attended, absent or apologies, or when its
-- pupils were counted.
create or replace view computed_sessions as
with statements as (
    select
        session_id,
        activity_id,
        held_on,
        session_number,
        attendance <> 'booked' as is_held
    from register_sessions
    union all
    select
        session_id,
        activity_id,
        held_on,
        session_number,
        true as is_held
    from pupil_count_sessions
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
create or replace view computed_pupil_counts as
with statements as (
    select
        said.session_id,
        said.urn,
        said.attendee,
        said.pupils,
        said.batch_id
    from register_sessions as said
    inner join attendances
        on
            said.session_id = attendances.session_id
            and said.attendee = attendances.attendee
            and said.attendance = attendances.attendance
    where said.pupils is not null and said.attendance = 'attended'
    union all
    select
        session_id,
        urn,
        null as attendee,
        pupils,
        batch_id
    from pupil_count_sessions
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
create or replace view computed_expected_pupils as
select
    said.session_id,
    said.urn,
    max(said.pupils) as pupils
from register_sessions as said
inner join sessions on said.session_id = sessions.session_id and not sessions.is_held
where said.pupils is not null and said.attendance = 'booked'
group by all;

-- One row per session and attendee, with the activity's programme, strand and day.
create or replace view attendance_facts as
select
    attendances.*,
    sessions.activity_id,
    sessions.held_on,
    sessions.session_number,
    sessions.is_held,
    activities.programme_code,
    activities.activity,
    activities.lead_partner
from attendances
inner join sessions on attendances.session_id = sessions.session_id
inner join activities on sessions.activity_id = activities.activity_id;

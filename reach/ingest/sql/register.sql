-- A register's rows into the store. read_rows has a row per row of the file, and points at what it says: read_entries
-- has each session entry once, read_findings each attendee with the school that was found.
-- One matched by an administrator's answer is kept as a held row that is settled.

-- The activities of batches that came before this one with the same files, as they are not worked out yet.
insert into named_activities by name
from computed_named_activities(
    chosen_batches := (
        select coalesce(list(import_batches.batch_id), [])
        from import_batches
        anti join named_activities on import_batches.batch_id = named_activities.batch_id
        where import_batches.undone_at is null
    )
);

-- One row per row of the file, with why it is to be held, if anything stands against it.
create or replace temp view understood as
select
    read_rows.row_number,
    read_findings.* exclude (finding, attendee_problem),
    read_entries.* exclude (entry, entry_problem),
    coalesce(read_entries.entry_problem, read_findings.attendee_problem) as problem
from read_rows
inner join read_findings on read_rows.finding = read_findings.finding
inner join read_entries on read_rows.entry = read_entries.entry;

-- One row per matched row, with the session it is of and how strong its word is.
create or replace temp view matched_rows as
select
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
    lead_partner,
    activity_key(programme_code, activity) as activity_id,
    session_key(activity_id, held_on, session_number) as session_id,
    attendance_strength(attendance) as strength
from understood
where problem is null and urn is not null;

-- One row: the activities of the file.
create or replace temp table activities_of_file as
select coalesce(list(distinct activity_id), []) as activities
from matched_rows;

-- One row per thing that registers said before this one, and whether it was this very file that said it.
create or replace temp table stated_before as
select
    registers.session_id,
    registers.urn,
    registers.attendee,
    registers.attendance,
    registers.hours,
    registers.role,
    registers.pupils,
    registers.lead_partner,
    bool_or(import_batches.file_hash = $file_hash) as is_of_this_file
from register_sessions_of((select activities from activities_of_file)) as registers
inner join import_batches on registers.batch_id = import_batches.batch_id
group by all;

-- One row per session of the file and attendee: what stands of them before it.
create or replace temp table stood_before as
select
    session_id,
    attendee,
    attendance,
    struct_pack(urn := urn, attendance := attendance, hours := hours, role := role) as stated
from computed_attendances(chosen_activities := (select activities from activities_of_file))
where session_id in (select matched_rows.session_id from matched_rows);

-- One row per row (of the file: a row may speak of several sessions), whether it changes nothing, and whether what it
-- changes was known. It changes nothing when this very file said it before, or when it stands already and was said
-- before, or when it is said higher up in the file, or when the file says something stronger of the same person and
-- session, or when it only books somebody who has a mark; a word about pupils is never passed over for that.
create or replace temp table weighed as
select
    row_number,
    bool_and(is_known or is_repeated or (is_weaker and pupils is null)) as is_unchanged,
    bool_or(is_about_known_person) as is_about_known_person
from (
    select
        matched_rows.row_number,
        matched_rows.pupils,
        stands.session_id is not null as is_about_known_person,
        stated_before.session_id is not null and (
            stated_before.is_of_this_file
            or stands.stated = struct_pack(
                urn := matched_rows.urn,
                attendance := matched_rows.attendance,
                hours := matched_rows.hours,
                role := matched_rows.role
            )
        ) as is_known,
        row_number() over (
            partition by
                matched_rows.session_id,
                matched_rows.urn,
                matched_rows.attendee,
                matched_rows.attendance,
                matched_rows.hours,
                matched_rows.role,
                matched_rows.pupils,
                matched_rows.lead_partner
            order by matched_rows.row_number asc
        ) > 1 as is_repeated,
        matched_rows.strength
        < max(matched_rows.strength) over (partition by matched_rows.session_id, matched_rows.attendee)
        or coalesce(matched_rows.attendance = 'booked' and stands.attendance <> 'booked', false) as is_weaker
    from matched_rows
    left join stated_before
        on
            matched_rows.session_id = stated_before.session_id
            and matched_rows.attendee = stated_before.attendee
            and matched_rows.urn = stated_before.urn
            and matched_rows.attendance = stated_before.attendance
            and matched_rows.hours is not distinct from stated_before.hours
            and matched_rows.role is not distinct from stated_before.role
            and matched_rows.pupils is not distinct from stated_before.pupils
            and matched_rows.lead_partner is not distinct from stated_before.lead_partner
    left join stood_before as stands
        on matched_rows.session_id = stands.session_id and matched_rows.attendee = stands.attendee
)
group by all;

insert into register_rows by name
select
    * exclude (activity_id, session_id, strength),
    $batch_id as batch_id
from matched_rows
where evidence <> 'alias';

insert into held_rows by name
select
    row_number,
    candidates,
    school_text,
    urn_text,
    la_code,
    establishment_number,
    postcode,
    email_domain,
    person,
    programme_text as programme,
    nullif(activity, '') as activity,
    held_on,
    session_number,
    hours,
    role,
    attendance,
    pupils,
    lead_partner,
    $batch_id as batch_id,
    coalesce(problem, reason, '') as reason,
    case
        when problem is null then coalesce(nullif(alias_key, ''), 'row ' || $batch_id || '/' || row_number)
    end as alias_key
from understood
where problem is not null or urn is null or evidence = 'alias';

insert into settled_rows by name
select
    row_number,
    session_number,
    urn,
    attendee,
    $batch_id as batch_id,
    coalesce(nullif(alias_key, ''), 'row ' || $batch_id || '/' || row_number) as alias_key
from understood
where problem is null and (is_not_ours or evidence = 'alias');

-- The counts of the rows of the file. A row that speaks of several sessions is held when any of them is; it is of
-- elsewhere only when all of it is.
select
    count(*) as rows_read,
    count(*) filter (where is_waiting) as rows_held,
    count(*) filter (where not is_waiting and not is_matched) as rows_outside,
    count(*) filter (where not is_waiting and is_matched and is_unchanged) as rows_unchanged,
    count(*) filter (where not is_waiting and is_matched and not is_unchanged) as rows_loaded,
    count(*) filter (where not is_waiting and is_matched and not is_unchanged and is_about_known_person) as rows_changed
from (
    select
        row_number,
        bool_or(problem is not null or (urn is null and not is_not_ours)) as is_waiting,
        bool_or(problem is null and urn is not null) as is_matched
    from understood
    group by row_number
)
left join weighed using (row_number);

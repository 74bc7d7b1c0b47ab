-- A register's matched rows, in read_rows, into the store; one matched by an administrator's answer is kept as a held
-- row that is settled.

-- One row per matched row, with the session it is of and how strong its word is.
create or replace temp table staged as
select
    *,
    md5(md5(programme_code || '|' || lower(activity)) || '|' || held_on || '|' || session_number) as session_id,
    attendance_strength(attendance) as strength
from read_rows;

-- One row per thing that registers said before this one.
create or replace temp table said_before as
select distinct
    session_id,
    urn,
    attendee,
    attendance,
    hours,
    role,
    pupils,
    lead_partner
from register_sessions;

-- One row per session and attendee: the strongest of it.
create or replace temp table strongest_before as
select
    session_id,
    attendee,
    max(attendance_strength(attendance)) as strength
from said_before
group by all;

-- One row per row (of the file: a row may speak of several sessions), whether it changes nothing, and whether what it
-- changes was known. It changes nothing when it was said before, or higher up in the file, or a stronger word stands
-- for the same person and session; a word about pupils is never passed over for that.
create or replace temp table weighed as
select
    row_number,
    bool_and(is_known or is_repeated or (is_weaker and pupils is null)) as is_unchanged,
    bool_or(is_about_known_person) as is_about_known_person
from (
    select
        staged.row_number,
        staged.pupils,
        stands.session_id is not null as is_about_known_person,
        said_before.session_id is not null as is_known,
        row_number() over (
            partition by
                staged.session_id,
                staged.urn,
                staged.attendee,
                staged.attendance,
                staged.hours,
                staged.role,
                staged.pupils,
                staged.lead_partner
            order by staged.row_number asc
        ) > 1 as is_repeated,
        staged.strength < max(greatest(staged.strength, stands.strength))
            over (partition by staged.session_id, staged.attendee) as is_weaker
    from staged
    left join said_before
        on
            staged.session_id = said_before.session_id
            and staged.attendee = said_before.attendee
            and staged.urn = said_before.urn
            and staged.attendance = said_before.attendance
            and staged.hours is not distinct from said_before.hours
            and staged.role is not distinct from said_before.role
            and staged.pupils is not distinct from said_before.pupils
            and staged.lead_partner is not distinct from said_before.lead_partner
    left join strongest_before as stands
        on staged.session_id = stands.session_id and staged.attendee = stands.attendee
)
group by all;

insert into register_rows by name
select
    * exclude (session_id, strength),
    $batch_id as batch_id
from staged
where evidence <> 'alias';

-- The counts of the matched rows.
select
    count(*) as rows_matched,
    count(*) filter (where is_unchanged) as rows_unchanged,
    count(*) filter (where not is_unchanged and is_about_known_person) as rows_changed
from weighed;

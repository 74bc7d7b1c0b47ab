-- The rows of files that are kept of a person, by the hashes that the person has. A held row that was settled as
-- another school's is another person's of the same name; one that no answer has settled may be this person's.

-- One row per row and session.
create or replace temp table rows_of_person as
select
    'register_rows' as stored_in,
    batch_id,
    row_number,
    session_number
from register_rows
where list_contains($attendees, attendee)
union all
select
    'held_rows' as stored_in,
    held_rows.batch_id,
    held_rows.row_number,
    held_rows.session_number
from held_rows
left join settled_rows
    on
        held_rows.batch_id = settled_rows.batch_id
        and held_rows.row_number = settled_rows.row_number
        and held_rows.session_number is not distinct from settled_rows.session_number
where
    list_contains($people, held_rows.person)
    and (settled_rows.attendee is null or list_contains($attendees, settled_rows.attendee))
union all
select
    'candidate_stage_rows' as stored_in,
    batch_id,
    row_number,
    null as session_number
from candidate_stage_rows
where list_contains($people, candidate);

-- One row per row and session, with all that is kept of it, the oldest import first.
with stored as (
    select
        'attendance' as what,
        rows_of_person.stored_in,
        attended.batch_id,
        attended.row_number,
        attended.held_on as happened_on,
        attended.programme_code as programme,
        attended.activity,
        attended.session_number,
        attended.attendance,
        attended.role,
        attended.hours,
        attended.urn,
        null::varchar as school_as_written,
        null::varchar as email_domain,
        null::varchar as route,
        null::varchar as stage
    from register_rows as attended
    inner join rows_of_person
        on
            rows_of_person.stored_in = 'register_rows'
            and attended.batch_id = rows_of_person.batch_id
            and attended.row_number = rows_of_person.row_number
            and attended.session_number = rows_of_person.session_number
    union all
    select
        'held row' as what,
        rows_of_person.stored_in,
        held.batch_id,
        held.row_number,
        held.held_on as happened_on,
        held.programme,
        held.activity,
        held.session_number,
        held.attendance,
        held.role,
        held.hours,
        settled.urn,
        held.school_text as school_as_written,
        held.email_domain,
        null as route,
        null as stage
    from held_rows as held
    inner join rows_of_person
        on
            rows_of_person.stored_in = 'held_rows'
            and held.batch_id = rows_of_person.batch_id
            and held.row_number = rows_of_person.row_number
            and held.session_number is not distinct from rows_of_person.session_number
    left join settled_rows as settled
        on
            held.batch_id = settled.batch_id
            and held.row_number = settled.row_number
            and held.session_number is not distinct from settled.session_number
    union all
    select
        'stage of recruitment and training' as what,
        rows_of_person.stored_in,
        stages.batch_id,
        stages.row_number,
        stages.reached_on as happened_on,
        null as programme,
        null as activity,
        null as session_number,
        null as attendance,
        null as role,
        null as hours,
        stages.urn,
        null as school_as_written,
        null as email_domain,
        stages.route,
        stages.stage
    from candidate_stage_rows as stages
    inner join rows_of_person
        on
            rows_of_person.stored_in = 'candidate_stage_rows'
            and stages.batch_id = rows_of_person.batch_id
            and stages.row_number = rows_of_person.row_number
)

select
    stored.what,
    stored.happened_on,
    stored.programme,
    stored.activity,
    stored.session_number,
    stored.attendance,
    stored.hours,
    stored.role,
    stored.urn,
    establishments.name as school,
    stored.school_as_written,
    stored.email_domain,
    stored.route,
    stored.stage,
    import_batches.file,
    stored.batch_id as batch,
    stored.row_number as row,
    import_batches.imported_at
from stored
inner join import_batches on stored.batch_id = import_batches.batch_id
left join establishments on stored.urn = establishments.urn
order by stored.batch_id asc, stored.row_number asc, stored.session_number asc nulls first, stored.what asc

-- Puts the random texts of fresh_people in the place of the hashes in hashes_before.

create or replace temp table replacements as
select
    hashes_before.*,
    fresh_people.replacement
from hashes_before
inner join fresh_people
    on
        hashes_before.academic_year = fresh_people.academic_year
        and hashes_before.programme is not distinct from fresh_people.programme
        and hashes_before.person = fresh_people.person;

update register_rows
set attendee = replacements.replacement, role = null
from replacements
where
    replacements.stored_in = 'register_rows'
    and register_rows.batch_id = replacements.batch_id
    and register_rows.row_number = replacements.row_number
    and register_rows.session_number = replacements.session_number
    and register_rows.held_on = replacements.held_on
    and register_rows.attendee = replacements.person;

update settled_rows
set attendee = replacements.replacement
from replacements
where
    replacements.stored_in = 'settled_rows'
    and settled_rows.batch_id = replacements.batch_id
    and settled_rows.row_number = replacements.row_number
    and settled_rows.session_number = replacements.session_number
    and settled_rows.attendee = replacements.person;

update held_rows
set person = replacements.replacement, role = null, email_domain = null
from replacements
where
    replacements.stored_in = 'held_rows'
    and held_rows.batch_id = replacements.batch_id
    and held_rows.row_number = replacements.row_number
    and held_rows.session_number is not distinct from replacements.session_number
    and held_rows.person = replacements.person;

update candidate_stage_rows
set candidate = replacements.replacement
from replacements
where
    replacements.stored_in = 'candidate_stage_rows'
    and candidate_stage_rows.batch_id = replacements.batch_id
    and candidate_stage_rows.row_number = replacements.row_number
    and candidate_stage_rows.candidate = replacements.person;

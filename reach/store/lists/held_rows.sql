-- One row per row that waits to be settled, as the first file that held it has it. alias_key is null where it waits for
-- something else than its school.

select
    held_rows.batch_id as batch,
    import_batches.file,
    held_rows.row_number as row,
    held_rows.reason,
    held_rows.school_text,
    held_rows.candidates,
    held_rows.alias_key
from waiting_rows as held_rows
inner join import_batches on held_rows.batch_id = import_batches.batch_id
qualify
    row_number() over (
        partition by
            held_rows.reason,
            held_rows.school_text,
            held_rows.urn_text,
            held_rows.la_code,
            held_rows.establishment_number,
            held_rows.postcode,
            held_rows.person,
            held_rows.programme,
            held_rows.activity,
            held_rows.held_on,
            held_rows.session_number,
            held_rows.hours,
            held_rows.role,
            held_rows.attendance,
            held_rows.pupils,
            held_rows.lead_partner
        order by held_rows.batch_id asc, held_rows.row_number asc
    ) = 1
order by held_rows.batch_id asc, held_rows.row_number asc

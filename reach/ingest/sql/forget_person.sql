-- Takes out the rows in rows_of_person, and writes down for each batch how many they were.

insert into forgotten_rows
select
    batch_id,
    count(distinct row_number) as rows_forgotten,
    $forgotten_at as forgotten_at,
    $forgotten_by as forgotten_by
from rows_of_person
where
    stored_in in ('register_rows', 'candidate_stage_rows')
    or batch_id not in (
        select batch_id
        from import_batches
        where kind = 'candidate_stages'
    )
group by batch_id;

delete from register_rows
using rows_of_person as own
where
    own.stored_in = 'register_rows'
    and register_rows.batch_id = own.batch_id
    and register_rows.row_number = own.row_number
    and register_rows.session_number = own.session_number;

delete from settled_rows
using rows_of_person as own
where
    own.stored_in = 'held_rows'
    and settled_rows.batch_id = own.batch_id
    and settled_rows.row_number = own.row_number
    and settled_rows.session_number is not distinct from own.session_number;

delete from held_rows
using rows_of_person as own
where
    own.stored_in = 'held_rows'
    and held_rows.batch_id = own.batch_id
    and held_rows.row_number = own.row_number
    and held_rows.session_number is not distinct from own.session_number;

delete from candidate_stage_rows
using rows_of_person as own
where
    own.stored_in = 'candidate_stage_rows'
    and candidate_stage_rows.batch_id = own.batch_id
    and candidate_stage_rows.row_number = own.row_number;

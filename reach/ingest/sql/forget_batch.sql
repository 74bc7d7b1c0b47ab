-- Takes out all that a batch brought but rows of sheets, and puts back what it had replaced.

delete from register_rows
where batch_id = $batch_id;

delete from settled_rows
where batch_id = $batch_id;

delete from forgotten_rows
where batch_id = $batch_id;

delete from remembered_answers
where batch_id = $batch_id;

delete from held_rows
where batch_id = $batch_id;

delete from boundary_rings
where batch_id = $batch_id;

delete from school_links
where batch_id = $batch_id;

update school_links
set replaced_by = null
where replaced_by = $batch_id;

delete from school_records
where batch_id = $batch_id;

update school_records
set replaced_by = null
where replaced_by = $batch_id;

delete from other_school_records
where batch_id = $batch_id;

update other_school_records
set replaced_by = null
where replaced_by = $batch_id;

-- A batch does not say what its rows are

select
    batch_id,
    contents
from import_batches
where contents is null or contents not in ('schools', 'outlines', 'sheet', 'attendance')

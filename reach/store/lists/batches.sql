-- One row per import, newest first.

select
    batch_id as batch,
    kind,
    file,
    as_at,
    date_trunc('second', imported_at) as imported_at,
    imported_by,
    rows_read as read,
    rows_loaded as loaded,
    rows_unchanged as unchanged,
    rows_held as held,
    rows_outside as outside,
    undone_at
from import_batches
where $undone or undone_at is null
order by batch_id desc

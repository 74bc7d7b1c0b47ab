-- One row per standing import of the very same file, newest first.

select
    batch_id as batch,
    file,
    imported_at
from import_batches
where file_hash = $file_hash and undone_at is null
order by batch_id desc

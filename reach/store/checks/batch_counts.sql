-- The counts of a batch do not add up: read = loaded + unchanged + held + outside

select batch_id
from import_batches
where rows_read <> rows_loaded + rows_unchanged + rows_held + rows_outside

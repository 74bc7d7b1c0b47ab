-- One row per matched row of a batch.

select distinct
    row_number as row,
    urn,
    evidence
from attended_rows
where batch_id = $batch_id
order by row_number asc

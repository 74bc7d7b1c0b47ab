-- A batch does not say what its rows are, or whether schools are counted as at its date

select
    batch_id,
    contents,
    sets_as_at,
    as_at
from import_batches
where
    contents is null
    or contents not in ('schools', 'outlines', 'sheet', 'attendance')
    or sets_as_at is null
    or (sets_as_at and as_at is null)

-- The counts of a batch's rows of a sheet: one that was read before, in an earlier batch or higher up, changes nothing;
-- what an earlier batch stated otherwise is changed.

select
    count(*) as rows_matched,
    count(*) filter (where is_repeated) as rows_unchanged,
    count(*) filter (where is_known and not is_repeated) as rows_changed
from (
    select
        batch_id,
        row_number() over (partition by about, states order by batch_id asc, row_number asc) > 1 as is_repeated,
        min(batch_id) over (partition by about) < $batch_id as is_known
    from sheet_rows
    where kind = $kind
)
where batch_id = $batch_id

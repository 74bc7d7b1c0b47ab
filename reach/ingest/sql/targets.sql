-- The rows of a sheet of targets, in read_rows, into the store.

insert into target_rows by name
select
    *,
    $batch_id as batch_id
from read_rows;

-- The counts of the rows: one that was said before, in an earlier batch or higher up, changes nothing; what an earlier
-- batch said otherwise is changed.
select
    count(*) as rows_matched,
    count(*) filter (where is_repeated) as rows_unchanged,
    count(*) filter (where is_known and not is_repeated) as rows_changed
from (
    select
        batch_id,
        row_number() over (
            partition by
                academic_year,
                strand,
                programme_code,
                la_code,
                phase,
                share,
                schools,
                source
            order by batch_id asc, row_number asc
        ) > 1 as is_repeated,
        min(batch_id) over (
            partition by
                academic_year,
                strand,
                programme_code,
                la_code,
                phase
        ) < $batch_id as is_known
    from target_rows
)
where batch_id = $batch_id

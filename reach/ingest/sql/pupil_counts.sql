-- The matched rows of a sheet of pupil counts, in read_rows, into the store.

insert into pupil_count_rows by name
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
                lower(activity),
                programme_code,
                held_on,
                session_number,
                urn,
                pupils
            order by batch_id asc, row_number asc
        ) > 1 as is_repeated,
        min(batch_id) over (
            partition by
                lower(activity),
                programme_code,
                held_on,
                session_number,
                urn
        ) < $batch_id as is_known
    from pupil_count_rows
)
where batch_id = $batch_id

-- The matched rows of a sheet of pupil counts, in read_rows, into the store.

insert into pupil_count_rows by name
select
    *,
    $batch_id as batch_id
from read_rows;

-- The counts of the rows: one that was said before, in an earlier batch or higher up, changes nothing.
select
    count(*) as rows_matched,
    count(*) filter (where is_repeated) as rows_unchanged
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
        ) > 1 as is_repeated
    from pupil_count_rows
)
where batch_id = $batch_id

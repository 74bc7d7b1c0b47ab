-- The matched rows of a sheet of schools held back, in read_rows, into the store.

insert into hold_back_rows by name
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
                urn,
                programme_code,
                lower(reason),
                until_on
            order by batch_id asc, row_number asc
        ) > 1 as is_repeated
    from hold_back_rows
)
where batch_id = $batch_id

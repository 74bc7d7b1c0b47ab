-- The rows of a sheet that cannot be loaded, in read_rows, held with their reasons.

insert into held_rows by name
select
    *,
    $batch_id as batch_id
from read_rows;

-- The count of what was not held before.
select count(*) as rows_newly_held
from (
    select distinct * exclude (batch_id, row_number)
    from held_rows
    where batch_id = $batch_id
    except
    select distinct * exclude (batch_id, row_number)
    from held_rows
    where batch_id <> $batch_id
)

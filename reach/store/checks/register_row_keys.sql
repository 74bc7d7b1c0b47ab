-- A batch has two register rows of one row number and session

select
    batch_id,
    row_number,
    held_on,
    session_number
from attended_rows
where is_chosen($batches, batch_id)
group by all
having count(*) > 1

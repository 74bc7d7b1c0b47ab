-- A batch has two register rows of one row number and session

select
    batch_id,
    row_number,
    held_on,
    session_number
from attended_rows
group by all
having count(*) > 1

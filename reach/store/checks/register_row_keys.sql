-- A batch has two register rows of one row number

select
    batch_id,
    row_number
from register_rows
group by all
having count(*) > 1

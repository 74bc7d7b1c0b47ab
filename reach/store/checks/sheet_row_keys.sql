-- A batch has two sheet rows of one row number

select
    batch_id,
    row_number
from sheet_rows
group by all
having count(*) > 1

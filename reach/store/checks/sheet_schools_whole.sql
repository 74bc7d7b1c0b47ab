-- A row of a register or sheet is of a URN that is not known

select
    batch_id,
    row_number,
    urn
from rows_at_schools
where urn not in (select urn from establishments)

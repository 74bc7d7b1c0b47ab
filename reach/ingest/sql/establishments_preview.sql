-- One row per row about a school of the hub, the first few of the establishment register that has just been staged.

select
    row_number,
    urn,
    name as school,
    la_name,
    gias_phase as phase,
    status,
    coalesce(strftime(opened_on, '%d/%m/%Y'), '') as opened,
    coalesce(strftime(closed_on, '%d/%m/%Y'), '') as closed
from staged
where is_in_hub
order by row_number asc
limit $rows

-- A ring of an outline stands more than once

select
    batch_id,
    row_number,
    ring_number
from boundary_rings
group by all
having count(*) > 1

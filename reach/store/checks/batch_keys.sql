-- A batch stands more than once

select batch_id
from import_batches
group by all
having count(*) > 1

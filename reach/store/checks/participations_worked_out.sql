-- Who took part in what is not what follows from the attendances

with computed as materialized (
    select * from computed_participations
)

from (
    select * from participations
    except all
    select * from computed
)
union all
from (
    select * from computed
    except all
    select * from participations
)

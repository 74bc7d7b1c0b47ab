-- Engagement is not what follows from the attendances

with computed as materialized (
    select * from computed_engagement
)

from (
    select * from engagement
    except all
    select * from computed
)
union all
from (
    select * from computed
    except all
    select * from engagement
)

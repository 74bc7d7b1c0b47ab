-- The schools that are open are not what follows from the establishment register

with computed as materialized (
    select * from computed_schools_open
)

from (
    select * from schools_open
    except all
    select * from computed
)
union all
from (
    select * from computed
    except all
    select * from schools_open
)

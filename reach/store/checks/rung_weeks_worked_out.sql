-- How reach grows within a year is not what follows from the attendances

with computed as materialized (
    select * from computed_rung_weeks
)

from (
    select * from rung_weeks
    except all
    select * from computed
)
union all
from (
    select * from computed
    except all
    select * from rung_weeks
)

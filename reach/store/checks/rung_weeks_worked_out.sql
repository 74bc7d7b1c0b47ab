-- How reach grows within a year is not what follows from the attendances

from (
    select * from rung_weeks
    except all
    select * from computed_rung_weeks
)
union all
from (
    select * from computed_rung_weeks
    except all
    select * from rung_weeks
)

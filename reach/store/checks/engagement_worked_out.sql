-- Engagement is not what follows from the attendances

from (
    select * from engagement
    except all
    select * from computed_engagement
)
union all
from (
    select * from computed_engagement
    except all
    select * from engagement
)

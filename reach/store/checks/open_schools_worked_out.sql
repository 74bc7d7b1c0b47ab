-- The schools that are open are not what follows from the establishment register

from (
    select * from schools_open
    except all
    select * from computed_schools_open
)
union all
from (
    select * from computed_schools_open
    except all
    select * from schools_open
)

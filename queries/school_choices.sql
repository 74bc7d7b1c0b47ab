-- The schools whose pages can be opened: all that the register of establishments has of the hub's local authorities.
-- One row per URN, open ones first.

select
    schools.urn,
    schools.name,
    schools.town,
    las.la_name,
    schools.la_code || '/' || schools.establishment_number as dfe_number,
    coalesce(is_open(schools.status, schools.opened_on, schools.closed_on, register_dates.register_date), false)
        as is_open
from schools
inner join local_authorities as las on schools.la_code = las.la_code
cross join register_dates
order by
    coalesce(is_open(schools.status, schools.opened_on, schools.closed_on, register_dates.register_date), false) desc,
    schools.name asc,
    schools.urn asc

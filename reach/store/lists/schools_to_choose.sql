-- One row per school of the hub's area, closed ones included, open ones first.

select
    urn,
    concat_ws(', ', name, town, la_name, urn::varchar, strftime(closed_on, 'closed %d/%m/%Y')) as label
from schools
order by closed_on is not null, name asc, urn asc

-- Where the schools of the local authorities are, whatever they teach, to draw areas from where no outline is loaded.
-- One row per school open as at the date of the establishment register that has coordinates.

select
    las.la_code,
    las.la_name,
    places.urn,
    places.easting,
    places.northing
from school_places as places
inner join local_authorities as las on places.la_code = las.la_code
order by las.position asc, places.urn asc

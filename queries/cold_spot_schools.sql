-- The ten schools nearest to the middle of each hexagon, how far each has come in the period, and how far it is from
-- there as the crow flies. A school is among the nearest of several hexagons. Schools held back today are left out.
-- One row per hexagon with a school in it and school.

select
    nearest.urn,
    nearest.name,
    las.la_code,
    las.la_name,
    nearest.hexagon,
    rung_name(nearest.rung_level, $academic_year, $period) as rung,
    nearest.is_reached,
    nearest.distance_km
from
    hexagons_and_nearest_schools(
        $academic_year, $period, $counted_as, $strands, $light_touch, $la_codes, $phases, $schools, $today
    ) as nearest
inner join local_authorities as las on nearest.la_code = las.la_code
order by nearest.hexagon asc, nearest.distance_km asc, nearest.urn asc

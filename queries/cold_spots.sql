-- Cold spots: of the ten schools nearest to the middle of each hexagon of 4 km, how many are reached. A hexagon is a
-- cold spot where so few are that chance alone, at the reach of all schools shown, would leave as few in at most one
-- place in twenty. Schools held back today are left out.
-- One row per hexagon with a school in it, the fewest reached first.

with overall as (
    select count(*) filter (where is_reached) / count(*) as share_overall
    from schools_on_map(
        $academic_year, $period, $counted_as, $strands, $light_touch, $la_codes, $phases, $schools
    )
),

hexagons as (
    select
        nearest.hexagon,
        nearest.easting,
        nearest.northing,
        nearest.schools_inside,
        count(*) as schools,
        count(*) filter (where nearest.is_reached) as reached,
        max(nearest.distance_km) as furthest_km
    from
        hexagons_and_nearest_schools(
            $academic_year, $period, $counted_as, $strands, $light_touch, $la_codes, $phases, $schools, $today
        ) as nearest
    group by all
)

select
    $academic_year as academic_year,
    $period as period,
    hexagons.hexagon,
    hexagons.reached,
    hexagons.schools,
    hexagons.furthest_km,
    hexagons.schools_inside,
    overall.share_overall,
    chance_of_so_few(hexagons.reached, hexagons.schools, overall.share_overall) as share_by_chance,
    share_by_chance <= 0.05 and hexagons.schools = 10 as is_cold,
    chance_of_so_few(0, 10, overall.share_overall) <= 0.05 as can_be_cold,
    hexagons.easting,
    hexagons.northing
from hexagons
cross join overall
order by hexagons.reached asc, hexagons.schools desc, hexagons.furthest_km asc, hexagons.hexagon asc

-- Where the schools are, on the British National Grid in metres, how far each has come in the period, its standing this
-- academic year, and why and until when it is held back today.
-- One row per school open and in scope; easting and northing are blank where the establishment register has none.

select
    on_map.urn,
    on_map.name,
    las.la_code,
    las.la_name,
    coalesce(on_map.town, 'Town not known') as town,
    rung_name(on_map.rung_level, $academic_year, $period) as rung,
    on_map.is_reached,
    standings.standing,
    on_map.pupils,
    coalesce(held_back.held_back, '') as held_back,
    on_map.easting,
    on_map.northing
from
    schools_on_map(
        $academic_year, $period, $counted_as, $strands, $light_touch, $la_codes, $phases, $schools
    ) as on_map
inner join local_authorities as las on on_map.la_code = las.la_code
inner join school_standings($counted_as, $strands, $light_touch, $phases) as standings
    on
        on_map.urn = standings.urn
        and standings.academic_year = $academic_year
        and standings.period = $period
left join schools_held_back($today, null) as held_back
    on
        on_map.urn = held_back.urn
        and held_back.academic_year = $academic_year
        and held_back.period = $period
order by las.position asc, on_map.name asc, on_map.urn asc

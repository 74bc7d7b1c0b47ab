-- A journey by local authority: at which stage the schools that it is for stand this academic year, which have left
-- it, and which are not yet on it.
-- One row per local authority and place on the journey, whether or not any school has it.

select
    schools.academic_year,
    las.la_code,
    las.la_name,
    places.place,
    count(*) as schools,
    count(*) filter (where schools.place = places.place) as schools_at_place,
    schools_at_place / count(*) as share
from school_journeys($counted_as, $journey, $phases) as schools
inner join local_authorities as las on schools.la_code = las.la_code
cross join journey_places($journey) as places
where
    schools.academic_year = $academic_year
    and schools.period = $period
    and list_contains($la_codes, schools.la_code)
    and ($independent or not schools.is_independent)
group by all
order by min(las.position) asc, min(places.position) asc

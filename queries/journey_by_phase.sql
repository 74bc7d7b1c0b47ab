-- A journey by phase: at which stage the schools that it is for stand this academic year, which have left it, and
-- which are not yet on it. A school counts in each phase that it teaches and that the journey is for.
-- One row per phase and place on the journey, whether or not any school has it.

select
    schools.academic_year,
    phases.phase,
    places.place,
    count(*) as schools,
    count(*) filter (where schools.place = places.place) as schools_at_place,
    schools_at_place / count(*) as share
from phases
inner join lateral (
    select
        academic_year,
        period,
        la_code,
        is_independent,
        place
    from school_journeys($counted_as, $journey, [phases.phase])
) as schools on true
cross join journey_places($journey) as places
where
    list_contains($phases, phases.phase)
    and schools.academic_year = $academic_year
    and schools.period = $period
    and list_contains($la_codes, schools.la_code)
    and ($independent or not schools.is_independent)
group by all
order by min(phases.position) asc, min(places.position) asc

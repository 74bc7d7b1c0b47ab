-- The schools that a journey is for: where each stands on it, and its path over the years.
-- One row per school open and in scope that the journey is for.

with paths as (
    select
        stages.urn,
        string_agg(stages.stage_year || ' ' || places.place, ', ' order by stages.stage_year asc) as path
    from school_stages($counted_as, $journey, $phases) as stages
    inner join journey_steps($journey) as places on stages.stage = places.position
    where stages.academic_year = $academic_year and stages.period = $period
    group by all
)

select
    schools.urn,
    schools.name,
    las.la_code,
    las.la_name,
    schools.place,
    schools.place_before,
    schools.move,
    coalesce(paths.path, '') as path,
    schools.pupils
from school_journeys($counted_as, $journey, $phases) as schools
inner join local_authorities as las on schools.la_code = las.la_code
left join paths on schools.urn = paths.urn
where
    schools.academic_year = $academic_year
    and schools.period = $period
    and list_contains($la_codes, schools.la_code)
    and is_counted(schools.attributes, $schools)
order by schools.stage desc nulls last, paths.path asc nulls last, las.position asc, schools.name asc, schools.urn asc

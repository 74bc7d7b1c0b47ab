-- A journey over the years: how many of today's schools stood at each stage, in the chosen academic year and the four
-- before it.
-- One row per academic year and stage, whether or not any school stood there.

with counted as (
    select
        stages.stage_year,
        stages.stage,
        count(*) as schools_at_place
    from school_stages($counted_as, $journey, $phases) as stages
    inner join schools_open
        on
            stages.urn = schools_open.urn
            and stages.academic_year = schools_open.academic_year
            and stages.period = schools_open.period
    where
        stages.academic_year = $academic_year
        and stages.period = $period
        and list_contains($la_codes, schools_open.la_code)
        and is_counted(schools_open.attributes, $schools)
    group by all
)

select
    years.academic_year,
    places.place,
    coalesce(counted.schools_at_place, 0)::integer as schools_at_place
from counted_periods as years
cross join journey_steps($journey) as places
left join counted on years.academic_year = counted.stage_year and places.position = counted.stage
where
    years.period = 'year'
    and years.academic_year <= $academic_year
    and left(years.academic_year, 4)::integer >= left($academic_year, 4)::integer - 4
order by years.academic_year asc, places.position asc

-- Standing by local authority or phase, or of the whole hub: schools new this academic year, sustained, re-engaged,
-- lapsed, or never reached.
-- One row per group and standing, whether or not any school has it.

with schools as (
    select
        academic_year,
        urn,
        place_group($breakdown, la_code, phase) as group_code,
        standing(
            bool_or(is_reached_this_year), bool_or(is_reached_last_year), bool_or(is_reached_earlier)
        ) as standing
    from school_history($counted_as, $strands, $light_touch)
    where
        academic_year = $academic_year
        and period = $period
        and list_contains($la_codes, la_code)
        and list_contains($phases, phase)
        and ($independent or not is_independent)
    group by all
)

select
    schools.academic_year,
    places.group_code,
    places.group_name,
    standings.standing,
    count(*) as schools,
    count(*) filter (where schools.standing = standings.standing) as schools_of_standing,
    schools_of_standing / count(*) as share
from schools
inner join place_groups($breakdown) as places on schools.group_code = places.group_code
cross join standings
group by all
order by min(places.position) asc, min(standings.position) asc

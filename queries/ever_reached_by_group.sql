-- Schools ever reached, by local authority or phase, or of the whole hub: of the schools open and in scope, those
-- reached in the academic year, and those reached in it or in any year before. Whole years count, also when a term is
-- chosen.
-- One row per group that has schools.

with schools as (
    select
        academic_year,
        urn,
        place_group($breakdown, la_code, phase) as group_code,
        bool_or(is_reached_this_year) as is_reached_this_year,
        bool_or(is_reached_this_year or is_reached_last_year or is_reached_earlier) as is_ever_reached
    from school_history($counted_as, $strands, $light_touch)
    where
        academic_year = $academic_year
        and period = $period
        and list_contains($la_codes, la_code)
        and list_contains($phases, phase)
        and is_counted(attributes, $schools)
    group by all
)

select
    schools.academic_year,
    places.group_code,
    places.group_name,
    count(*) as schools,
    count(*) filter (where schools.is_reached_this_year) as reached_this_year,
    reached_this_year / count(*) as share_reached_this_year,
    count(*) filter (where schools.is_ever_reached) as reached_ever,
    reached_ever / count(*) as share_reached_ever
from schools
inner join place_groups($breakdown) as places on schools.group_code = places.group_code
group by all
order by min(places.position) asc

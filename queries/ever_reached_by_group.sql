-- Schools ever reached, by local authority or phase, or of the whole hub: of the schools open and in scope, those
-- reached in the academic year, and those reached in it or in any year before. Whole years count, also when a term is
-- chosen.
-- One row per group that has schools.

select
    schools.academic_year,
    places.group_code,
    places.group_name,
    count(*) as schools,
    count(*) filter (where schools.standing in ('new', 'sustained', 're-engaged')) as reached_this_year,
    reached_this_year / count(*) as share_reached_this_year,
    count(*) filter (where schools.standing <> 'never') as reached_ever,
    reached_ever / count(*) as share_reached_ever
from
    grouped_standings(
        $breakdown,
        $academic_year,
        $period,
        $la_codes,
        $phases,
        $strands,
        $schools,
        $light_touch,
        $counted_as
    ) as schools
inner join place_groups($breakdown) as places on schools.group_code = places.group_code
group by all
order by min(places.position) asc

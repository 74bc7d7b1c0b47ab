-- Reach by local authority: schools reached of the schools open and in scope, each counted once.
-- One row per local authority of the hub that has schools.

select
    reach.academic_year,
    reach.period,
    las.la_code,
    las.la_name,
    count(distinct reach.urn) as schools,
    count(distinct reach.urn) filter (where reach.is_reached) as reached,
    reached / schools as reach
from school_reach($counted_as, $strands, $light_touch) as reach
inner join local_authorities as las on reach.la_code = las.la_code
where
    reach.academic_year = $academic_year
    and reach.period = $period
    and list_contains($la_codes, reach.la_code)
    and list_contains($phases, reach.phase)
    and is_counted(reach.attributes, $schools)
group by all
order by min(las.position) asc

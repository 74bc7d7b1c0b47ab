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
from counted_reach($academic_year, $period, $la_codes, $phases, $strands, $schools, $light_touch, $counted_as) as reach
inner join local_authorities as las on reach.la_code = las.la_code
group by all
order by min(las.position) asc

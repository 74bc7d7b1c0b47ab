-- Reach of the hub: schools reached of the schools open and in scope, each counted once.
-- One row per academic year and period: there is one.

select
    academic_year,
    period,
    count(distinct urn) as schools,
    count(distinct urn) filter (where is_reached) as reached,
    reached / schools as reach
from counted_reach($academic_year, $period, $la_codes, $phases, $strands, $schools, $light_touch, $counted_as)
group by all

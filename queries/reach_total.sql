-- Reach of the hub: schools reached of the schools open and in scope, each counted once.
-- One row per academic year and period: there is one.

select
    academic_year,
    period,
    count(distinct urn) as schools,
    count(distinct urn) filter (where is_reached) as reached,
    reached / schools as reach
from school_reach($counted_as, $strands, $light_touch)
where
    academic_year = $academic_year
    and period = $period
    and list_contains($la_codes, la_code)
    and list_contains($phases, phase)
    and is_counted(attributes, $schools)
group by all

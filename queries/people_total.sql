-- Teachers reached: different people who attended a session in the period, from schools open and in scope.
-- One row per academic year and period: there is one.

select
    $academic_year as academic_year,
    $period as period,
    count(distinct attendee) as people
from counted_participations($academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch)
where attended > 0

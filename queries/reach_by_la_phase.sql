-- Reach by local authority and phase: a school counts in each phase it teaches, reached there by a programme for
-- that phase.
-- One row per local authority and phase wherever there are schools, reached or not.

select
    reach.academic_year,
    reach.period,
    las.la_code,
    las.la_name,
    reach.phase,
    count(*) as schools,
    count(*) filter (where reach.is_reached) as reached,
    reached / schools as reach
from counted_reach($academic_year, $period, $la_codes, $phases, $strands, $schools, $light_touch, $counted_as) as reach
inner join local_authorities as las on reach.la_code = las.la_code
inner join phases on reach.phase = phases.phase
group by all
order by min(las.position) asc, min(phases.position) asc

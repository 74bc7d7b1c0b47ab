-- Reach by phase: a school counts in each phase it teaches, and is reached there by a programme for that phase.
-- One row per phase that is taught.

select
    reach.academic_year,
    reach.period,
    reach.phase,
    count(*) as schools,
    count(*) filter (where reach.is_reached) as reached,
    reached / schools as reach
from counted_reach($academic_year, $period, $la_codes, $phases, $strands, $schools, $light_touch, $counted_as) as reach
inner join phases on reach.phase = phases.phase
group by all
order by min(phases.position) asc

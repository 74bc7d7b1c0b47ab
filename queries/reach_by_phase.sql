-- Reach by phase: a school counts in each phase it teaches, and is reached there by a programme for that phase.
-- One row per phase that is taught.

select
    reach.academic_year,
    reach.period,
    reach.phase,
    count(*) as schools,
    count(*) filter (where reach.is_reached) as reached,
    reached / schools as reach
from school_reach($counted_as, $strands, $light_touch) as reach
inner join phases on reach.phase = phases.phase
where
    reach.academic_year = $academic_year
    and reach.period = $period
    and list_contains($la_codes, reach.la_code)
    and list_contains($phases, reach.phase)
    and is_counted(reach.attributes, $schools)
group by all
order by min(phases.position) asc

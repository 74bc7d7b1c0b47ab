-- The ladder by phase: how far schools have come in the period in each phase they teach, on their highest rung.
-- One row per phase and rung, from not reached to completed.

select
    reach.academic_year,
    reach.period,
    reach.phase,
    rungs.rung,
    count(*) as schools,
    count(*) filter (where reach.rung_level = rungs.level) as schools_on_rung,
    count(*) filter (where reach.rung_level >= rungs.level) as schools_at_least,
    schools_at_least / schools as share_at_least
from school_rungs($strands, $light_touch) as reach
inner join phases on reach.phase = phases.phase
cross join rungs
where
    reach.academic_year = $academic_year
    and reach.period = $period
    and list_contains($la_codes, reach.la_code)
    and list_contains($phases, reach.phase)
    and ($independent or not reach.is_independent)
group by all
order by min(phases.position) asc, min(rungs.level) asc

-- How far a school came in the period, and its standing in the academic year, as a whole and in each phase it teaches.
-- One row per phase taught, and one for the school as a whole, of a school open and in scope in the period.

select
    rungs.phase,
    rung_name(rungs.rung_level) as rung,
    rungs.rung_level >= rung_level($counted_as) as is_reached,
    standing(history.is_reached_this_year, history.is_reached_last_year, history.is_reached_earlier) as standing
from school_rungs($strands, $light_touch) as rungs
inner join school_history($counted_as, $strands, $light_touch) as history on rungs.phase = history.phase
left join phases on rungs.phase = phases.phase
where
    rungs.academic_year = $academic_year
    and rungs.period = $period
    and rungs.urn = $urn
    and history.academic_year = $academic_year
    and history.period = $period
    and history.urn = $urn
order by phases.position asc nulls first

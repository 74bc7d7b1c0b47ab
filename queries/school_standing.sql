-- How far a school came in the period, and its standing in the academic year, as a whole and in each phase it teaches;
-- and what it last attended by the period's end, of all programmes.
-- One row per phase taught, and one for the school as a whole, of a school open and in scope in the period.

select
    rungs.phase,
    rung_name(rungs.rung_level, $academic_year, $period) as rung,
    rungs.rung_level >= rung_level($counted_as) as is_reached,
    standing(
        history.is_reached_this_year,
        history.is_reached_last_year,
        history.is_reached_earlier,
        history.is_year_over
    ) as standing,
    last_attended.last_attended_on,
    last_attended.last_programme
from school_rungs($strands, $light_touch) as rungs
inner join school_history($counted_as, $strands, $light_touch) as history
    on
        rungs.urn = history.urn
        and rungs.phase = history.phase
        and rungs.academic_year = history.academic_year
        and rungs.period = history.period
left join phases on rungs.phase = phases.phase
left join last_attended($academic_year, $period, (select list(strand) from strands), true) as last_attended
    on rungs.urn = last_attended.urn
where
    rungs.academic_year = $academic_year
    and rungs.period = $period
    and rungs.urn = urn_in_period($urn, $academic_year, $period)
order by phases.position asc nulls first

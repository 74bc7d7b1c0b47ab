-- Schools with a leader trained: somebody has come to a leadership programme for the phase, in the academic year or any
-- before it, as far as counts as reached.
-- One row per local authority and phase that a leadership programme is for, wherever there are schools.

select
    las.la_code,
    las.la_name,
    leaders.phase,
    count(*) as schools,
    count(*) filter (where leaders.has_leader) as schools_with_leader,
    count(*) filter (where leaders.is_reached_this_year) as schools_this_year,
    schools_with_leader / schools as share_with_leader
from schools_with_leaders($counted_as, $light_touch) as leaders
inner join local_authorities as las on leaders.la_code = las.la_code
inner join phases on leaders.phase = phases.phase
where
    leaders.academic_year = $academic_year
    and leaders.period = $period
    and list_contains($la_codes, leaders.la_code)
    and list_contains($phases, leaders.phase)
    and list_has_any($strands, strands_with_role(['leadership']))
    and is_counted(leaders.attributes, $schools)
group by all
order by min(las.position) asc, min(phases.position) asc

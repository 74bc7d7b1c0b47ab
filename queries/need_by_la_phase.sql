-- Where a programme is still needed: schools that it is for, by local authority and phase, and how many of them it
-- has never reached and that are not held back from it today. Of a stage of a journey, schools at a later stage are
-- past it, and schools that have not been at the stage before are not yet ready: neither needs it now. Groups wanted is
-- how many usual groups the others would fill.
-- One row per local authority and phase that the programme is for, wherever there are schools.

select
    las.la_code,
    las.la_name,
    need.phase,
    count(*) as schools,
    count(*) filter (where need.need = 'reached') as ever_reached,
    count(*) filter (where need.need = 'past it') as schools_past_it,
    count(*) filter (where need.need = 'not yet ready') as schools_not_ready,
    count(*) filter (where need.need = 'held back') as schools_held_back,
    count(*) filter (where need.need = 'not yet reached') as not_yet_reached,
    floor(not_yet_reached / any_value(usual_groups.schools_a_group))::bigint as groups_wanted
from programme_need($counted_as, $today) as need
inner join local_authorities as las on need.la_code = las.la_code
inner join phases on need.phase = phases.phase
left join usual_groups
    on need.programme_code = usual_groups.programme_code and need.academic_year = usual_groups.academic_year
where
    need.academic_year = $academic_year
    and need.period = $period
    and need.programme_code = $programme_code
    and list_contains($la_codes, need.la_code)
    and list_contains($phases, need.phase)
    and is_counted(need.attributes, $schools)
group by all
order by min(las.position) asc, min(phases.position) asc

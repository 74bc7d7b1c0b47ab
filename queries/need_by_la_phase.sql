-- Where a programme is still needed: schools that it is for, by local authority and phase, and how many of them it
-- has never reached and that are not held back from it today. Groups wanted is how many usual groups those would fill.
-- One row per local authority and phase that the programme is for, wherever there are schools.

select
    las.la_code,
    las.la_name,
    need.phase,
    count(*) as schools,
    count(*) filter (where need.is_reached) as ever_reached,
    count(*) filter (where not need.is_reached and need.is_held_back) as schools_held_back,
    schools - ever_reached - schools_held_back as not_yet_reached,
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
    and ($independent or not need.is_independent)
group by all
order by min(las.position) asc, min(phases.position) asc

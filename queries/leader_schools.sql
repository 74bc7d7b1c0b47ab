-- The schools behind those with a leader trained, and those without one.
-- One row per school open and in scope, and phase that it teaches and a leadership programme is for.

select
    leaders.urn,
    schools_open.name,
    las.la_code,
    las.la_name,
    leaders.phase,
    leaders.has_leader as is_reached,
    leaders.is_reached_this_year,
    schools_open.pupils
from schools_with_leaders($counted_as, $light_touch) as leaders
inner join schools_open
    on
        leaders.urn = schools_open.urn
        and leaders.academic_year = schools_open.academic_year
        and leaders.period = schools_open.period
inner join local_authorities as las on leaders.la_code = las.la_code
inner join phases on leaders.phase = phases.phase
where
    leaders.academic_year = $academic_year
    and leaders.period = $period
    and list_contains($la_codes, leaders.la_code)
    and list_contains($phases, leaders.phase)
    and list_has_any($strands, strands_with_role(['leadership']))
    and is_counted(leaders.attributes, $schools)
order by las.position asc, schools_open.name asc, leaders.urn asc, phases.position asc

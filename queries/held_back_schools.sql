-- Schools that are not to be approached today, for the chosen programme or for any: why, until when, and who said so.
-- One row per school open and in scope and hold-back that is in force.

select
    held_back.urn,
    schools_open.name,
    las.la_code,
    las.la_name,
    coalesce(held_back.programme_name, 'All programmes') as for_programme,
    held_back.reason,
    held_back.until_on,
    held_back.said_at,
    coalesce(held_back.said_by || ', ' || held_back.file_name, held_back.said_by) as said_by
from hold_backs_of_schools as held_back
inner join schools_open
    on
        held_back.academic_year = schools_open.academic_year
        and held_back.period = schools_open.period
        and held_back.urn = schools_open.urn
inner join local_authorities as las on schools_open.la_code = las.la_code
where
    held_back.academic_year = $academic_year
    and held_back.period = $period
    and is_in_force(held_back.until_on, $today)
    and (
        $programme_code is null or held_back.programme_code is null or held_back.programme_code = $programme_code
    )
    and list_contains($la_codes, schools_open.la_code)
    and is_counted(schools_open.attributes, $schools)
    and exists (
        select 1
        from school_phases
        where school_phases.urn = held_back.urn and list_contains($phases, school_phases.phase)
    )
order by
    las.position asc,
    schools_open.name asc,
    held_back.urn asc,
    held_back.programme_name asc nulls first,
    held_back.held_back_urn asc

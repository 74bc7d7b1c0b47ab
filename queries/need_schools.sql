-- The schools that a programme is for, and whether it has ever reached them; of all programmes of the chosen strands
-- where none is chosen. Of a stage of a journey, schools that are past it or not yet ready for it are left out.
-- One row per programme and school open and in scope that teaches a phase it is for, those not yet reached first.

select
    need.urn,
    need.name,
    las.la_code,
    las.la_name,
    string_agg(need.phase, '; ' order by phases.position asc) as phases,
    bool_or(need.is_reached) as is_reached,
    max(need.last_attended_on) as last_attended_on,
    need.pupils,
    need.programme_name,
    coalesce(held_back.held_back, '') as held_back
from programme_need($counted_as, $today) as need
inner join local_authorities as las on need.la_code = las.la_code
inner join phases on need.phase = phases.phase
left join schools_held_back($today, $programme_code) as held_back
    on
        need.urn = held_back.urn
        and need.academic_year = held_back.academic_year
        and need.period = held_back.period
where
    need.academic_year = $academic_year
    and need.period = $period
    and (
        need.programme_code = $programme_code
        or $programme_code is null
        and list_contains($strands, need.strand)
        and ($light_touch or not need.is_light_touch)
    )
    and list_contains($la_codes, need.la_code)
    and list_contains($phases, need.phase)
    and need.need not in ('past it', 'not yet ready')
    and is_counted(need.attributes, $schools)
group by all
order by bool_or(need.is_reached) asc, min(las.position) asc, need.name asc, need.urn asc, need.programme_name asc

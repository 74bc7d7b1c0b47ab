-- The ladder by local authority or phase, or of the whole hub: how far schools have come in the period, each standing
-- on its highest rung; in a phase, on the highest to which it came with programmes for it.
-- One row per group and rung, from not reached to completed (on course to complete, until the year is over).

with reach as (
    select
        academic_year,
        period,
        urn,
        place_group($breakdown, la_code, phase) as group_code,
        max(rung_level) as rung_level
    from school_rungs($strands, $light_touch)
    where
        academic_year = $academic_year
        and period = $period
        and list_contains($la_codes, la_code)
        and list_contains($phases, phase)
        and is_counted(attributes, $schools)
    group by all
)

select
    reach.academic_year,
    reach.period,
    places.group_code,
    places.group_name,
    rung_name(rungs.level, reach.academic_year, reach.period) as rung,
    count(*) as schools,
    count(*) filter (where reach.rung_level = rungs.level) as schools_on_rung,
    count(*) filter (where reach.rung_level >= rungs.level) as schools_at_least,
    schools_at_least / schools as share_at_least
from reach
inner join place_groups($breakdown) as places on reach.group_code = places.group_code
cross join rungs
group by all
order by min(places.position) asc, min(rungs.level) asc

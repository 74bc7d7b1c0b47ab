-- The ladder by local authority or phase, or of the whole hub: how far schools have come in the period, each counted
-- as far as it came; in a phase, as far as it came with programmes for it. Only a school from which somebody attended
-- an activity of two or more sessions can complete.
-- One row per group and rung, from not reached to completed (on course to complete, until the year is over).

with reach as (
    select
        schools.academic_year,
        schools.period,
        schools.urn,
        place_group($breakdown, schools.la_code, schools.phase) as group_code,
        max(schools.rung_level) as rung_level,
        bool_or(able.urn is not null) as can_complete
    from school_rungs($strands, $light_touch) as schools
    left join schools_that_can_complete($academic_year, $period, $strands, $light_touch) as able
        on schools.urn = able.urn and schools.phase = able.phase
    where
        schools.academic_year = $academic_year
        and schools.period = $period
        and list_contains($la_codes, schools.la_code)
        and list_contains($phases, schools.phase)
        and is_counted(schools.attributes, $schools)
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
    schools_at_least / schools as share_at_least,
    count(*) filter (where reach.can_complete) as schools_that_can_complete
from reach
inner join place_groups($breakdown) as places on reach.group_code = places.group_code
cross join rungs
group by all
order by min(places.position) asc, min(rungs.level) asc

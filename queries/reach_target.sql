-- The target for reach, as a share, that is set for exactly what is chosen: all of the hub, or one local authority,
-- phase or strand; with the schools that it asks for, and how many are still needed in the period.
-- One row per target of the academic year.

with counted as (
    select
        count(distinct urn) as schools,
        count(distinct urn) filter (where is_reached) as reached
    from counted_reach($academic_year, $period, $la_codes, $phases, $strands, $schools, $light_touch, $counted_as)
)

select
    all_targets.academic_year,
    all_targets.share,
    schools_aimed_at(all_targets.share, null, counted.schools) as schools_aimed_at,
    schools_still_needed(schools_aimed_at(all_targets.share, null, counted.schools), counted.reached) as still_needed,
    all_targets.source
from all_targets
cross join counted
where
    academic_year = $academic_year
    and programme_code is null
    and share is not null
    and is_target_of_chosen_schools(la_code, phase, $la_codes, $phases)
    and case
        when len($strands) = (select count(*) from strands) then strand is null
        else $strands = [strand]
    end
order by source asc

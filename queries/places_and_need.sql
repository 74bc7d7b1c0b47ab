-- Places and need, programme by programme: the places it offers in the period and how many are still free, against
-- the schools it is for that it has never reached and that are not held back from it today. Free places are also given
-- as schools, at as many people as a school usually sends; groups wanted is how many usual groups the rest would fill.
-- One row per programme of the chosen strands that is for a chosen phase and had a group this year or last, greatest
-- need first.

with need as (
    select
        programme_code,
        programme_name,
        count(distinct urn) as schools,
        count(distinct urn) filter (where is_reached) as ever_reached,
        count(distinct urn) filter (where not is_reached and is_held_back) as schools_held_back
    from programme_need($counted_as, $today)
    where
        academic_year = $academic_year
        and period = $period
        and list_contains($la_codes, la_code)
        and list_contains($phases, phase)
        and list_contains($strands, strand)
        and ($light_touch or not is_light_touch)
        and ($independent or not is_independent)
    group by all
),

offers as (
    select
        programme_code,
        count(*) as groups_offered,
        count(*) filter (where places is null) as groups_without_places,
        sum(places)::bigint as places,
        sum(signed_up) filter (where places is not null)::bigint as signed_up,
        sum(free_places)::bigint as free_places
    from places_taken
    where academic_year = $academic_year and period = $period
    group by all
)

select
    need.programme_code,
    need.programme_name,
    need.schools,
    need.ever_reached,
    need.schools_held_back,
    need.schools - need.ever_reached - need.schools_held_back as not_yet_reached,
    coalesce(offers.groups_offered, 0) as groups_offered,
    coalesce(offers.groups_without_places, 0) as groups_without_places,
    offers.places,
    offers.signed_up,
    offers.free_places,
    floor(offers.free_places / usual_groups.people_a_school)::bigint as free_for_schools,
    usual_groups.schools_a_group,
    case
        when usual_groups.schools_a_group is not null
            then greatest(floor((not_yet_reached - coalesce(free_for_schools, 0)) / usual_groups.schools_a_group), 0)
    end::bigint as groups_wanted
from need
left join offers on need.programme_code = offers.programme_code
left join usual_groups
    on need.programme_code = usual_groups.programme_code and usual_groups.academic_year = $academic_year
where offers.programme_code is not null or usual_groups.programme_code is not null
order by groups_wanted desc nulls last, not_yet_reached desc, need.programme_code asc

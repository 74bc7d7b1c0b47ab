-- Places and need, programme by programme: the places that its groups for chosen phases offer in the period and how
-- many are still free, against the schools of these phases that it has never reached, that are not held back from it
-- today, and, of a stage of a journey, that are neither past it nor not yet ready for it. Free places are also given as
-- schools, at as many people as a school usually sends. Places are open to the whole hub: of those given as schools,
-- chosen local authorities have the part that they have of the schools not yet reached. Groups wanted is how many usual
-- groups the schools would fill that no free place is for.
-- One row per programme of the chosen strands that is for a chosen phase and had a group this year or last, greatest
-- need first.

with needs as materialized (
    select
        programme_code,
        programme_name,
        urn,
        phase,
        need,
        list_contains($la_codes, la_code) as is_chosen
    from programme_need($counted_as, $today)
    where
        academic_year = $academic_year
        and period = $period
        and list_contains($phases, phase)
        and list_contains($strands, strand)
        and ($light_touch or not is_light_touch)
        and is_counted(attributes, $schools)
),

need as (
    select
        programme_code,
        programme_name,
        count(distinct urn) as schools,
        count(distinct urn) filter (where need = 'reached') as ever_reached,
        count(distinct urn) filter (where need = 'past it') as schools_past_it,
        count(distinct urn) filter (where need = 'not yet ready') as schools_not_ready,
        count(distinct urn) filter (where need = 'held back') as schools_held_back,
        count(distinct urn) filter (where need = 'not yet reached') as not_yet_reached
    from needs
    where is_chosen
    group by all
),

-- One row per programme and phases that groups of it are for.
groups_for_phases as (
    select
        programme_code,
        list_sort(list_intersect(phases, $phases)) as phases,
        count(*) as groups_offered,
        count(*) filter (where places is null) as groups_without_places,
        sum(places) as places,
        sum(signed_up) filter (where places is not null) as signed_up,
        sum(free_places) as free_places
    from places_taken
    where academic_year = $academic_year and period = $period and list_has_any(phases, $phases)
    group by all
),

-- The schools that these groups are wanted by.
takers as (
    select
        groups_for_phases.programme_code,
        groups_for_phases.phases,
        count(distinct needs.urn) as schools_of_hub,
        count(distinct needs.urn) filter (where needs.is_chosen) as schools_chosen
    from groups_for_phases
    inner join needs
        on
            groups_for_phases.programme_code = needs.programme_code
            and list_contains(groups_for_phases.phases, needs.phase)
    where needs.need = 'not yet reached'
    group by all
),

usual as (
    select
        programme_code,
        schools_a_group,
        people_a_school
    from usual_groups
    where academic_year = $academic_year
),

-- The same, with the schools that these groups could take, and how many of those still want it.
groups_and_takers as (
    select
        groups_for_phases.programme_code,
        groups_for_phases.groups_offered,
        groups_for_phases.groups_without_places,
        groups_for_phases.places,
        groups_for_phases.signed_up,
        groups_for_phases.free_places,
        groups_for_phases.free_places
        / usual.people_a_school
        * coalesce(takers.schools_chosen / takers.schools_of_hub, 1) as could_take,
        -- `least` passes over what is unknown, so it is asked for first.
        case
            when could_take is not null then least(could_take, coalesce(takers.schools_chosen, 0))
        end as could_join
    from groups_for_phases
    left join usual on groups_for_phases.programme_code = usual.programme_code
    left join takers
        on
            groups_for_phases.programme_code = takers.programme_code
            and groups_for_phases.phases = takers.phases
),

offers as (
    select
        programme_code,
        sum(groups_offered)::bigint as groups_offered,
        sum(groups_without_places)::bigint as groups_without_places,
        sum(places)::bigint as places,
        sum(signed_up)::bigint as signed_up,
        sum(free_places)::bigint as free_places,
        -- Thirds of places add up to whole ones only when rounded.
        floor(round(sum(could_take), 6))::bigint as free_for_schools,
        floor(round(sum(could_join), 6))::bigint as could_join
    from groups_and_takers
    group by all
)

select
    need.programme_code,
    need.programme_name,
    need.schools,
    need.ever_reached,
    need.schools_past_it,
    need.schools_not_ready,
    need.schools_held_back,
    need.not_yet_reached,
    coalesce(offers.groups_offered, 0) as groups_offered,
    coalesce(offers.groups_without_places, 0) as groups_without_places,
    offers.places,
    offers.signed_up,
    offers.free_places,
    offers.free_for_schools,
    usual.schools_a_group,
    case
        when usual.schools_a_group is not null
            then greatest(floor((need.not_yet_reached - coalesce(offers.could_join, 0)) / usual.schools_a_group), 0)
    end::bigint as groups_wanted
from need
left join offers on need.programme_code = offers.programme_code
left join usual on need.programme_code = usual.programme_code
where offers.programme_code is not null or usual.programme_code is not null
order by groups_wanted desc nulls last, need.not_yet_reached desc, need.programme_code asc

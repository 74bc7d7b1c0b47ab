-- A journey by local authority or phase, or of the whole hub: at which stage the schools that it is for stand this
-- academic year, which have left it (while the year is not over: are not yet back), and which are not yet on it. A
-- school counts in each phase that it teaches and that the journey is for.
-- One row per group and place on the journey, whether or not any school has it.

with phases_together as (
    select distinct case when $breakdown = 'phase' then [phase] else $phases end as chosen_phases
    from phases
    where list_contains($phases, phase)
),

schools as (
    select
        journeys.academic_year,
        place_group($breakdown, journeys.la_code, phases_together.chosen_phases[1]) as group_code,
        journeys.place
    from phases_together
    inner join lateral (
        select
            academic_year,
            period,
            la_code,
            attributes,
            place
        from school_journeys($counted_as, $journey, phases_together.chosen_phases)
    ) as journeys on true
    where
        journeys.academic_year = $academic_year
        and journeys.period = $period
        and list_contains($la_codes, journeys.la_code)
        and is_counted(journeys.attributes, $schools)
)

select
    schools.academic_year,
    groups_shown.group_code,
    groups_shown.group_name,
    places.place,
    count(*) as schools,
    count(*) filter (where schools.place = places.place) as schools_at_place,
    schools_at_place / count(*) as share
from schools
inner join place_groups($breakdown) as groups_shown on schools.group_code = groups_shown.group_code
cross join journey_places($journey, $academic_year) as places
group by all
order by min(groups_shown.position) asc, min(places.position) asc

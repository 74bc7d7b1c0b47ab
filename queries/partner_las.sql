-- Which local authorities each lead partner reaches: schools reached through it in the period. Partners are those with
-- any of the chosen schools on their registers, also where none of them was reached.
-- One row per lead partner and chosen local authority, reached or not; activities without a lead come last.

with people as (
    select
        partner,
        has_no_lead,
        la_code,
        urn,
        rung_level >= rung_level($counted_as) as is_reached
    from people_of_partners($academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch)
),

partners_shown as (
    select
        partner,
        any_value(has_no_lead) as has_no_lead,
        count(distinct urn) filter (where is_reached) as all_reached
    from people
    group by all
)

select
    $academic_year as academic_year,
    $period as period,
    partners_shown.partner,
    las.la_code,
    las.la_name,
    count(distinct people.urn) filter (where people.is_reached) as reached
from partners_shown
cross join local_authorities as las
left join people on partners_shown.partner = people.partner and las.la_code = people.la_code
where list_contains($la_codes, las.la_code)
group by all
order by
    min(partners_shown.has_no_lead) asc,
    min(partners_shown.all_reached) desc,
    partners_shown.partner asc,
    min(las.position) asc

-- Schools reached and people who attended through each lead partner in the period. A school reached through two
-- partners counts for both; the totals count it, and every person, once.
-- One row per lead partner, the one with most schools reached first; activities without a lead come last.

with people as (
    select
        partner,
        has_no_lead,
        is_known_partner,
        kind,
        activity_id,
        urn,
        la_code,
        attendee,
        rung_level >= rung_level($counted_as) as is_reached,
        rung_level >= rung_level('attended') as has_attended
    from people_of_partners($academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch)
),

totals as (
    select
        count(distinct urn) filter (where is_reached) as reached_in_total,
        count(distinct attendee) filter (where has_attended) as people_in_total
    from people
)

select
    $academic_year as academic_year,
    $period as period,
    people.partner,
    any_value(people.kind) as kind,
    any_value(people.is_known_partner) as is_known_partner,
    count(distinct people.activity_id) as activities,
    count(distinct people.urn) filter (where people.is_reached) as reached,
    count(distinct people.attendee) filter (where people.has_attended) as people,
    count(distinct people.la_code) filter (where people.is_reached) as las_reached,
    any_value(totals.reached_in_total) as reached_in_total,
    any_value(totals.people_in_total) as people_in_total
from people
cross join totals
group by all
order by bool_or(people.has_no_lead) asc, reached desc, people desc, people.partner asc

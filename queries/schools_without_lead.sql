-- The schools on the registers of activities without a lead partner in the period, and how far they came there.
-- One row per activity and school.

select
    people.urn,
    people.name,
    las.la_code,
    las.la_name,
    people.programme_name,
    people.activity,
    rung_name(max(people.rung_level), $academic_year, $period) as rung,
    max(people.rung_level) >= rung_level($counted_as) as is_reached,
    count(distinct people.attendee) filter (where people.rung_level >= rung_level('attended')) as people
from people_of_partners($academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch) as people
inner join local_authorities as las on people.la_code = las.la_code
where people.has_no_lead
group by people.activity_id, people.programme_name, people.activity, people.urn, people.name, las.la_code, las.la_name
order by people.programme_name asc, people.activity asc, people.name asc, people.urn asc

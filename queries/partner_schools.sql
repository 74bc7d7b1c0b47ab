-- The schools that came to the activities of each lead partner in the period, and how far they came there.
-- One row per lead partner and school on one of its registers.

select
    people.urn,
    people.name,
    las.la_code,
    las.la_name,
    people.partner,
    rung_name(max(people.rung_level), $academic_year, $period) as rung,
    max(people.rung_level) >= rung_level($counted_as) as is_reached,
    count(distinct people.activity_id) as activities,
    count(distinct people.attendee) filter (where people.rung_level >= rung_level('attended')) as people
from people_of_partners($academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch) as people
inner join local_authorities as las on people.la_code = las.la_code
group by all
order by min(las.position) asc, people.name asc, people.urn asc, people.partner asc

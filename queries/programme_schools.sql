-- The schools behind each programme's reach in the period: of those that teach a phase it is for, the ones on its
-- registers, and how far each came in it.
-- One row per programme of the chosen strands and school on one of its registers.

select
    people.urn,
    people.name,
    las.la_code,
    las.la_name,
    programmes.programme_name,
    rung_name(max(engagement.rung_level), $academic_year, $period) as rung,
    max(engagement.rung_level) >= rung_level($counted_as) as is_reached,
    count(distinct people.attendee) filter (where people.attended > 0) as people
from
    counted_participations(
        $academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch
    ) as people
semi join
    phases_of_programmes($phases) as meant_for
    on people.urn = meant_for.urn and people.programme_code = meant_for.programme_code
inner join programmes on people.programme_code = programmes.programme_code
inner join local_authorities as las on people.la_code = las.la_code
inner join engagement_in_period($academic_year, $period) as engagement
    on people.urn = engagement.urn and people.programme_code = engagement.programme_code
group by all
order by programmes.programme_name asc, min(las.position) asc, people.name asc, people.urn asc

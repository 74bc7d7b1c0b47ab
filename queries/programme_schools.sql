-- The schools behind each programme's reach in the period: who was on its registers, and how far the school came in it.
-- One row per programme of the chosen strands and school on one of its registers.

select
    marks.urn,
    marks.name,
    las.la_code,
    las.la_name,
    marks.programme_name,
    rung_name(max(engagement.rung_level)) as rung,
    max(engagement.rung_level) >= rung_level($counted_as) as is_reached,
    count(distinct marks.attendee) filter (where marks.attendance = 'attended') as people
from
    marks_of_strands($academic_year, $period, $la_codes, $phases, $strands, $independent, $light_touch) as marks
inner join local_authorities as las on marks.la_code = las.la_code
inner join engagement
    on
        marks.urn = engagement.urn
        and marks.programme_code = engagement.programme_code
        and engagement.as_at_year = $academic_year
        and engagement.as_at_period = $period
        and engagement.academic_year = $academic_year
        and engagement.period = $period
where marks.attendee is not null
group by all
order by marks.programme_name asc, min(las.position) asc, marks.name asc, marks.urn asc

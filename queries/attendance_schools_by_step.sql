-- The schools behind signing up, coming and staying: how many of their people took each step.
-- One row per school, length of activity (by sessions held in the period) and step that anybody took.

select
    schools_open.urn,
    schools_open.name,
    las.la_code,
    las.la_name,
    steps.course_length,
    steps.step,
    count(*) as people
from sign_up_steps($academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch) as steps
inner join schools_open
    on
        steps.urn = schools_open.urn
        and schools_open.academic_year = $academic_year
        and schools_open.period = $period
inner join local_authorities as las on schools_open.la_code = las.la_code
where steps.is_taken
group by all
order by
    steps.course_length desc,
    min(steps.position) asc,
    min(las.position) asc,
    schools_open.name asc,
    schools_open.urn asc

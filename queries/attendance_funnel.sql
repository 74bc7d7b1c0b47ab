-- Signed up, came, stayed: of those who signed up for an activity that has begun, how many came to a session, and how
-- many stayed, having attended at least 75% of its sessions held in the academic year up to the period's end. A person
-- counts once for each activity; staying is asked only of activities of two or more sessions.
-- One row per length of activity (by these sessions) and step.

select
    $academic_year as academic_year,
    $period as period,
    course_length,
    step,
    count(*) filter (where is_taken) as people,
    people / count(*) as share_of_signed_up
from sign_up_steps($academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch)
group by all
order by course_length desc, min(position) asc

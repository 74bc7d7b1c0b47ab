-- Signed up, came, stayed: of those who signed up for an activity that has begun, how many came to a session, and how
-- many stayed, having attended at least 75 % of the sessions held. A person counts once for each activity; staying is
-- asked only of activities of two or more sessions.
-- One row per length of activity (by sessions held in the period) and step.

with signed as materialized (
    select
        case when sessions_held >= 2 then 'two_or_more' else 'one_session' end as course_length,
        outcome = 'came' as has_come,
        has_stayed
    from sign_ups($academic_year, [$period], $la_codes, $phases, $strands, $independent, $light_touch)
    where sessions_held > 0
)

select
    $academic_year as academic_year,
    $period as period,
    signed.course_length,
    steps.step,
    count(*) filter (
        where
        case steps.step when 'signed_up' then true when 'came' then signed.has_come else signed.has_stayed end
    ) as people,
    people / count(*) as share_of_signed_up
from signed
cross join (values ('signed_up', 1), ('came', 2), ('stayed', 3)) as steps (step, position)
where signed.course_length = 'two_or_more' or steps.step <> 'stayed'
group by all
order by signed.course_length desc, min(steps.position) asc

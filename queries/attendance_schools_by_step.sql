-- The schools behind signing up, coming and staying: how many of their people took each step.
-- One row per school, length of activity (by sessions held in the period) and step that anybody took.

with signed as materialized (
    select
        urn,
        case when sessions_held >= 2 then 'two_or_more' else 'one_session' end as course_length,
        outcome = 'came' as has_come,
        has_stayed
    from sign_ups($academic_year, [$period], $la_codes, $phases, $strands, $independent, $light_touch)
    where sessions_held > 0
)

select
    schools_open.urn,
    schools_open.name,
    las.la_code,
    las.la_name,
    signed.course_length,
    steps.step,
    count(*) as people
from signed
cross join (values ('signed_up', 1), ('came', 2), ('stayed', 3)) as steps (step, position)
inner join schools_open
    on
        signed.urn = schools_open.urn
        and schools_open.academic_year = $academic_year
        and schools_open.period = $period
inner join local_authorities as las on schools_open.la_code = las.la_code
where case steps.step when 'signed_up' then true when 'came' then signed.has_come else signed.has_stayed end
group by all
order by
    signed.course_length desc,
    min(steps.position) asc,
    min(las.position) asc,
    schools_open.name asc,
    schools_open.urn asc

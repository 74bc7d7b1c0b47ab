-- The attendance rate of a school's people, attended out of attended, absent and apologies, against that of all the
-- hub's schools in the same year; in any programme, under every URN that the school has had.
-- One row per academic year in which a session was held that people of the school were expected at.

with here as (
    select
        academic_year,
        sum(attended) as attended,
        sum(absent) as absent,
        sum(apologies) as apologies
    from engagement_of_school($urn)
    group by all
),

everywhere as (
    select
        engagement_today.academic_year,
        sum(engagement_today.attended)
        / nullif(sum(engagement_today.attended + engagement_today.absent + engagement_today.apologies), 0)
            as share_attended_hub
    from engagement_today
    inner join schools_today on engagement_today.urn = schools_today.urn
    where is_counted(schools_today.attributes, $schools)
    group by all
)

select
    here.academic_year,
    here.attended,
    here.absent,
    here.apologies,
    here.attended / (here.attended + here.absent + here.apologies) as share_attended,
    everywhere.share_attended_hub
from here
left join everywhere on here.academic_year = everywhere.academic_year
where here.attended + here.absent + here.apologies > 0
order by here.academic_year asc

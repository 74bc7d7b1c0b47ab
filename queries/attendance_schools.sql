-- The schools behind the attendance figures, in all, or by programme, activity or mode of delivery: how many of their
-- people signed up, came and stayed, and their attendance rate.
-- One row per school, and group that somebody of it signed up for and that has begun; an activity need not have.

select
    schools_open.urn,
    schools_open.name,
    las.la_code,
    las.la_name,
    signed.group_name,
    count(distinct signed.activity_id) as activities,
    count(*) as signed_up,
    count(*) filter (where signed.outcome = 'came') as came,
    count(*) filter (where signed.has_stayed) as stayed,
    count(*) filter (where signed.outcome = 'apologies') as sent_apologies,
    count(*) filter (where signed.outcome = 'no_show') as no_shows,
    sum(signed.attended) as times_attended,
    sum(signed.absent) as times_absent,
    sum(signed.apologies) as times_apologies,
    attendance_rate(times_attended, times_absent, times_apologies) as share_attended
from
    grouped_sign_ups(
        $breakdown, $academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch
    ) as signed
inner join schools_open
    on
        signed.urn = schools_open.urn
        and schools_open.academic_year = $academic_year
        and schools_open.period = $period
inner join local_authorities as las on schools_open.la_code = las.la_code
where signed.sessions_held > 0 or $breakdown = 'activity'
group by all
order by signed.group_name asc, min(las.position) asc, schools_open.name asc, schools_open.urn asc

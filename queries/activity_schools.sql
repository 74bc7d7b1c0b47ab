-- The schools taking part in an activity, as at the period's date: how many people of each signed up, came and stayed,
-- and their attendance rate. Schools of elsewhere stand here, too, and count in no figure of the hub.
-- One row per school with somebody on the register.

with activity as (
    select count(*) filter (where is_held) as sessions_held
    from session_states
    where activity_id = $activity_id
)

select
    people.urn,
    coalesce(establishments.name, 'URN ' || people.urn) as name,
    coalesce(las.la_name, establishments.la_name, '') as la_name,
    schools_open.urn is not null as counts_for_hub,
    count(*) as signed_up,
    count(*) filter (where people.attended > 0) as came,
    count(*) filter (where has_completed(people.attended, activity.sessions_held)) as stayed,
    sum(people.attended) as times_attended,
    sum(people.absent) as times_absent,
    sum(people.apologies) as times_apologies,
    attendance_rate(times_attended, times_absent, times_apologies) as share_attended,
    max(people.last_attended_on) as last_attended_on
from people_of_activity($activity_id, $academic_year, $period) as people
cross join activity
left join establishments on people.urn = establishments.urn
left join local_authorities as las on establishments.la_code = las.la_code
left join schools_open
    on
        people.urn = schools_open.urn
        and schools_open.academic_year = $academic_year
        and schools_open.period = $period
        and is_counted(schools_open.attributes, $schools)
group by all
order by min(las.position) asc nulls last, la_name asc, name asc, people.urn asc

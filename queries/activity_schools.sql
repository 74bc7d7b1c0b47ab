-- The schools taking part in an activity, as at the period's date: how many people of each signed up, came and stayed,
-- and their attendance rate. Schools of elsewhere stand here, too, and count in no figure of the hub.
-- One row per school with somebody on the register.

with chosen_sessions as materialized (
    select
        session_id,
        held_on,
        count(*) filter (where state in ('held', 'pupils_counted')) over () as sessions_held
    from session_states
    where activity_id = $activity_id
),

people as materialized (
    select
        coalesce(lineages.counts_for_urn, attendances.urn) as urn,
        attendances.attendee,
        any_value(chosen_sessions.sessions_held) as sessions_held,
        count(*) filter (where attendances.attendance = 'attended') as attended,
        count(*) filter (where attendances.attendance = 'absent') as absent,
        count(*) filter (where attendances.attendance = 'apologies') as apologies,
        max(chosen_sessions.held_on) filter (where attendances.attendance = 'attended') as last_attended_on
    from attendances
    inner join chosen_sessions on attendances.session_id = chosen_sessions.session_id
    left join lineages
        on
            attendances.urn = lineages.urn
            and lineages.academic_year = $academic_year
            and lineages.period = $period
    group by all
)

select
    people.urn,
    coalesce(establishments.name, 'URN ' || people.urn) as name,
    coalesce(las.la_name, establishments.la_name, '') as la_name,
    schools_open.urn is not null as counts_for_hub,
    count(*) as signed_up,
    count(*) filter (where people.attended > 0) as came,
    count(*) filter (where has_completed(people.attended, people.sessions_held)) as stayed,
    sum(people.attended) as times_attended,
    sum(people.absent) as times_absent,
    sum(people.apologies) as times_apologies,
    attendance_rate(times_attended, times_absent, times_apologies) as share_attended,
    max(people.last_attended_on) as last_attended_on
from people
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

-- How far each establishment has come: the one small table that pages read.

-- One row per activity and year or term: how many of its sessions were held in it.
create or replace view activity_sessions as
select
    sessions.activity_id,
    periods.academic_year,
    periods.period,
    count(*) filter (where sessions.is_held) as sessions_held
from sessions
inner join periods on sessions.held_on between periods.starts_on and periods.ends_on
group by all;

-- One row per establishment as at a period's date, year or term in which something happened, and programme. A
-- period is seen as at its own date; whole years are seen as at the dates of all later periods, too, for standing.
-- A person completed an activity who attended at least 75 % of its sessions held in the period, of two or more.
create or replace view computed_engagement as
with participations as (
    select
        attendance_facts.urn,
        attendance_facts.attendee,
        attendance_facts.activity_id,
        attendance_facts.programme_code,
        periods.academic_year,
        periods.period,
        count(*) filter (where attendance_facts.attendance = 'booked') as booked,
        count(*) filter (where attendance_facts.attendance = 'attended') as attended,
        count(*) filter (where attendance_facts.attendance = 'absent') as absent,
        count(*) filter (where attendance_facts.attendance = 'apologies') as apologies,
        -- As decimals, whose sum does not depend on the order in which it is made.
        coalesce(
            sum(attendance_facts.hours::decimal(12, 4)) filter (where attendance_facts.attendance = 'attended'), 0
        ) as hours,
        max(attendance_facts.held_on) filter (where attendance_facts.attendance = 'attended') as last_attended_on
    from attendance_facts
    inner join periods on attendance_facts.held_on between periods.starts_on and periods.ends_on
    group by all
),

people as (
    select
        lineages.academic_year as as_at_year,
        lineages.period as as_at_period,
        lineages.counts_for_urn as urn,
        participations.attendee,
        participations.activity_id,
        participations.programme_code,
        participations.academic_year,
        participations.period,
        sum(participations.booked) as booked,
        sum(participations.attended) as attended,
        sum(participations.absent) as absent,
        sum(participations.apologies) as apologies,
        sum(participations.hours) as hours,
        max(participations.last_attended_on) as last_attended_on
    from participations
    inner join lineages
        on
            participations.urn = lineages.urn
            and (
                (participations.academic_year = lineages.academic_year and participations.period = lineages.period)
                or (participations.academic_year <= lineages.academic_year and participations.period = 'year')
            )
    group by all
),

people_on_rungs as (
    select
        people.*,
        activity_sessions.sessions_held,
        case
            when activity_sessions.sessions_held >= 2 and people.attended >= 0.75 * activity_sessions.sessions_held
                then rung_level('completed')
            when people.attended > 0 then rung_level('attended')
            else rung_level('signed_up')
        end as level
    from people
    inner join activity_sessions
        on
            people.activity_id = activity_sessions.activity_id
            and people.academic_year = activity_sessions.academic_year
            and people.period = activity_sessions.period
),

activities_at_schools as (
    select
        as_at_year,
        as_at_period,
        urn,
        academic_year,
        period,
        programme_code,
        activity_id,
        any_value(sessions_held) as sessions_held
    from people_on_rungs
    group by all
),

sessions_at_schools as (
    select
        as_at_year,
        as_at_period,
        urn,
        academic_year,
        period,
        programme_code,
        sum(sessions_held) as sessions_held
    from activities_at_schools
    group by all
)

select
    people_on_rungs.as_at_year,
    people_on_rungs.as_at_period,
    people_on_rungs.urn,
    people_on_rungs.academic_year,
    people_on_rungs.period,
    people_on_rungs.programme_code,
    any_value(sessions_at_schools.sessions_held) as sessions_held,
    sum(people_on_rungs.booked) as booked,
    sum(people_on_rungs.attended) as attended,
    sum(people_on_rungs.absent) as absent,
    sum(people_on_rungs.apologies) as apologies,
    count(distinct people_on_rungs.attendee) filter (where people_on_rungs.attended > 0) as people,
    sum(people_on_rungs.hours)::double as hours,
    max(people_on_rungs.last_attended_on) as last_attended_on,
    max(people_on_rungs.level) as rung_level
from people_on_rungs
inner join sessions_at_schools
    using (as_at_year, as_at_period, urn, academic_year, period, programme_code)
group by all;

-- Who took part in what, and how far each establishment has come: the two tables that figures are made from.

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

-- One row per person, activity, year or term, and URN that registers give for the person there. urn is the
-- establishment that this counts for as at the period's date, null where it counts nowhere. expected counts the
-- person's sessions that were held, sessions_held all those of the activity in the period. A person has completed who
-- did so with all URNs together that count for the same establishment, and has ever come who attended the activity in
-- any year.
create or replace view computed_participations as
with sessions_in_periods as (
    select
        sessions.session_id,
        sessions.activity_id,
        sessions.held_on,
        sessions.is_held,
        activities.programme_code,
        periods.academic_year,
        periods.period
    from sessions
    inner join activities on sessions.activity_id = activities.activity_id
    inner join periods on sessions.held_on between periods.starts_on and periods.ends_on
),

marks as (
    select
        dated.academic_year,
        dated.period,
        dated.activity_id,
        dated.programme_code,
        attendances.attendee,
        attendances.urn as attended_urn,
        count(*) filter (where dated.is_held) as expected,
        count(*) filter (where attendances.attendance = 'booked') as booked,
        count(*) filter (where attendances.attendance = 'attended') as attended,
        count(*) filter (where attendances.attendance = 'absent') as absent,
        count(*) filter (where attendances.attendance = 'apologies') as apologies,
        -- As decimals, whose sum does not depend on the order in which it is made.
        coalesce(
            sum(attendances.hours::decimal(12, 4)) filter (where attendances.attendance = 'attended'), 0
        ) as hours,
        max(dated.held_on) filter (where attendances.attendance = 'attended') as last_attended_on
    from attendances
    inner join sessions_in_periods as dated on attendances.session_id = dated.session_id
    group by all
),

came as (
    select distinct
        sessions.activity_id,
        attendances.attendee
    from attendances
    inner join sessions on attendances.session_id = sessions.session_id
    where attendances.attendance = 'attended'
)

select
    marks.academic_year,
    marks.period,
    marks.activity_id,
    marks.programme_code,
    marks.attendee,
    marks.attended_urn,
    lineages.counts_for_urn as urn,
    activity_sessions.sessions_held,
    marks.expected,
    marks.booked,
    marks.attended,
    marks.absent,
    marks.apologies,
    marks.hours,
    marks.last_attended_on,
    has_completed(
        sum(marks.attended) over (
            partition by
                marks.academic_year,
                marks.period,
                marks.activity_id,
                marks.attendee,
                coalesce(lineages.counts_for_urn, -marks.attended_urn)
        ),
        activity_sessions.sessions_held
    ) as has_completed,
    came.attendee is not null as has_ever_come
from marks
inner join activity_sessions
    on
        marks.activity_id = activity_sessions.activity_id
        and marks.academic_year = activity_sessions.academic_year
        and marks.period = activity_sessions.period
left join lineages
    on
        marks.attended_urn = lineages.urn
        and marks.academic_year = lineages.academic_year
        and marks.period = lineages.period
left join came on marks.activity_id = came.activity_id and marks.attendee = came.attendee;

-- One row per establishment as at a period's date, year or term in which something happened, and programme. A
-- period is seen as at its own date; whole years are seen as at the dates of all later periods, too, for standing.
create or replace view computed_engagement as
with people as (
    select
        lineages.academic_year as as_at_year,
        lineages.period as as_at_period,
        lineages.counts_for_urn as urn,
        participations.attendee,
        participations.activity_id,
        participations.programme_code,
        participations.academic_year,
        participations.period,
        participations.sessions_held,
        sum(participations.booked) as booked,
        sum(participations.attended) as attended,
        sum(participations.absent) as absent,
        sum(participations.apologies) as apologies,
        sum(participations.hours) as hours,
        max(participations.last_attended_on) as last_attended_on
    from participations
    inner join lineages
        on
            participations.attended_urn = lineages.urn
            and (
                (participations.academic_year = lineages.academic_year and participations.period = lineages.period)
                or (participations.academic_year <= lineages.academic_year and participations.period = 'year')
            )
    group by all
),

people_on_rungs as (
    select
        *,
        rung_of_person(has_completed(attended, sessions_held), attended) as level
    from people
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

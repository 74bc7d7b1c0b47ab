-- One activity as a whole: what it is, and what became of everybody who signed up for it, from any school, from its
-- first session to its last. A person counts once; stayed asks for 75% of the sessions held, of two or more.
-- One row per activity: there is one.

with chosen_sessions as materialized (
    select
        session_id,
        held_on,
        is_held,
        state
    from session_states
    where activity_id = $activity_id
),

dates as (
    select
        min(held_on) as first_on,
        max(held_on) as last_on,
        count(*) filter (where is_held) as sessions_held,
        count(*) filter (where state = 'to_come') as sessions_to_come,
        count(*) filter (where state = 'not_marked') as sessions_not_marked
    from chosen_sessions
),

people_at_schools as materialized (
    select
        urn,
        attendee,
        expected,
        attended,
        absent,
        apologies
    from people_of_activity($activity_id, $academic_year, $period)
),

people as (
    select
        attendee,
        sum(expected) as expected,
        sum(attended) as attended,
        sum(absent) as absent,
        sum(apologies) as apologies
    from people_at_schools
    group by all
),

counts as (
    select
        count(*) as signed_up,
        count(*) filter (where outcome(attended, apologies, expected, false) = 'came') as came,
        count(*) filter (where has_completed(people.attended, dates.sessions_held)) as stayed,
        count(*) filter (where outcome(attended, apologies, expected, false) = 'apologies') as sent_apologies,
        count(*) filter (where outcome(attended, apologies, expected, false) = 'no_show') as no_shows,
        coalesce(sum(attended), 0) as times_attended,
        coalesce(sum(absent), 0) as times_absent,
        coalesce(sum(apologies), 0) as times_apologies
    from people
    cross join dates
),

pupils as (
    select sum(pupil_counts.pupils) as pupils
    from pupil_counts
    inner join chosen_sessions on pupil_counts.session_id = chosen_sessions.session_id
)

select
    activity_names.activity,
    programmes.programme_name,
    strands.strand_name,
    array_to_string(programmes.phases, '; ') as phases,
    activity_names.lead_partner,
    details.delivery_mode,
    details.places,
    coalesce(dates.first_on, details.starts_on) as first_on,
    dates.last_on,
    dates.sessions_held,
    dates.sessions_to_come,
    dates.sessions_not_marked,
    (select count(distinct urn) from people_at_schools) as schools,
    counts.signed_up,
    counts.came,
    counts.stayed,
    counts.sent_apologies,
    counts.no_shows,
    counts.times_attended,
    counts.times_absent,
    counts.times_apologies,
    attendance_rate(counts.times_attended, counts.times_absent, counts.times_apologies) as share_attended,
    pupils.pupils,
    activity_names.activity_id
from activity_names
inner join programmes on activity_names.programme_code = programmes.programme_code
inner join strands on programmes.strand = strands.strand
left join activity_details as details on activity_names.activity_id = details.activity_id
cross join dates
cross join counts
cross join pupils
where activity_names.activity_id = $activity_id

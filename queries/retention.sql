-- Who is still there: of the people who ever came to an activity, how many attend its first, second, third ... session,
-- and how many that one or a later one. Activities of two or more sessions held in the period; the rows without an
-- activity are all of them together, of those that have as many sessions.
-- One row per session in turn of all activities together, and one per session in turn of each activity.

with counted as materialized (
    select
        activity_id,
        attendee,
        attended_urn
    from counted_participations($academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch)
    where attended > 0
),

turns as materialized (
    from register_turns($academic_year, $period)
    where turns >= 2
),

attended as materialized (
    select
        turns.activity_id,
        marks.attendee,
        turns.turn
    from session_marks as marks
    inner join turns on marks.session_id = turns.session_id
    inner join counted
        on
            marks.attendee = counted.attendee
            and marks.urn = counted.attended_urn
            and turns.activity_id = counted.activity_id
    where marks.attendance = 'attended'
),

people as materialized (
    select
        activity_id,
        attendee,
        max(turn) as last_turn
    from attended
    group by all
),

attending as (
    select
        activity_id,
        turn,
        count(*) as attending
    from attended
    group by all
),

curves as (
    select
        turns.activity_id,
        turns.turn,
        count(*) as started,
        count(*) filter (where people.last_turn >= turns.turn) as still_there
    from turns
    inner join people on turns.activity_id = people.activity_id
    group by all
)

select
    activity_names.activity,
    curves.turn,
    count(*) as activities,
    sum(curves.started) as started,
    coalesce(sum(attending.attending), 0) as attending,
    sum(curves.still_there) as still_there,
    sum(curves.still_there) / sum(curves.started) as share_still_there,
    activity_names.activity_id
from curves
inner join activity_names on curves.activity_id = activity_names.activity_id
left join attending on curves.activity_id = attending.activity_id and curves.turn = attending.turn
group by grouping sets ((curves.turn), (activity_names.activity_id, activity_names.activity, curves.turn))
order by activity_names.activity asc nulls first, activity_names.activity_id asc, curves.turn asc

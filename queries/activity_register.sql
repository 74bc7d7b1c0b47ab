-- An activity's register in numbers, from its first session to its last: everybody on it, from any school. Still there
-- are those who attended that session or a later one, of all who ever came.
-- One row per session, by date and number.

with turns as materialized (
    select
        session_id,
        held_on,
        session_number,
        state,
        row_number() over (order by held_on asc, session_number asc) as turn
    from session_states
    where activity_id = $activity_id
),

marks as materialized (
    select
        turns.session_id,
        turns.turn,
        session_marks.attendee,
        session_marks.attendance
    from session_marks
    inner join turns on session_marks.session_id = turns.session_id
),

people as materialized (
    select
        attendee,
        max(turn) as last_turn
    from marks
    where attendance = 'attended'
    group by all
),

registers as (
    select
        session_id,
        count(*) filter (where attendance = 'attended') as attended,
        count(*) filter (where attendance = 'absent') as absent,
        count(*) filter (where attendance = 'apologies') as apologies,
        count(*) filter (where attendance = 'booked') as booked
    from marks
    group by all
),

remaining as (
    select
        turns.session_id,
        count(people.attendee) as started,
        count(people.attendee) filter (where people.last_turn >= turns.turn) as still_there
    from turns
    left join people on true
    where turns.state = 'held'
    group by all
),

pupils as (
    select
        pupil_counts.session_id,
        sum(pupil_counts.pupils) as pupils
    from pupil_counts
    inner join turns on pupil_counts.session_id = turns.session_id
    group by all
)

select
    turns.turn,
    turns.held_on,
    turns.session_number,
    turns.state,
    coalesce(registers.attended, 0) as attended,
    coalesce(registers.absent, 0) as absent,
    coalesce(registers.apologies, 0) as apologies,
    coalesce(registers.booked, 0) as booked,
    attendance_rate(registers.attended, registers.absent, registers.apologies) as share_attended,
    remaining.still_there,
    remaining.still_there / nullif(remaining.started, 0) as share_still_there,
    pupils.pupils
from turns
left join registers on turns.session_id = registers.session_id
left join remaining on turns.session_id = remaining.session_id
left join pupils on turns.session_id = pupils.session_id
order by turns.turn asc

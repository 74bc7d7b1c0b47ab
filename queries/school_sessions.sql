-- Every session that anyone of a school attended, missed or is booked for, or to which it brought pupils, in any year
-- and any programme, under every URN that it has had.
-- One row per session, oldest first.

with people as (
    select
        session_id,
        count(*) filter (where attendance = 'attended') as attended,
        count(*) filter (where attendance in ('absent', 'apologies')) as missed,
        count(*) filter (where attendance = 'booked') as booked
    from marks_of_school($urn)
    group by all
),

pupils as (
    select
        session_id,
        pupils
    from pupils_of_school($urn)
),

brought_together as (
    select
        coalesce(people.session_id, pupils.session_id) as session_id,
        coalesce(people.attended, 0) as attended,
        coalesce(people.missed, 0) as missed,
        coalesce(people.booked, 0) as booked,
        pupils.pupils
    from people
    full join pupils on people.session_id = pupils.session_id
)

select
    sessions.held_on,
    periods.academic_year,
    coalesce(programmes.programme_name, activities.programme_code) as programme_name,
    activities.activity,
    sessions.session_number,
    case
        when brought_together.attended > 0 then 'attended'
        when brought_together.missed > 0 then 'missed'
        when brought_together.booked > 0 then 'booked'
        else 'pupils_only'
    end as session_state,
    brought_together.attended,
    brought_together.missed,
    brought_together.booked,
    brought_together.pupils
from brought_together
inner join sessions on brought_together.session_id = sessions.session_id
inner join activities on sessions.activity_id = activities.activity_id
inner join periods on sessions.held_on between periods.starts_on and periods.ends_on and periods.period = 'year'
left join programmes on activities.programme_code = programmes.programme_code
order by sessions.held_on asc, programme_name asc, activities.activity asc, sessions.session_number asc

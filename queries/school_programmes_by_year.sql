-- What a school took part in, under every URN that it has had: sessions that anyone of it attended, out of those held
-- by its activities; different people, their hours, their attendance rate, and how far the school came.
-- One row per academic year and programme, newest first.

with sessions_attended as (
    select
        academic_year,
        programme_code,
        count(distinct session_id) filter (where attendance = 'attended') as sessions_attended
    from marks_of_school($urn)
    group by all
)

select
    engaged.academic_year,
    coalesce(programmes.programme_name, engaged.programme_code) as programme_name,
    rung_name(engaged.rung_level, engaged.academic_year, 'year') as rung,
    sessions_attended.sessions_attended,
    engaged.sessions_held,
    engaged.people,
    engaged.hours,
    engaged.attended / nullif(engaged.attended + engaged.absent + engaged.apologies, 0) as share_attended,
    engaged.booked,
    engaged.last_attended_on
from engagement_of_school($urn) as engaged
inner join sessions_attended
    on
        engaged.academic_year = sessions_attended.academic_year
        and engaged.programme_code = sessions_attended.programme_code
left join programmes on engaged.programme_code = programmes.programme_code
order by engaged.academic_year desc, engaged.last_attended_on desc nulls last, programme_name asc

-- The schools whose people have sat in the same sessions as people of a school, in any year, by programme.
-- One row per programme and other school, those that were together most often first.

with sessions_here as (
    select distinct
        session_id,
        programme_code,
        held_on
    from marks_of_school($urn)
    where attendance = 'attended'
)

select
    there.urn,
    there.name,
    las.la_code,
    las.la_name,
    coalesce(programmes.programme_name, sessions_here.programme_code) as programme_name,
    count(distinct sessions_here.session_id) as sessions_together,
    max(sessions_here.held_on) as last_together_on
from sessions_here
inner join session_marks as marks on sessions_here.session_id = marks.session_id and marks.attendance = 'attended'
inner join lineages_today as lineages on marks.urn = lineages.urn
inner join schools as there on lineages.counts_for_urn = there.urn and there.urn <> urn_today($urn)
inner join local_authorities as las on there.la_code = las.la_code
left join programmes on sessions_here.programme_code = programmes.programme_code
group by all
order by
    count(distinct sessions_here.session_id) desc,
    max(sessions_here.held_on) desc,
    there.name asc,
    there.urn asc,
    programme_name asc

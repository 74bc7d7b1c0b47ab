-- Attendance in all: attended among attended, absent and apologies, of sessions held; and what became of those who
-- signed up. A person counts once for each activity that they signed up for.
-- One row per academic year and period: there is one.

with signed as materialized (
    from sign_ups($academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch)
),

begun as (
    select
        count(distinct activity_id) as activities,
        count(*) as signed_up,
        count(*) filter (where outcome = 'came') as came,
        count(*) filter (where outcome = 'apologies') as sent_apologies,
        count(*) filter (where outcome = 'no_show') as no_shows,
        count(*) filter (where can_be_completed(sessions_so_far)) as signed_up_to_two_or_more,
        count(*) filter (where has_stayed) as stayed,
        coalesce(sum(attended), 0) as times_attended,
        coalesce(sum(absent), 0) as times_absent,
        coalesce(sum(apologies), 0) as times_apologies
    from signed
    where sessions_held > 0
),

to_come as (
    select
        count(distinct activity_id) as activities_to_come,
        count(*) as signed_up_to_come
    from signed
    where sessions_held = 0
)

select
    $academic_year as academic_year,
    $period as period,
    begun.activities,
    begun.signed_up,
    begun.came,
    begun.sent_apologies,
    begun.no_shows,
    begun.signed_up_to_two_or_more,
    begun.stayed,
    begun.came / nullif(begun.signed_up, 0) as share_came,
    begun.no_shows / nullif(begun.signed_up, 0) as share_no_shows,
    begun.stayed / nullif(begun.signed_up_to_two_or_more, 0) as share_stayed,
    begun.times_attended,
    begun.times_absent,
    begun.times_apologies,
    begun.times_attended + begun.times_absent + begun.times_apologies as times_expected,
    attendance_rate(begun.times_attended, begun.times_absent, begun.times_apologies) as share_attended,
    to_come.activities_to_come,
    to_come.signed_up_to_come
from begun
cross join to_come

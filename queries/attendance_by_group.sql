-- Attendance by programme, local authority, phase, term or mode of delivery, or in all. What is of a phase counts in
-- each that the school teaches and the programme is for; schools of a term are as at its own day. Up to a date,
-- terms that had not ended by then are up to it. The rate is attended
-- of attended, absent and apologies, of sessions held. Of those who signed up it says who came, who only sent apologies
-- and who was a no-show.
-- One row per group with a session held in the period.

select
    $academic_year as academic_year,
    whole_period(signed.period) as period,
    signed.group_code,
    signed.group_name,
    signed.strand_name,
    count(distinct signed.activity_id) as activities,
    count(*) as signed_up,
    count(*) filter (where signed.outcome = 'came') as came,
    count(*) filter (where signed.outcome = 'apologies') as sent_apologies,
    count(*) filter (where signed.outcome = 'no_show') as no_shows,
    came / signed_up as share_came,
    sent_apologies / signed_up as share_sent_apologies,
    no_shows / signed_up as share_no_shows,
    sum(signed.attended) as times_attended,
    sum(signed.absent) as times_absent,
    sum(signed.apologies) as times_apologies,
    times_attended + times_absent + times_apologies as times_expected,
    attendance_rate(times_attended, times_absent, times_apologies) as share_attended
from
    grouped_sign_ups(
        $breakdown,
        $academic_year,
        periods_of_breakdown($breakdown, $academic_year, $period),
        $la_codes,
        $phases,
        $strands,
        $schools,
        $light_touch
    ) as signed
where signed.sessions_held > 0
group by all
order by min(signed.position) asc, signed.group_name asc

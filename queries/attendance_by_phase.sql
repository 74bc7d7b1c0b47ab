-- Attendance by phase: what counts in each phase that the school teaches and the programme is for. The rate is attended
-- of attended, absent and apologies, of sessions held. Of those who signed up it says who came, who only sent apologies
-- and who was a no-show.
-- One row per phase with a session held in the period.

select
    $academic_year as academic_year,
    signed.period,
    phases.phase,
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
from sign_ups($academic_year, [$period], $la_codes, $phases, $strands, $independent, $light_touch) as signed
inner join school_phases on signed.urn = school_phases.urn
inner join programme_phases
    on signed.programme_code = programme_phases.programme_code and school_phases.phase = programme_phases.phase
inner join phases on school_phases.phase = phases.phase
where signed.sessions_held > 0 and list_contains($phases, phases.phase)
group by all
order by min(phases.position) asc

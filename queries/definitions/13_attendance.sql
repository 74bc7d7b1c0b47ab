-- Attendance: who signed up, came, stayed or stayed away, and who is still there.

-- What became of a sign-up. Came: attended a session in the period. Apologies: did not, but sent apologies. No-show:
-- neither, was expected at a session that was held, and has never come to the activity at all. Otherwise: came in
-- another period, or is signed up for sessions still to come.
create or replace macro outcome(chosen_attended, chosen_apologies, chosen_expected, chosen_has_ever_come) as (
    case
        when chosen_attended > 0 then 'came'
        when chosen_apologies > 0 then 'apologies'
        when chosen_expected > 0 and not chosen_has_ever_come then 'no_show'
        else 'otherwise'
    end
);

-- The length of an activity, by its sessions held in the academic year up to the period's end.
create or replace macro course_length(chosen_sessions_so_far) as (
    case when can_be_completed(chosen_sessions_so_far) then 'two_or_more' else 'one_session' end
);

-- The attendance rate, of the marks of sessions held; unknown where there is none.
create or replace macro attendance_rate(chosen_attended, chosen_absent, chosen_apologies) as (
    chosen_attended / nullif(chosen_attended + chosen_absent + chosen_apologies, 0)
);

-- Falling fast: of the people who ever came, more than the chosen per cent are gone by the latest session. The first
-- two are not counted: anybody can be ill on the day, and a small group must raise no alarm by chance.
create or replace macro is_falling_fast(chosen_started, chosen_still_there, chosen_gone_percent) as (
    100 * (chosen_started - chosen_still_there - 2) > chosen_gone_percent * chosen_started
);

-- Half-empty: fewer than the chosen per cent of the places are taken. Under six places there is too little to judge by.
create or replace macro is_half_empty(chosen_taken, chosen_places, chosen_taken_percent) as (
    chosen_places >= 6 and 100 * chosen_taken < chosen_taken_percent * chosen_places
);

-- One row per activity, under a name that no other has: where two are called the same, the programme follows.
create or replace view activity_names as
select
    activities.activity_id,
    activities.programme_code,
    activities.lead_partner,
    activities.activity || case
        when count(*) over (partition by lower(activities.activity)) > 1
            then ' (' || coalesce(programmes.programme_name, activities.programme_code) || ')'
        else ''
    end as activity
from activities
left join programmes on activities.programme_code = programmes.programme_code;

-- One row per session and how it stands. held: its register was taken. pupils_counted: it was held, too, but only
-- pupils were counted. to_come: it is later than anything that is recorded. not_marked: it is not, but everybody on its
-- register is still only booked.
create or replace view session_states as
select
    sessions.session_id,
    sessions.activity_id,
    sessions.held_on,
    sessions.session_number,
    sessions.is_held,
    case
        when sessions.session_id in (
            select session_id from session_marks
            where attendance <> 'booked'
        ) then 'held'
        when sessions.is_held then 'pupils_counted'
        when sessions.held_on > recorded_days.last_day then 'to_come'
        else 'not_marked'
    end as state
from sessions
cross join recorded_days;

-- One row per school, as at a period's date, and person on an activity's register, from its first session to its last:
-- how often the register says what. A school that counts for no other stands for itself, one of elsewhere too.
create or replace macro people_of_activity(chosen_activity_id, chosen_academic_year, chosen_period) as table
    select
        coalesce(lineages.counts_for_urn, participations.attended_urn) as urn,
        participations.attendee,
        sum(participations.expected) as expected,
        sum(participations.attended) as attended,
        sum(participations.absent) as absent,
        sum(participations.apologies) as apologies,
        max(participations.last_attended_on) as last_attended_on
    from participations
    left join lineages
        on
            participations.attended_urn = lineages.urn
            and lineages.academic_year = chosen_academic_year
            and lineages.period = chosen_period
    where participations.activity_id = chosen_activity_id and participations.period = 'year'
    group by all;

-- One row per register taken in a year or term: its turn among those of its activity in it, by date and then by
-- number, and how many there are.
create or replace macro register_turns(chosen_academic_year, chosen_period) as table
    select
        states.session_id,
        states.activity_id,
        states.held_on,
        row_number() over (
            partition by states.activity_id
            order by states.held_on asc, states.session_number asc
        ) as turn,
        count(*) over (partition by states.activity_id) as turns
    from session_states as states
    inner join periods on states.held_on between periods.starts_on and periods.ends_on
    where periods.academic_year = chosen_academic_year and periods.period = chosen_period and states.state = 'held';

-- One row per school and programme of the chosen strands that counts for it: one for a phase that is chosen and that
-- the school teaches. Phase 'all' is the school as a whole, and every programme is for it.
create or replace macro counted_programmes(chosen_phases, chosen_strands, chosen_light_touch) as table
    select distinct
        school_phases.urn,
        programmes.programme_code
    from school_phases
    inner join programme_phases on school_phases.phase = programme_phases.phase
    inner join programmes on programme_phases.programme_code = programmes.programme_code
    where
        list_contains(chosen_phases, school_phases.phase)
        and list_contains(chosen_strands, programmes.strand)
        and (chosen_light_touch or not programmes.is_light_touch);

-- One row per school, programme and chosen phase that the school teaches and the programme is for; never 'all'.
create or replace macro phases_of_programmes(chosen_phases) as table
    select
        school_phases.urn,
        programme_phases.programme_code,
        phases.phase,
        phases.position
    from school_phases
    inner join programme_phases on school_phases.phase = programme_phases.phase
    inner join phases on school_phases.phase = phases.phase
    where list_contains(chosen_phases, phases.phase);

-- One row per participation in a chosen year or term that counts for a school, open and in scope and of the chosen
-- local authorities, in a programme that counts for it. It says who took part where, wherever people are counted.
-- The filters stand inside, here and below: asked of everything that was ever attended it would take ten times as long.
create or replace macro counted_participations(
    chosen_academic_year,
    chosen_periods,
    chosen_la_codes,
    chosen_phases,
    chosen_strands,
    chosen_schools,
    chosen_light_touch
) as table
    with counted as materialized (
        select
            schools_open.period,
            schools_open.urn,
            schools_open.name,
            schools_open.la_code,
            counted_programmes.programme_code
        from schools_open
        inner join counted_programmes(chosen_phases, chosen_strands, chosen_light_touch) as counted_programmes
            on schools_open.urn = counted_programmes.urn
        where
            schools_open.academic_year = chosen_academic_year
            and list_contains(chosen_periods, schools_open.period)
            and list_contains(chosen_la_codes, schools_open.la_code)
            and is_counted(schools_open.attributes, chosen_schools)
    )

    select
        participations.*,
        counted.name,
        counted.la_code
    from participations
    inner join counted
        on
            participations.urn = counted.urn
            and participations.programme_code = counted.programme_code
            and participations.period = counted.period
    where participations.academic_year = chosen_academic_year and list_contains(chosen_periods, participations.period);

-- One row per chosen year or term, school that counts, activity and person signed up for it there: how often the
-- register of its sessions in the period says what, and what became of the sign-up. stayed is to have completed.
create or replace macro sign_ups(
    chosen_academic_year,
    chosen_periods,
    chosen_la_codes,
    chosen_phases,
    chosen_strands,
    chosen_schools,
    chosen_light_touch
) as table
    select
        period,
        urn,
        activity_id,
        attendee,
        any_value(name) as name,
        any_value(la_code) as la_code,
        any_value(programme_code) as programme_code,
        any_value(sessions_held) as sessions_held,
        any_value(sessions_so_far) as sessions_so_far,
        sum(expected)::bigint as expected,
        sum(attended)::bigint as attended,
        sum(absent)::bigint as absent,
        sum(apologies)::bigint as apologies,
        sum(hours) as hours,
        outcome(sum(attended), sum(apologies), sum(expected), bool_or(has_ever_come)) as outcome,
        bool_or(has_completed) as has_stayed
    from
        counted_participations(
            chosen_academic_year,
            chosen_periods,
            chosen_la_codes,
            chosen_phases,
            chosen_strands,
            chosen_schools,
            chosen_light_touch
        )
    group by period, urn, activity_id, attendee;

-- One row per sign-up for an activity that has begun, and step that can be taken in it: signed up, came and, where it
-- can be completed, stayed.
create or replace macro sign_up_steps(
    chosen_academic_year,
    chosen_periods,
    chosen_la_codes,
    chosen_phases,
    chosen_strands,
    chosen_schools,
    chosen_light_touch
) as table
    select
        signed.urn,
        course_length(signed.sessions_so_far) as course_length,
        steps.step,
        steps.position,
        case steps.step
            when 'signed_up' then true when 'came' then signed.outcome = 'came' else signed.has_stayed
        end as is_taken
    from
        sign_ups(
            chosen_academic_year,
            chosen_periods,
            chosen_la_codes,
            chosen_phases,
            chosen_strands,
            chosen_schools,
            chosen_light_touch
        ) as signed
    cross join (values ('signed_up', 1), ('came', 2), ('stayed', 3)) as steps (step, position)
    where signed.sessions_held > 0 and (can_be_completed(signed.sessions_so_far) or steps.step <> 'stayed');

-- The years or terms that a breakdown is of: the chosen one, or by term all those of its year; up to a date, those
-- that had begun.
create or replace macro periods_of_breakdown(chosen_breakdown, chosen_academic_year, chosen_period) as (
    case
        when chosen_breakdown is distinct from 'term' then [chosen_period]
        when is_to_date(chosen_period) then terms_to_date(chosen_academic_year)
        else ['autumn', 'spring', 'summer']
    end
);

-- One row per sign-up and group that a breakdown counts it in: its programme, with its strand, its local authority,
-- each phase that its school teaches and its programme is for, its term, mode of delivery or activity, else one group
-- 'all'. position puts groups in the order in which they are shown; groups of one position stand by their names.
create or replace macro grouped_sign_ups(
    chosen_breakdown,
    chosen_academic_year,
    chosen_periods,
    chosen_la_codes,
    chosen_phases,
    chosen_strands,
    chosen_schools,
    chosen_light_touch
) as table
    with signed as materialized (
        from
            sign_ups(
                chosen_academic_year,
                chosen_periods,
                chosen_la_codes,
                chosen_phases,
                chosen_strands,
                chosen_schools,
                chosen_light_touch
            )
    ),

    phases_of_pairs as (
        from phases_of_programmes(chosen_phases)
        where chosen_breakdown = 'phase'
    )

    select
        signed.*,
        case chosen_breakdown
            when 'programme' then signed.programme_code
            when 'la' then signed.la_code
            when 'phase' then phases_of_pairs.phase
            when 'term' then whole_period(signed.period)
            when 'mode' then activity_modes.delivery_mode
            when 'activity' then signed.activity_id
            else 'all'
        end as group_code,
        case chosen_breakdown
            when 'programme' then programmes.programme_name
            when 'la' then las.la_name
            when 'activity' then activity_names.activity
            else group_code
        end as group_name,
        case when chosen_breakdown = 'programme' then strands.strand_name end as strand_name,
        case chosen_breakdown
            when 'programme' then strands.position
            when 'la' then las.position
            when 'phase' then phases_of_pairs.position
            when 'term' then list_position(['autumn', 'spring', 'summer'], whole_period(signed.period))
            when 'mode' then activity_modes.position
            else 0
        end as position
    from signed
    inner join programmes on signed.programme_code = programmes.programme_code
    inner join strands on programmes.strand = strands.strand
    inner join local_authorities as las on signed.la_code = las.la_code
    left join activity_modes on signed.activity_id = activity_modes.activity_id and chosen_breakdown = 'mode'
    left join activity_names on signed.activity_id = activity_names.activity_id and chosen_breakdown = 'activity'
    left join phases_of_pairs
        on signed.urn = phases_of_pairs.urn and signed.programme_code = phases_of_pairs.programme_code
    where phases_of_pairs.phase is not null or chosen_breakdown is distinct from 'phase';

-- One row per activity with a session in a year or term, or that a sheet says begins in it: everybody on its registers
-- in that time, from any school. started counts those who ever came, still_there those who came to the latest session,
-- pupils the most that were brought to one session.
create or replace macro activity_counts(chosen_academic_year, chosen_period) as table
    with turns as materialized (
        from register_turns(chosen_academic_year, chosen_period)
    ),

    chosen_sessions as materialized (
        select
            states.session_id,
            states.activity_id,
            states.held_on,
            states.state,
            turns.turn
        from session_states as states
        inner join periods on states.held_on between periods.starts_on and periods.ends_on
        left join turns on states.session_id = turns.session_id
        where periods.academic_year = chosen_academic_year and periods.period = chosen_period
    ),

    people as (
        select
            activity_id,
            count(distinct attendee) as signed_up,
            count(distinct attendee) filter (where attended > 0) as started
        from participations
        where academic_year = chosen_academic_year and period = chosen_period
        group by all
    ),

    people_still_there as (
        select
            turns.activity_id,
            count(*) as still_there
        from session_marks as marks
        inner join turns on marks.session_id = turns.session_id and turns.turn = turns.turns
        where marks.attendance = 'attended'
        group by all
    ),

    pupils as (
        select
            activity_id,
            max(brought) as pupils
        from (
            select
                chosen_sessions.activity_id,
                chosen_sessions.session_id,
                sum(pupil_counts.pupils) as brought
            from pupil_counts
            inner join chosen_sessions on pupil_counts.session_id = chosen_sessions.session_id
            group by all
        )
        group by all
    ),

    dates as (
        select
            activity_id,
            count(turn) as sessions_taken,
            max(held_on) filter (where state in ('held', 'pupils_counted')) as latest_on,
            min(held_on) filter (where state = 'to_come') as next_on
        from chosen_sessions
        group by all
        union all
        select
            details.activity_id,
            0 as sessions_taken,
            null as latest_on,
            details.starts_on as next_on
        from activity_details as details
        inner join periods on details.starts_on between periods.starts_on and periods.ends_on
        where
            periods.academic_year = chosen_academic_year
            and periods.period = chosen_period
            and details.activity_id not in (select activity_id from sessions)
    )

    select
        dates.activity_id,
        dates.sessions_taken,
        dates.latest_on,
        dates.next_on,
        coalesce(people.signed_up, 0) as signed_up,
        coalesce(people.started, 0) as started,
        coalesce(people_still_there.still_there, 0) as still_there,
        coalesce(pupils.pupils, 0) as pupils
    from dates
    left join people on dates.activity_id = people.activity_id
    left join people_still_there on dates.activity_id = people_still_there.activity_id
    left join pupils on dates.activity_id = pupils.activity_id;

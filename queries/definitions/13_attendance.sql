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

-- Stayed to the end: attended at least 75 % of the activity's sessions held, of two or more.
create or replace macro has_stayed(chosen_attended, chosen_sessions_held) as (
    chosen_sessions_held >= 2 and chosen_attended >= 0.75 * chosen_sessions_held
);

-- The attendance rate, of the marks of sessions held; unknown where there is none.
create or replace macro attendance_rate(chosen_attended, chosen_absent, chosen_apologies) as (
    chosen_attended / nullif(chosen_attended + chosen_absent + chosen_apologies, 0)
);

-- Falling fast: of the people who ever came, more than the chosen per cent are gone by the latest session. Two of
-- them are let off: anybody can be ill on the day, and a small group must raise no alarm by chance.
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
    case
        when sessions.session_id in (
            select session_id from attendances
            where attendance <> 'booked'
        ) then 'held'
        when sessions.is_held then 'pupils_counted'
        when sessions.held_on > recorded_days.last_day then 'to_come'
        else 'not_marked'
    end as state
from sessions
cross join recorded_days;

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

-- One row per chosen year or term and URN that a register names, where it counts: for the school, open and in scope
-- and of the chosen local authorities, that the URN is as at the period's date.
-- The filters stand inside, here and below: asked of everything that was ever attended it would take ten times as long.
create or replace macro counted_schools(
    chosen_academic_year, chosen_periods, chosen_la_codes, chosen_independent
) as table
    select
        lineages.period,
        lineages.urn as attended_urn,
        schools_open.urn,
        schools_open.la_code
    from lineages
    inner join schools_open
        on
            lineages.counts_for_urn = schools_open.urn
            and lineages.academic_year = schools_open.academic_year
            and lineages.period = schools_open.period
    where
        -- Said of both, so that either is narrowed before they meet.
        lineages.academic_year = chosen_academic_year
        and schools_open.academic_year = chosen_academic_year
        and list_contains(chosen_periods, lineages.period)
        and list_contains(chosen_periods, schools_open.period)
        and list_contains(chosen_la_codes, schools_open.la_code)
        and (chosen_independent or not schools_open.is_independent);

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

-- One row per chosen year or term, mark on the register of a session in it, and school for which the mark counts:
-- there is one school at most.
create or replace macro counted_marks(
    chosen_academic_year,
    chosen_periods,
    chosen_la_codes,
    chosen_phases,
    chosen_strands,
    chosen_independent,
    chosen_light_touch
) as table
    with schools_counted as materialized (
        from counted_schools(chosen_academic_year, chosen_periods, chosen_la_codes, chosen_independent)
    ),

    programmes_counted as materialized (
        from counted_programmes(chosen_phases, chosen_strands, chosen_light_touch)
    ),

    counted as materialized (
        select
            schools_counted.*,
            programmes_counted.programme_code
        from schools_counted
        inner join programmes_counted on schools_counted.urn = programmes_counted.urn
    ),

    -- Put together before schools are asked for: pairs of schools and sessions would be many more.
    marks as materialized (
        select
            periods.period,
            attendances.urn as attended_urn,
            attendances.attendee,
            attendances.attendance,
            sessions.session_id,
            sessions.activity_id,
            sessions.is_held,
            activities.programme_code
        from attendances
        inner join sessions on attendances.session_id = sessions.session_id
        inner join activities on sessions.activity_id = activities.activity_id
        inner join periods on sessions.held_on between periods.starts_on and periods.ends_on
        where periods.academic_year = chosen_academic_year and list_contains(chosen_periods, periods.period)
    )

    select
        marks.period,
        counted.urn,
        counted.la_code,
        marks.programme_code,
        marks.activity_id,
        marks.session_id,
        marks.is_held,
        marks.attendee,
        marks.attendance
    from marks
    inner join counted
        on
            marks.attended_urn = counted.attended_urn
            and marks.programme_code = counted.programme_code
            and marks.period = counted.period;

-- One row per chosen year or term, school that counts, activity and person signed up for it there: how often the
-- register of its sessions in the period says what. expected counts the person's sessions that were held,
-- sessions_held all those of the activity, and outcome says what became of the sign-up.
create or replace macro sign_ups(
    chosen_academic_year,
    chosen_periods,
    chosen_la_codes,
    chosen_phases,
    chosen_strands,
    chosen_independent,
    chosen_light_touch
) as table
    with participations as materialized (
        select
            period,
            urn,
            activity_id,
            attendee,
            any_value(la_code) as la_code,
            any_value(programme_code) as programme_code,
            count(*) filter (where is_held) as expected,
            count(*) filter (where attendance = 'attended') as attended,
            count(*) filter (where attendance = 'absent') as absent,
            count(*) filter (where attendance = 'apologies') as apologies
        from
            counted_marks(
                chosen_academic_year,
                chosen_periods,
                chosen_la_codes,
                chosen_phases,
                chosen_strands,
                chosen_independent,
                chosen_light_touch
            )
        group by all
    ),

    -- Only of the period: activity_sessions would work out every one.
    held as materialized (
        select
            periods.period,
            sessions.activity_id,
            count(*) filter (where sessions.is_held) as sessions_held
        from sessions
        inner join periods on sessions.held_on between periods.starts_on and periods.ends_on
        where periods.academic_year = chosen_academic_year and list_contains(chosen_periods, periods.period)
        group by all
    ),

    -- Only where it matters: of the activities that somebody missed all through the period.
    came as materialized (
        select distinct
            sessions.activity_id,
            attendances.attendee
        from attendances
        inner join sessions on attendances.session_id = sessions.session_id
        where
            attendances.attendance = 'attended'
            and sessions.activity_id in (
                select activity_id from participations
                where attended = 0 and expected > 0
            )
    )

    select
        participations.*,
        held.sessions_held,
        outcome(
            participations.attended, participations.apologies, participations.expected, came.attendee is not null
        ) as outcome,
        has_stayed(participations.attended, held.sessions_held) as has_stayed
    from participations
    inner join held on participations.activity_id = held.activity_id and participations.period = held.period
    left join came on participations.activity_id = came.activity_id and participations.attendee = came.attendee;

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
    chosen_independent,
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
                chosen_independent,
                chosen_light_touch
            )
    ),

    phases_of_pairs as (
        select
            school_phases.urn,
            programme_phases.programme_code,
            phases.phase,
            phases.position
        from school_phases
        inner join programme_phases on school_phases.phase = programme_phases.phase
        inner join phases on school_phases.phase = phases.phase
        where chosen_breakdown = 'phase' and list_contains(chosen_phases, phases.phase)
    )

    select
        signed.*,
        case chosen_breakdown
            when 'programme' then signed.programme_code
            when 'la' then signed.la_code
            when 'phase' then phases_of_pairs.phase
            when 'term' then signed.period
            when 'mode' then coalesce(details.delivery_mode, 'not said')
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
            when 'term' then list_position(['autumn', 'spring', 'summer'], signed.period)
            when 'mode' then coalesce(list_position(['in person', 'online', 'blended'], details.delivery_mode), 4)
            else 0
        end as position
    from signed
    inner join programmes on signed.programme_code = programmes.programme_code
    inner join strands on programmes.strand = strands.strand
    inner join local_authorities as las on signed.la_code = las.la_code
    left join activity_details as details on signed.activity_id = details.activity_id
    left join activity_names on signed.activity_id = activity_names.activity_id and chosen_breakdown = 'activity'
    left join phases_of_pairs
        on signed.urn = phases_of_pairs.urn and signed.programme_code = phases_of_pairs.programme_code
    where phases_of_pairs.phase is not null or chosen_breakdown is distinct from 'phase';

-- One row per activity with a session in a year or term, or that a sheet says begins in it: everybody on its registers
-- in that time, wherever from. started counts those who ever came, still_there those who came to the latest session,
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
            turns.turn,
            turns.turns
        from session_states as states
        inner join periods on states.held_on between periods.starts_on and periods.ends_on
        left join turns on states.session_id = turns.session_id
        where periods.academic_year = chosen_academic_year and periods.period = chosen_period
    ),

    people as (
        select
            chosen_sessions.activity_id,
            attendances.attendee,
            bool_or(attendances.attendance = 'attended') as has_come,
            bool_or(attendances.attendance = 'attended' and chosen_sessions.turn = chosen_sessions.turns) as is_there
        from attendances
        inner join chosen_sessions on attendances.session_id = chosen_sessions.session_id
        group by all
    ),

    counts as (
        select
            activity_id,
            count(*) as signed_up,
            count(*) filter (where has_come) as started,
            count(*) filter (where is_there) as still_there
        from people
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
        coalesce(counts.signed_up, 0) as signed_up,
        coalesce(counts.started, 0) as started,
        coalesce(counts.still_there, 0) as still_there,
        coalesce(pupils.pupils, 0) as pupils
    from dates
    left join counts on dates.activity_id = counts.activity_id
    left join pupils on dates.activity_id = pupils.activity_id;

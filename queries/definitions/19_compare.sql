-- Two periods side by side: what was done in each, and what became of the schools in between.

-- One row per measure of a period, in the order in which they are shown; some are shares, the others counts.
create or replace view measures as
from (
    values
    ('reach', true, 1), ('reached', false, 2), ('teachers', false, 3), ('sessions_held', false, 4), ('hours', false, 5),
    ('pupils_reached', false, 6), ('attendance_rate', true, 7)
) as measures (measure, is_share, position);

-- One row per side, place and measure: what was done in a year or term ('now') and in another ('then'), each seen as
-- at its own date, as a number or, for a share, as the part that was reached or attended of a whole. chosen_breakdown
-- parts the hub by 'la', 'phase' or 'la_phase'; 'total' is one place, and what does not part the hub is 'all'.
-- In a phase, only its schools and the programmes for it count. Teachers and sessions count once in each place, and
-- once in the total. Both sides are worked out in one go, which takes half the time.
create or replace macro compared_measures(
    chosen_academic_year,
    chosen_period,
    chosen_other_year,
    chosen_other_period,
    chosen_breakdown,
    chosen_la_codes,
    chosen_phases,
    chosen_strands,
    chosen_rung,
    chosen_schools,
    chosen_light_touch
) as table
    with sides as materialized (
        select
            'now' as side,
            chosen_academic_year as academic_year,
            chosen_period as period
        union all
        select
            'then' as side,
            chosen_other_year as academic_year,
            chosen_other_period as period
    ),

    -- One row per side, school and phase in which it is counted.
    counted_schools as materialized (
        select
            sides.side,
            reach.urn,
            case when chosen_breakdown in ('la', 'la_phase') then reach.la_code else 'all' end as la_code,
            case when chosen_breakdown in ('phase', 'la_phase') then reach.phase else 'all' end as place_phase,
            reach.phase,
            reach.is_reached
        from school_reach(chosen_rung, chosen_strands, chosen_light_touch) as reach
        inner join sides on reach.academic_year = sides.academic_year and reach.period = sides.period
        where
            -- Said once more, so that other years are left out before anything is put together.
            (
                (reach.academic_year = chosen_academic_year and reach.period = chosen_period)
                or (reach.academic_year = chosen_other_year and reach.period = chosen_other_period)
            )
            and list_contains(chosen_la_codes, reach.la_code)
            and list_contains(chosen_phases, reach.phase)
            and (reach.phase <> 'all' or chosen_breakdown not in ('phase', 'la_phase'))
            and is_counted(reach.attributes, chosen_schools)
    ),

    reached as (
        select
            side,
            la_code,
            place_phase,
            count(*) as schools,
            count(*) filter (where is_reached) as reached
        from (
            select
                side,
                la_code,
                place_phase,
                urn,
                bool_or(is_reached) as is_reached
            from counted_schools
            group by all
        )
        group by all
    ),

    -- At which places it counts what a school did in a programme: in a phase that the school teaches and the programme
    -- is for.
    counted as materialized (
        select distinct
            counted_schools.side,
            counted_schools.urn,
            programmes.programme_code,
            counted_schools.la_code,
            counted_schools.place_phase
        from counted_schools
        inner join programme_phases on counted_schools.phase = programme_phases.phase
        inner join programmes on programme_phases.programme_code = programmes.programme_code
        where
            list_contains(chosen_strands, programmes.strand)
            and (chosen_light_touch or not programmes.is_light_touch)
    ),

    people as materialized (
        select
            sides.side,
            participations.urn,
            participations.programme_code,
            participations.attendee,
            participations.attended,
            participations.attended + participations.absent + participations.apologies as marked,
            participations.hours
        from participations
        inner join sides
            on participations.academic_year = sides.academic_year and participations.period = sides.period
    ),

    taking_part as (
        select
            counted.side,
            counted.la_code,
            counted.place_phase,
            count(distinct people.attendee) filter (where people.attended > 0) as teachers,
            sum(people.hours) as hours,
            sum(people.attended) as attended,
            sum(people.marked) as marked
        from people
        inner join counted
            on
                people.side = counted.side
                and people.urn = counted.urn
                and people.programme_code = counted.programme_code
        group by all
    ),

    -- Sessions held that a URN was on the register of, or brought pupils to, put together before schools are asked for.
    -- Sessions are numbered, as numbers are compared faster than texts.
    held as materialized (
        select
            sides.side,
            sides.academic_year,
            sides.period,
            sessions.session_id,
            row_number() over () as session_number,
            activities.programme_code
        from sessions
        inner join activities on sessions.activity_id = activities.activity_id
        inner join periods on sessions.held_on between periods.starts_on and periods.ends_on
        inner join sides on periods.academic_year = sides.academic_year and periods.period = sides.period
        where sessions.is_held
    ),

    urns_at_sessions as materialized (
        select distinct
            held.side,
            held.academic_year,
            held.period,
            held.session_number,
            held.programme_code,
            marks.urn as attended_urn,
            null::bigint as pupils
        from session_marks as marks
        inner join held on marks.session_id = held.session_id
        union all
        select
            held.side,
            held.academic_year,
            held.period,
            held.session_number,
            held.programme_code,
            pupil_counts.urn as attended_urn,
            pupil_counts.pupils
        from pupil_counts
        inner join held on pupil_counts.session_id = held.session_id
    ),

    schools_at_sessions as materialized (
        select
            there.side,
            there.session_number,
            there.programme_code,
            there.pupils,
            lineages.counts_for_urn as urn
        from urns_at_sessions as there
        inner join lineages
            on
                there.attended_urn = lineages.urn
                and there.academic_year = lineages.academic_year
                and there.period = lineages.period
    ),

    at_sessions as (
        select
            counted.side,
            counted.la_code,
            counted.place_phase,
            count(distinct there.session_number) as sessions_held,
            sum(there.pupils) as pupils_reached
        from schools_at_sessions as there
        inner join counted
            on
                there.side = counted.side
                and there.urn = counted.urn
                and there.programme_code = counted.programme_code
        group by all
    )

    select
        reached.side,
        reached.la_code,
        reached.place_phase as phase,
        measures.measure,
        coalesce(
            case measures.measure
                when 'reach' then reached.reached
                when 'reached' then reached.reached
                when 'teachers' then taking_part.teachers
                when 'sessions_held' then at_sessions.sessions_held
                when 'hours' then round(taking_part.hours)
                when 'pupils_reached' then at_sessions.pupils_reached
                when 'attendance_rate' then taking_part.attended
            end,
            0
        )::bigint as part,
        case measures.measure
            when 'reach' then reached.schools when 'attendance_rate' then taking_part.marked
        end as whole
    from reached
    left join taking_part
        on
            reached.side = taking_part.side
            and reached.la_code = taking_part.la_code
            and reached.place_phase = taking_part.place_phase
    left join at_sessions
        on
            reached.side = at_sessions.side
            and reached.la_code = at_sessions.la_code
            and reached.place_phase = at_sessions.place_phase
    cross join measures;

-- One row per year or term and school that is open and in scope in another year or term: which of its schools it is
-- there. Of several that became one, the one with the same establishment number is it, else the lowest URN; the
-- others are none of them.
create or replace macro same_schools(
    chosen_academic_year, chosen_period, chosen_other_year, chosen_other_period
) as table
    select
        now_open.urn,
        then_open.urn as other_urn
    from schools_open as then_open
    inner join lineages
        on
            then_open.urn = lineages.urn
            and lineages.academic_year = chosen_academic_year
            and lineages.period = chosen_period
    inner join schools_open as now_open
        on
            lineages.counts_for_urn = now_open.urn
            and now_open.academic_year = chosen_academic_year
            and now_open.period = chosen_period
    inner join schools as now_school on now_open.urn = now_school.urn
    inner join schools as then_school on then_open.urn = then_school.urn
    where then_open.academic_year = chosen_other_year and then_open.period = chosen_other_period
    qualify
        row_number() over (
            partition by now_open.urn
            order by
                then_open.urn = now_open.urn desc,
                coalesce(
                    then_school.la_code = now_school.la_code
                    and then_school.establishment_number = now_school.establishment_number,
                    false
                ) desc,
                then_open.urn asc
        ) = 1;

-- What became of a school between two periods, from whether it counts in each and is reached in it.
create or replace macro move_between(chosen_then, chosen_now) as (
    case
        when chosen_then is null then 'opened'
        when chosen_now is null then 'closed'
        when chosen_now and not chosen_then then 'gained'
        when chosen_then and not chosen_now then 'lost'
        when chosen_now then 'kept'
        else 'neither'
    end
);

-- One row per move, in the order in which moves are shown.
create or replace view moves_between as
from (values ('gained', 1), ('opened', 2), ('lost', 3), ('closed', 4), ('kept', 5), ('neither', 6))
    as moves_between (move, position);

-- One row per school, under its URN of this period where it has one, and phase that it teaches in either period,
-- 'all' being the school as a whole: reached in each, as at the date of each; unknown in the one in which it does not
-- count. In each it counts in the local authority that it has there. By local authority, a school that has gone from
-- one to another is a row of each.
create or replace macro compared_schools(
    chosen_academic_year,
    chosen_period,
    chosen_other_year,
    chosen_other_period,
    chosen_is_by_la,
    chosen_la_codes,
    chosen_rung,
    chosen_strands,
    chosen_schools,
    chosen_light_touch
) as table
    with reach as materialized (
        select
            academic_year,
            period,
            urn,
            la_code,
            case when chosen_is_by_la then la_code else 'all' end as place_la,
            phase,
            rung_level,
            is_reached
        from school_reach(chosen_rung, chosen_strands, chosen_light_touch)
        where
            (
                (academic_year = chosen_academic_year and period = chosen_period)
                or (academic_year = chosen_other_year and period = chosen_other_period)
            )
            and list_contains(chosen_la_codes, la_code)
            and is_counted(attributes, chosen_schools)
    ),

    reach_now as (
        select
            urn,
            la_code,
            place_la,
            phase,
            rung_level,
            is_reached
        from reach
        where academic_year = chosen_academic_year and period = chosen_period
    ),

    reach_then as (
        select
            reach.urn,
            coalesce(same.urn, reach.urn) as school_urn,
            reach.la_code,
            reach.place_la,
            reach.phase,
            reach.rung_level,
            reach.is_reached
        from reach
        left join same_schools(chosen_academic_year, chosen_period, chosen_other_year, chosen_other_period) as same
            on reach.urn = same.other_urn
        where reach.academic_year = chosen_other_year and reach.period = chosen_other_period
    )

    select
        coalesce(reach_now.urn, reach_then.school_urn) as urn,
        reach_then.urn as other_urn,
        coalesce(reach_now.la_code, reach_then.la_code) as la_code,
        coalesce(reach_now.phase, reach_then.phase) as phase,
        reach_then.rung_level as then_level,
        reach_now.rung_level as now_level,
        reach_then.is_reached as is_reached_then,
        reach_now.is_reached as is_reached_now
    from reach_now
    full join reach_then
        on
            reach_now.urn = reach_then.school_urn
            and reach_now.phase = reach_then.phase
            and reach_now.place_la = reach_then.place_la;

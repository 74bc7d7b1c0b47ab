-- Who took part in what, and how far each establishment has come: the two tables that figures are made from.

-- One row per session and year or term that it counts towards: the one that it is in, and any later one of its academic
-- year, as who has completed in a term is judged on the year so far.
create or replace macro sessions_so_far_of(chosen_activities) as table
    select
        sessions.session_id,
        sessions.activity_id,
        sessions.held_on,
        sessions.is_held,
        periods.academic_year,
        periods.period,
        sessions.held_on >= periods.starts_on as is_in_period
    from (
        from sessions
        where is_chosen(chosen_activities, activity_id)
    ) as sessions
    inner join periods as years
        on sessions.held_on between years.starts_on and years.ends_on and years.period = 'year'
    inner join periods on years.academic_year = periods.academic_year and sessions.held_on <= periods.ends_on;

-- One row per activity and year or term: how many of its sessions were held in it, and in its academic year up to its
-- end.
create or replace macro activity_sessions_of(chosen_activities) as table
    select
        activity_id,
        academic_year,
        period,
        count(*) filter (where is_held and is_in_period) as sessions_held,
        count(*) filter (where is_held) as sessions_so_far
    from sessions_so_far_of(chosen_activities)
    group by all;

-- One row per person, activity, year or term, and URN that registers give for the person there. urn is the
-- establishment that this counts for as at the period's date, null where it counts nowhere. expected counts the
-- person's sessions that were held, sessions_held all those of the activity in the period. Of those that were held in
-- the academic year up to the period's end, attended_so_far counts the person's, sessions_so_far all. Marks under all
-- URNs that count for the same establishment decide together who has a row, and who has completed: anybody who
-- attended in the period, and enough of the year's sessions so far. A person has ever come who attended the activity in
-- any year.
create or replace macro computed_participations(chosen_activities := null) as table
    with marks as (
        select
            dated.academic_year,
            dated.period,
            dated.activity_id,
            attendances.attendee,
            attendances.urn as attended_urn,
            count(*) filter (where dated.is_in_period) as marks,
            count(*) filter (where dated.is_held and dated.is_in_period) as expected,
            count(*) filter (where attendances.attendance = 'booked' and dated.is_in_period) as booked,
            count(*) filter (where attendances.attendance = 'attended' and dated.is_in_period) as attended,
            count(*) filter (where attendances.attendance = 'absent' and dated.is_in_period) as absent,
            count(*) filter (where attendances.attendance = 'apologies' and dated.is_in_period) as apologies,
            count(*) filter (where attendances.attendance = 'attended') as attended_so_far,
            -- As decimals, whose sum does not depend on the order in which it is made.
            coalesce(
                sum(attendances.hours::decimal(12, 4)) filter (
                    where attendances.attendance = 'attended' and dated.is_in_period
                ),
                0
            ) as hours,
            max(dated.held_on) filter (where attendances.attendance = 'attended' and dated.is_in_period)
                as last_attended_on
        from (
            from attendances
            where is_chosen(chosen_activities, activity_id)
        ) as attendances
        inner join sessions_so_far_of(chosen_activities) as dated on attendances.session_id = dated.session_id
        group by all
    ),

    came as (
        select distinct
            activity_id,
            attendee
        from attendances
        where attendance = 'attended' and is_chosen(chosen_activities, activity_id)
    )

    select
        marks.academic_year,
        marks.period,
        marks.activity_id,
        activities.programme_code,
        marks.attendee,
        marks.attended_urn,
        lineages.counts_for_urn as urn,
        activity_sessions.sessions_held,
        marks.expected,
        marks.booked,
        marks.attended,
        marks.absent,
        marks.apologies,
        marks.hours,
        marks.last_attended_on,
        (
            sum(marks.attended) over same_school > 0
            and has_completed(sum(marks.attended_so_far) over same_school, activity_sessions.sessions_so_far)
        ) as has_completed,
        came.attendee is not null as has_ever_come,
        marks.attended_so_far,
        activity_sessions.sessions_so_far
    from marks
    inner join activities on marks.activity_id = activities.activity_id
    inner join activity_sessions_of(chosen_activities) as activity_sessions
        on
            marks.activity_id = activity_sessions.activity_id
            and marks.academic_year = activity_sessions.academic_year
            and marks.period = activity_sessions.period
    left join lineages
        on
            marks.attended_urn = lineages.urn
            and marks.academic_year = lineages.academic_year
            and marks.period = lineages.period
    left join came on marks.activity_id = came.activity_id and marks.attendee = came.attendee
    window
        same_school as (
            partition by
                marks.academic_year,
                marks.period,
                marks.activity_id,
                marks.attendee,
                coalesce(lineages.counts_for_urn, -marks.attended_urn)
        )
    qualify sum(marks.marks) over same_school > 0;

-- One row per establishment as at a period's date, year or term in which something happened, and programme. A
-- period is seen as at its own date; whole years are seen as at the dates of all later periods, too, for standing. As
-- at the date of a period up to a day, its year is seen up to that day.
-- What an establishment has depends on the date only by the URNs that count for it then: it is worked out once for
-- each such set of URNs, which hardly ever changes, rather than for each date.
create or replace macro computed_engagement(chosen_urns := null, chosen_academic_years := null) as table
    with urns_at_dates as (
        select
            academic_year as as_at_year,
            period as as_at_period,
            counts_for_urn as urn,
            list(urn order by urn) as urns
        from lineages
        where is_chosen(chosen_urns, counts_for_urn)
        group by all
    ),

    sets_of_urns as (
        select
            urns,
            row_number() over (order by urns) as set_id
        from (select distinct urns from urns_at_dates)
    ),

    members as (
        select
            set_id,
            unnest(urns) as urn
        from sets_of_urns
    ),

    people as (
        select
            members.set_id,
            participations.attendee,
            participations.activity_id,
            participations.programme_code,
            participations.academic_year,
            participations.period,
            participations.sessions_held,
            participations.sessions_so_far,
            sum(participations.booked) as booked,
            sum(participations.attended) as attended,
            sum(participations.attended_so_far) as attended_so_far,
            sum(participations.absent) as absent,
            sum(participations.apologies) as apologies,
            sum(participations.hours) as hours,
            max(participations.last_attended_on) as last_attended_on
        from participations
        inner join members on participations.attended_urn = members.urn
        where is_chosen(chosen_academic_years, participations.academic_year)
        group by all
    ),

    activities_of_sets as (
        select
            set_id,
            academic_year,
            period,
            programme_code,
            activity_id,
            any_value(sessions_held) as sessions_held
        from people
        group by all
    ),

    sessions_of_sets as (
        select
            set_id,
            academic_year,
            period,
            programme_code,
            sum(sessions_held) as sessions_held
        from activities_of_sets
        group by all
    ),

    engagement_of_sets as (
        select
            people.set_id,
            people.academic_year,
            people.period,
            people.programme_code,
            any_value(sessions_of_sets.sessions_held) as sessions_held,
            sum(people.booked) as booked,
            sum(people.attended) as attended,
            sum(people.absent) as absent,
            sum(people.apologies) as apologies,
            count(distinct people.attendee) filter (where people.attended > 0) as people,
            sum(people.hours)::double as hours,
            max(people.last_attended_on) as last_attended_on,
            max(rung_of_person(has_completed(people.attended_so_far, people.sessions_so_far), people.attended))
                as rung_level
        from people
        inner join sessions_of_sets using (set_id, academic_year, period, programme_code)
        group by all
    )

    select
        urns_at_dates.as_at_year,
        urns_at_dates.as_at_period,
        urns_at_dates.urn,
        engagement_of_sets.* exclude (set_id)
    from urns_at_dates
    inner join sets_of_urns on urns_at_dates.urns = sets_of_urns.urns
    inner join engagement_of_sets
        on
            sets_of_urns.set_id = engagement_of_sets.set_id
            and (
                (
                    urns_at_dates.as_at_year = engagement_of_sets.academic_year
                    and urns_at_dates.as_at_period = engagement_of_sets.period
                )
                or (urns_at_dates.as_at_year > engagement_of_sets.academic_year and engagement_of_sets.period = 'year')
                or (
                    urns_at_dates.as_at_year = engagement_of_sets.academic_year
                    and engagement_of_sets.period
                    = case when is_to_date(urns_at_dates.as_at_period) then to_date('year') else 'year' end
                )
            );

-- One row per establishment and programme of one year or term, as at its own date: how far the establishment came.
create or replace macro engagement_in_period(chosen_academic_year, chosen_period) as table
    select
        urn,
        programme_code,
        rung_level
    from engagement
    where
        as_at_year = chosen_academic_year
        and as_at_period = chosen_period
        and academic_year = chosen_academic_year
        and period = chosen_period;

-- One school: what it did under every URN it has had, what it has never tried, and who near it could be its buddy.

-- The URN of the hub that an establishment has today: its own, else that of the school that it has become; its own
-- where none followed it.
create or replace macro urn_today(chosen_urn) as (
    coalesce(
        (
            select today.urn
            from lineages_today
            inner join schools as today on lineages_today.counts_for_urn = today.urn
            where lineages_today.urn = chosen_urn
        ),
        chosen_urn
    )
);

-- The URN that an establishment had in a year or term: it is what the URN counts for there; itself where it counts for
-- none.
create or replace macro urn_in_period(chosen_urn, chosen_academic_year, chosen_period) as (
    coalesce(
        (
            select counts_for_urn
            from lineages_in(chosen_academic_year, chosen_period)
            where urn = chosen_urn
        ),
        chosen_urn
    )
);

-- One row per URN that counts for an establishment as it is today, its own included, as at the last day on which that
-- is seen open: today for an open school. What a school page shows is what these URNs did.
create or replace macro urns_of_school(chosen_urn) as table
    with last_seen as (
        select
            lineages.academic_year as as_at_year,
            lineages.period as as_at_period
        from lineages
        inner join counted_periods
            on lineages.academic_year = counted_periods.academic_year and lineages.period = counted_periods.period
        where lineages.urn = urn_today(chosen_urn) and lineages.counts_for_urn = lineages.urn
        order by counted_periods.as_at desc, lineages.academic_year desc, lineages.period = 'year' desc
        limit 1
    )

    select
        lineages.urn,
        last_seen.as_at_year,
        last_seen.as_at_period
    from lineages
    inner join last_seen
        on lineages.academic_year = last_seen.as_at_year and lineages.period = last_seen.as_at_period
    where lineages.counts_for_urn = urn_today(chosen_urn);

-- One row per mark of a person of the school on the register of a session, in any year.
create or replace macro marks_of_school(chosen_urn) as table
    select
        periods.academic_year,
        facts.session_id,
        facts.activity_id,
        facts.programme_code,
        facts.activity,
        facts.held_on,
        facts.session_number,
        facts.attendee,
        facts.attendance,
        -- As decimals, whose sum does not depend on the order in which it is made.
        case when facts.attendance = 'attended' then coalesce(facts.hours::decimal(12, 4), 0) else 0 end as hours
    from urns_of_school(chosen_urn) as own
    inner join attendance_facts as facts on own.urn = facts.urn
    inner join periods on facts.held_on between periods.starts_on and periods.ends_on and periods.period = 'year';

-- One row per session to which the school brought pupils, in any year.
create or replace macro pupils_of_school(chosen_urn) as table
    select
        pupil_counts.session_id,
        sum(pupil_counts.pupils) as pupils
    from urns_of_school(chosen_urn) as own
    inner join pupil_counts on own.urn = pupil_counts.urn
    group by all;

-- One row per academic year and programme in which anything is recorded of the school: engagement, over all its URNs.
create or replace macro engagement_of_school(chosen_urn) as table
    select engagement.*
    from engagement
    inner join (
        select distinct
            as_at_year,
            as_at_period
        from urns_of_school(chosen_urn)
    ) as last_seen
        on engagement.as_at_year = last_seen.as_at_year and engagement.as_at_period = last_seen.as_at_period
    where engagement.urn = urn_today(chosen_urn) and engagement.period = 'year';

-- One row per school as it is today, academic year and programme: engagement as at the date of the establishment
-- register.
create or replace view engagement_today as
select engagement.*
from engagement
where
    engagement.as_at_year = (select academic_year from last_counted_years)
    and engagement.as_at_period = 'year'
    and engagement.period = 'year';

-- One row per school open and in scope as at the date of the establishment register.
create or replace view schools_today as
select
    schools_open.urn,
    schools_open.name,
    schools_open.la_code,
    schools_open.attributes,
    schools_open.pupils,
    nullif(schools.easting, 0) as easting,
    nullif(schools.northing, 0) as northing
from schools_open
inner join schools on schools_open.urn = schools.urn
where
    schools_open.academic_year = (select academic_year from last_counted_years)
    and schools_open.period = 'year';

-- The way between two schools as the crow flies, in km, by the National Grid; unknown where either has no place on it.
create or replace macro distance_km(chosen_easting, chosen_northing, chosen_other_easting, chosen_other_northing) as (
    sqrt(pow(chosen_easting - chosen_other_easting, 2) + pow(chosen_northing - chosen_other_northing, 2)) / 1000
);

-- One row per programme that a school could still try: it is for a phase that the school teaches, is no light-touch
-- one, and nobody from the school has ever attended it. Of a journey, it is the stage after the latest that the school
-- has attended.
create or replace macro programmes_to_try(chosen_urn) as table
    with attended as (
        select
            engaged.programme_code,
            journey_stages.journey,
            journey_stages.stage
        from engagement_of_school(chosen_urn) as engaged
        left join journey_stages on engaged.programme_code = journey_stages.programme_code
        where engaged.rung_level >= rung_level('attended')
    ),

    highest_stages as (
        select
            journey,
            max(stage) as stage
        from attended
        group by all
    )

    select
        programmes.programme_code,
        programmes.programme_name,
        programmes.strand,
        string_agg(phases.phase, '; ' order by phases.position asc) as phases
    from school_phases
    inner join phases on school_phases.phase = phases.phase
    inner join programmes on list_contains(programmes.phases, phases.phase) and not programmes.is_light_touch
    left join journey_stages on programmes.programme_code = journey_stages.programme_code
    left join highest_stages on journey_stages.journey = highest_stages.journey
    where
        school_phases.urn = urn_today(chosen_urn)
        and programmes.programme_code not in (select attended.programme_code from attended)
        and coalesce(highest_stages.stage < journey_stages.stage, true)
        and why_not_stage(journey_stages.stage, journey_stages.stage_before, highest_stages.stage) is null
    group by all;

-- One row per school open and in scope today and programme that it sustains: somebody from it attended the programme
-- in the chosen academic year and in the one before, or completed it in either.
create or replace macro programmes_sustained(chosen_academic_year) as table
    select
        engagement_today.urn,
        engagement_today.programme_code,
        max(engagement_today.last_attended_on) as last_attended_on,
        count(*) = 2 as is_in_both_years,
        max(engagement_today.rung_level) = rung_level('completed') as is_completed
    from engagement_today
    inner join schools_today on engagement_today.urn = schools_today.urn
    where
        engagement_today.academic_year in (chosen_academic_year, academic_year_before(chosen_academic_year))
        and engagement_today.rung_level >= rung_level('attended')
    group by all
    having count(*) = 2 or max(engagement_today.rung_level) = rung_level('completed');

-- One row per programme that a school could still try, and other school that could be a buddy for it: it sustains the
-- programme, and both teach a phase that the programme is for. They may be of any local authority of the hub.
create or replace macro buddies(chosen_urn, chosen_academic_year, chosen_strands, chosen_schools) as table
    select distinct
        to_try.programme_code,
        to_try.programme_name,
        there.urn,
        there.name,
        there.la_code,
        there.pupils,
        sustained.last_attended_on,
        distance_km(
            nullif(here.easting, 0), nullif(here.northing, 0), there.easting, there.northing
        ) as distance_km,
        here.la_code = there.la_code as is_same_la
    from programmes_to_try(chosen_urn) as to_try
    inner join programmes_sustained(chosen_academic_year) as sustained
        on to_try.programme_code = sustained.programme_code and sustained.urn <> urn_today(chosen_urn)
    inner join schools_today as there on sustained.urn = there.urn and is_counted(there.attributes, chosen_schools)
    inner join school_phases as taught_there
        on there.urn = taught_there.urn and contains(to_try.phases, taught_there.phase)
    inner join schools as here on here.urn = urn_today(chosen_urn)
    where list_contains(chosen_strands, to_try.strand);

-- One row per establishment from which somebody attended in a year or term, as at its own date: the programmes of the
-- chosen strands.
create or replace macro programmes_attended_in(
    chosen_academic_year, chosen_period, chosen_strands, chosen_light_touch
) as table
    select
        urn,
        string_agg(distinct programme_name, '; ' order by programme_name asc) as programmes
    from engagement_by_programme
    where
        as_at_year = chosen_academic_year
        and as_at_period = chosen_period
        and academic_year = chosen_academic_year
        and period = chosen_period
        and attended > 0
        and list_contains(chosen_strands, strand)
        and (chosen_light_touch or not is_light_touch)
    group by all;

-- Targets against what stands: of which schools each is, how many it asks for, and how many are reached week by week.

-- How many schools a target asks for: its number, or its share of the schools, rounded up to a whole school.
create or replace macro schools_aimed_at(chosen_share, chosen_number, chosen_schools) as (
    -- A share such as 0.6 is not exact: rounded first, so that 60% of 515 is 309 and not 310.
    coalesce(chosen_number, ceil(round(chosen_share * chosen_schools, 6)))::integer
);

-- How many schools a target still needs; unknown where there is no target.
create or replace macro schools_still_needed(chosen_aimed_at, chosen_reached) as (
    -- `greatest` passes over what is unknown, so it is asked for first.
    case when chosen_aimed_at is not null then greatest(chosen_aimed_at - chosen_reached, 0) end
);

-- Is a target for a part of what is chosen? One for all of them (null) is when all are chosen.
create or replace macro is_target_shown(
    chosen_la_code, chosen_phase, chosen_strand, chosen_la_codes, chosen_phases, chosen_strands
) as (
    coalesce(list_contains(chosen_la_codes, chosen_la_code), len(chosen_la_codes) = (
        select count(*)
        from local_authorities
    ))
    and coalesce(list_contains(chosen_phases, chosen_phase), list_contains(chosen_phases, 'all'))
    and coalesce(list_contains(chosen_strands, chosen_strand), len(chosen_strands) = (
        select count(*)
        from strands
    ))
);

-- Is a target for exactly the chosen schools: all of the hub's, or those of one local authority or phase?
create or replace macro is_target_of_chosen_schools(
    chosen_la_code, chosen_phase, chosen_la_codes, chosen_phases
) as (
    case
        when len(chosen_la_codes) = (select count(*) from local_authorities) then chosen_la_code is null
        else chosen_la_codes = [chosen_la_code]
    end
    and case
        when list_contains(chosen_phases, 'all') then chosen_phase is null
        else chosen_phases = [chosen_phase]
    end
);

-- One row per programme: its name, with its code where a phase, a local authority or another programme has the same.
create or replace view programme_labels as
select
    programme_code,
    case
        when
            count(*) over (partition by lower(programme_name)) > 1
            or lower(programme_name) in (select phase from phases)
            or lower(programme_name) in (select lower(la_name) from local_authorities)
            then programme_name || ' (' || programme_code || ')'
        else programme_name
    end as label
from programmes;

-- One row per target, with what it is for in words, which no other of its year has, and its place in lists: the hub as
-- a whole, phases, local authorities, both, strands, programmes. for_strand is also that of its programme.
-- not_in_settings names what it is for and hub.toml does not know, such as a strand whose code was changed there.
create or replace view named_targets as
select
    targets.*,
    coalesce(targets.strand, programmes.strand) as for_strand,
    las.la_name,
    strands.strand_name,
    programmes.programme_name,
    coalesce(
        nullif(concat_ws(
            ', ',
            coalesce(programme_labels.label, 'Programme: ' || targets.programme_code),
            'Strand: ' || coalesce(strands.strand_name, targets.strand),
            upper(left(targets.phase, 1)) || substr(targets.phase, 2),
            coalesce(las.la_name, 'Local authority: ' || targets.la_code)
        ), ''),
        'Whole hub'
    ) as target,
    nullif(concat_ws(
        ', ',
        case when strands.strand is null then 'strand “' || targets.strand || '”' end,
        case when programmes.programme_code is null then 'programme “' || targets.programme_code || '”' end,
        case when las.la_code is null then 'local authority “' || targets.la_code || '”' end
    ), '') as not_in_settings,
    row_number() over (
        order by
            targets.academic_year desc,
            programmes.programme_code is not null asc,
            strands.position asc nulls first,
            targets.la_code is not null and targets.phase is not null asc,
            las.position asc nulls first,
            phases.position asc nulls first,
            programmes.programme_name asc,
            not_in_settings asc nulls first,
            targets.programme_code asc
    ) as target_position
from all_targets as targets
left join programmes on targets.programme_code = programmes.programme_code
left join strands on targets.strand = strands.strand
left join local_authorities as las on targets.la_code = las.la_code
left join phases on targets.phase = phases.phase
left join programme_labels on targets.programme_code = programme_labels.programme_code;

-- One row per target that hub.toml does not know what it is for. It counts nowhere.
create or replace view targets_not_known as
select
    academic_year,
    target,
    not_in_settings
from named_targets
where not_in_settings is not null;

-- One row per target of the chosen year, and one named '' for the hub as a whole, and phase in which its schools are
-- looked at: its own; else, for a programme, the phases that the programme is for; else 'all', the school as a whole.
create or replace macro target_scopes(chosen_year) as table
    select
        targets.target,
        targets.la_code,
        targets.strand,
        targets.programme_code,
        unnest(case
            when targets.phase is not null then [targets.phase]
            else coalesce(programmes.phases, ['all'])
        end) as counted_phase
    from named_targets as targets
    left join programmes on targets.programme_code = programmes.programme_code
    where targets.academic_year = chosen_year and targets.not_in_settings is null
    union all
    select
        '' as target,
        null as la_code,
        null as strand,
        null as programme_code,
        'all' as counted_phase;

-- Does what a school does with a programme count for a scope? Light touch counts where it is chosen, or is the scope's.
create or replace macro is_for_scope(
    chosen_scope_strand,
    chosen_scope_programme,
    chosen_strand,
    chosen_programme,
    chosen_is_light_touch,
    chosen_light_touch
) as (
    (chosen_scope_strand is null or chosen_scope_strand = chosen_strand)
    and (chosen_scope_programme is null or chosen_scope_programme = chosen_programme)
    and (
        chosen_light_touch
        or not chosen_is_light_touch
        or coalesce(chosen_scope_programme = chosen_programme, false)
    )
);

-- One row per target of the chosen year, and one named '' for the hub as a whole, school that it is of, and year: the
-- chosen one and the five before it. A school counts that is open and in scope as at the year's date, in the target's
-- local authority, and teaches its phase; for a programme without a phase, one that the programme is for.
create or replace macro target_schools(chosen_year, chosen_schools) as table
    select distinct
        scopes.target,
        schools_open.academic_year,
        schools_open.urn
    from schools_open
    inner join school_phases on schools_open.urn = school_phases.urn
    inner join target_scopes(chosen_year) as scopes
        on
            school_phases.phase = scopes.counted_phase
            and (scopes.la_code is null or schools_open.la_code = scopes.la_code)
    where
        schools_open.period = 'year'
        and is_counted(schools_open.attributes, chosen_schools)
        and left(schools_open.academic_year, 4)::integer
        between left(chosen_year, 4)::integer - 5 and left(chosen_year, 4)::integer;

-- One row per target of the chosen year, and '' for the hub: its schools in a period of the chosen year or another one,
-- as at that period's date, and those of them that were reached in it.
create or replace macro target_reach_in(
    chosen_year, chosen_other_year, chosen_period, chosen_rung, chosen_light_touch, chosen_schools
) as table
    with counted as (
        select
            scopes.*,
            schools_open.urn
        from target_scopes(chosen_year) as scopes
        inner join school_phases on scopes.counted_phase = school_phases.phase
        inner join schools_open
            on
                school_phases.urn = schools_open.urn
                and (scopes.la_code is null or scopes.la_code = schools_open.la_code)
        where
            schools_open.academic_year = chosen_other_year
            and schools_open.period = chosen_period
            and is_counted(schools_open.attributes, chosen_schools)
    ),

    engaged as (
        select
            urn,
            phase,
            strand,
            programme_code,
            is_light_touch
        from engagement_by_phase
        where
            as_at_year = chosen_other_year
            and academic_year = chosen_other_year
            and as_at_period = chosen_period
            and period = chosen_period
            and rung_level >= rung_level(chosen_rung)
    ),

    -- By itself, so that the join below is one of equal values: with conditions of another kind it compares each school
    -- with each.
    reached as (
        select distinct
            scopes.target,
            scopes.counted_phase,
            engaged.urn
        from engaged
        inner join target_scopes(chosen_year) as scopes
            on
                engaged.phase = scopes.counted_phase
                and is_for_scope(
                    scopes.strand,
                    scopes.programme_code,
                    engaged.strand,
                    engaged.programme_code,
                    engaged.is_light_touch,
                    chosen_light_touch
                )
    )

    select
        counted.target,
        count(distinct counted.urn) as schools,
        count(distinct reached.urn) as reached
    from counted
    left join reached
        on
            counted.target = reached.target
            and counted.counted_phase = reached.counted_phase
            and counted.urn = reached.urn
    group by all;

-- One row per academic year, establishment (as at the year's date) and programme that someone from it is booked for, on
-- a session that is still to come, as a span of weeks like those of rung_weeks.
create or replace view bookings_to_come as
select distinct
    marks.academic_year,
    marks.urn,
    marks.programme_code,
    1::tinyint as from_week,
    52::tinyint as until_week
from counted_marks as marks
inner join recorded_days on marks.held_on > recorded_days.last_day
where marks.attendance = 'booked';

-- One row per target of the chosen year, school, year and span of weeks at whose ends it was reached for it: with a
-- programme of the target's, in a phase that both are for. Light touch counts where it is chosen, or is the target's.
-- The chosen rung may be 'booked', too: schools booked on sessions that are still to come.
create or replace macro target_spans(chosen_year, chosen_rung, chosen_light_touch, chosen_schools) as table
    with rung_spans as (
        select * exclude (rung_level)
        from rung_weeks
        where rung_level = rung_level(chosen_rung)
        union all
        select *
        from bookings_to_come
        where chosen_rung = 'booked'
    )

    select distinct
        scopes.target,
        schools_open.academic_year,
        schools_open.urn,
        rung_spans.from_week,
        rung_spans.until_week
    from rung_spans
    inner join programmes on rung_spans.programme_code = programmes.programme_code
    inner join programme_phases on programmes.programme_code = programme_phases.programme_code
    inner join target_scopes(chosen_year) as scopes
        on
            programme_phases.phase = scopes.counted_phase
            and is_for_scope(
                scopes.strand,
                scopes.programme_code,
                programmes.strand,
                programmes.programme_code,
                programmes.is_light_touch,
                chosen_light_touch
            )
    inner join school_phases
        on rung_spans.urn = school_phases.urn and scopes.counted_phase = school_phases.phase
    inner join schools_open
        on
            rung_spans.urn = schools_open.urn
            and rung_spans.academic_year = schools_open.academic_year
            and schools_open.period = 'year'
            and (scopes.la_code is null or scopes.la_code = schools_open.la_code)
            and is_counted(schools_open.attributes, chosen_schools)
    where
        left(rung_spans.academic_year, 4)::integer
        between left(chosen_year, 4)::integer - 5 and left(chosen_year, 4)::integer;

-- One row per target of the chosen year, and '' for the hub, year and chosen week: schools, and those of them that were
-- reached at the end of the week. The last week's end is the year's: what is known of it today.
create or replace macro target_reach(
    chosen_year, chosen_weeks, chosen_rung, chosen_light_touch, chosen_schools
) as table
    with reached as (
        select
            spans.target,
            spans.academic_year,
            weeks.week,
            count(distinct spans.urn) as reached
        from target_spans(chosen_year, chosen_rung, chosen_light_touch, chosen_schools) as spans
        inner join (select unnest(chosen_weeks) as week) as weeks
            on weeks.week between spans.from_week and spans.until_week
        group by all
    ),

    schools as (
        select
            scopes.target,
            years.academic_year,
            count(target_schools.urn) as schools
        from (select distinct target from target_scopes(chosen_year)) as scopes
        cross join (
            select distinct academic_year
            from periods
            where
                left(academic_year, 4)::integer
                between left(chosen_year, 4)::integer - 5 and left(chosen_year, 4)::integer
        ) as years
        left join target_schools(chosen_year, chosen_schools) as target_schools
            on scopes.target = target_schools.target and years.academic_year = target_schools.academic_year
        group by all
    )

    select
        schools.target,
        schools.academic_year,
        weeks.week,
        schools.schools,
        coalesce(reached.reached, 0) as reached
    from schools
    cross join (select unnest(chosen_weeks) as week) as weeks
    left join reached
        on
            schools.target = reached.target
            and schools.academic_year = reached.academic_year
            and weeks.week = reached.week;

-- One row per target of the chosen year, and '' for the hub, that has such schools: how many of its schools are not yet
-- reached this year and are booked on sessions still to come.
create or replace macro target_bookings(chosen_year, chosen_rung, chosen_light_touch, chosen_schools) as table
    select
        booked.target,
        count(distinct booked.urn) as schools_booked
    from target_spans(chosen_year, 'booked', chosen_light_touch, chosen_schools) as booked
    anti join target_spans(chosen_year, chosen_rung, chosen_light_touch, chosen_schools) as reached
        on
            booked.target = reached.target
            and booked.academic_year = reached.academic_year
            and booked.urn = reached.urn
            and reached.until_week = 52
    where booked.academic_year = chosen_year
    group by all;

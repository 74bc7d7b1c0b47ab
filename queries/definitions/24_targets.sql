-- Targets against what stands: of which schools each is, how many it asks for, and how many are reached week by week.

-- How many schools a target asks for: its number, or its share of the schools, rounded up to a whole school.
create or replace macro schools_aimed_at(chosen_share, chosen_number, chosen_schools) as (
    -- A share such as 0.6 is not exact: rounded first, so that 60 % of 515 is 309 and not 310.
    coalesce(chosen_number, ceil(round(chosen_share * chosen_schools, 6)))::integer
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
            programme_labels.label,
            'Strand: ' || coalesce(strands.strand_name, targets.strand),
            upper(left(targets.phase, 1)) || substr(targets.phase, 2),
            las.la_name
        ), ''),
        'Whole hub'
    ) as target,
    row_number() over (
        order by
            targets.academic_year desc,
            programmes.programme_code is not null asc,
            strands.position asc nulls first,
            targets.la_code is not null and targets.phase is not null asc,
            las.position asc nulls first,
            phases.position asc nulls first,
            programmes.programme_name asc,
            targets.programme_code asc
    ) as target_position
from all_targets as targets
left join programmes on targets.programme_code = programmes.programme_code
left join strands on targets.strand = strands.strand
left join local_authorities as las on targets.la_code = las.la_code
left join phases on targets.phase = phases.phase
left join programme_labels on targets.programme_code = programme_labels.programme_code;

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
    where targets.academic_year = chosen_year
    union all
    select
        '' as target,
        null as la_code,
        null as strand,
        null as programme_code,
        'all' as counted_phase;

-- One row per target of the chosen year, and one named '' for the hub as a whole, school that it is of, and year: the
-- chosen one and the five before it. A school counts that is open and in scope as at the year's date, in the target's
-- local authority, and teaches its phase; for a programme without a phase, one that the programme is for.
create or replace macro target_schools(chosen_year, chosen_independent) as table
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
        and (chosen_independent or not schools_open.is_independent)
        and left(schools_open.academic_year, 4)::integer
        between left(chosen_year, 4)::integer - 5 and left(chosen_year, 4)::integer;

-- One row per target of the chosen year, school, year and span of weeks at whose ends it was reached for it: with a
-- programme of the target's, in a phase that both are for. Light touch counts where it is chosen, or is the target's.
create or replace macro target_spans(chosen_year, chosen_rung, chosen_light_touch, chosen_independent) as table
    select distinct
        scopes.target,
        schools_open.academic_year,
        schools_open.urn,
        rung_weeks.from_week,
        rung_weeks.until_week
    from rung_weeks
    inner join programmes on rung_weeks.programme_code = programmes.programme_code
    inner join programme_phases on programmes.programme_code = programme_phases.programme_code
    inner join target_scopes(chosen_year) as scopes
        on
            programme_phases.phase = scopes.counted_phase
            and (scopes.strand is null or programmes.strand = scopes.strand)
            and (scopes.programme_code is null or programmes.programme_code = scopes.programme_code)
            and (
                chosen_light_touch
                or not programmes.is_light_touch
                or coalesce(programmes.programme_code = scopes.programme_code, false)
            )
    inner join school_phases
        on rung_weeks.urn = school_phases.urn and scopes.counted_phase = school_phases.phase
    inner join schools_open
        on
            rung_weeks.urn = schools_open.urn
            and rung_weeks.academic_year = schools_open.academic_year
            and schools_open.period = 'year'
            and (scopes.la_code is null or scopes.la_code = schools_open.la_code)
            and (chosen_independent or not schools_open.is_independent)
    where
        rung_weeks.rung_level = rung_level(chosen_rung)
        and left(rung_weeks.academic_year, 4)::integer
        between left(chosen_year, 4)::integer - 5 and left(chosen_year, 4)::integer;

-- One row per target of the chosen year, and '' for the hub, year and chosen week: schools, those of them that were
-- reached at the end of the week, and those that were and still are at the year's end. The last week's end is the
-- year's: what is known of it today.
create or replace macro target_reach(
    chosen_year, chosen_weeks, chosen_rung, chosen_light_touch, chosen_independent
) as table
    with spans as (
        select
            *,
            max(until_week) over (partition by target, academic_year, urn) = 52 as is_reached_at_the_end
        from target_spans(chosen_year, chosen_rung, chosen_light_touch, chosen_independent)
    ),

    reached as (
        select
            spans.target,
            spans.academic_year,
            weeks.week,
            count(distinct spans.urn) as reached,
            count(distinct spans.urn) filter (where spans.is_reached_at_the_end) as reached_to_the_end
        from spans
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
        left join target_schools(chosen_year, chosen_independent) as target_schools
            on scopes.target = target_schools.target and years.academic_year = target_schools.academic_year
        group by all
    )

    select
        schools.target,
        schools.academic_year,
        weeks.week,
        schools.schools,
        coalesce(reached.reached, 0) as reached,
        coalesce(reached.reached_to_the_end, 0) as reached_to_the_end
    from schools
    cross join (select unnest(chosen_weeks) as week) as weeks
    left join reached
        on
            schools.target = reached.target
            and schools.academic_year = reached.academic_year
            and weeks.week = reached.week;

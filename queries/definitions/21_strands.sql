-- The strands of work: what was done in each, targets for them, school-to-school support, leaders, pupils.

-- One row per head count of pupils of a session in the period, of those who came or of those expected, for the school
-- that it counts for, open and in scope and of the chosen local authorities. Of the school's phases, counted_phases has
-- those chosen ones that the programme is for; 'all' is one of them where no phase was chosen.
create or replace macro pupils_of_strands(
    chosen_academic_year,
    chosen_period,
    chosen_la_codes,
    chosen_phases,
    chosen_strands,
    chosen_schools,
    chosen_light_touch
) as table
    select
        programmes.strand,
        sessions.activity_id,
        sessions.session_id,
        schools_open.urn,
        schools_open.name,
        schools_open.la_code,
        list(school_phases.phase) as counted_phases,
        pupil_counts.is_expected,
        any_value(pupil_counts.pupils) as pupils
    from (
        select
            session_id,
            urn,
            pupils,
            false as is_expected
        from pupil_counts
        union all
        select
            session_id,
            urn,
            pupils,
            true as is_expected
        from expected_pupils
    ) as pupil_counts
    inner join sessions on pupil_counts.session_id = sessions.session_id
    inner join periods
        on
            sessions.held_on between periods.starts_on and periods.ends_on
            and periods.academic_year = chosen_academic_year
            and periods.period = chosen_period
    inner join activities on sessions.activity_id = activities.activity_id
    inner join programmes on activities.programme_code = programmes.programme_code
    inner join lineages
        on
            pupil_counts.urn = lineages.urn
            and lineages.academic_year = chosen_academic_year
            and lineages.period = chosen_period
    inner join schools_open
        on
            lineages.counts_for_urn = schools_open.urn
            and schools_open.academic_year = chosen_academic_year
            and schools_open.period = chosen_period
    inner join school_phases on schools_open.urn = school_phases.urn
    inner join programme_phases
        on programmes.programme_code = programme_phases.programme_code and school_phases.phase = programme_phases.phase
    where
        list_contains(chosen_la_codes, schools_open.la_code)
        and list_contains(chosen_phases, school_phases.phase)
        and list_contains(chosen_strands, programmes.strand)
        and is_counted(schools_open.attributes, chosen_schools)
        and (chosen_light_touch or not programmes.is_light_touch)
    -- By the URN that brought them, too: two of one school may have brought pupils to one session.
    group by
        programmes.strand,
        sessions.activity_id,
        sessions.session_id,
        pupil_counts.urn,
        pupil_counts.is_expected,
        schools_open.urn,
        schools_open.name,
        schools_open.la_code;

-- One row per support that began in the year or term, between the schools that the two count for in it. A school that
-- is not open and in scope there is 'elsewhere'. The strand is its programme's, else CPD's, else the hub's first.
create or replace macro supports_in_period(chosen_academic_year, chosen_period) as table
    with schools_here as (
        select
            lineages.urn as any_urn,
            schools_open.urn,
            schools_open.la_code,
            schools_open.attributes
        from lineages
        inner join schools_open
            on
                lineages.counts_for_urn = schools_open.urn
                and lineages.academic_year = schools_open.academic_year
                and lineages.period = schools_open.period
        where lineages.academic_year = chosen_academic_year and lineages.period = chosen_period
    )

    select
        concat_ws('|', supports.supporting_urn, supports.supported_urn, supports.started_on, lower(supports.focus))
            as support_id,
        coalesce(giving.urn, supports.supporting_urn) as supporting_urn,
        coalesce(taking.urn, supports.supported_urn) as supported_urn,
        coalesce(giving.la_code, 'elsewhere') as supporting_la_code,
        coalesce(taking.la_code, 'elsewhere') as supported_la_code,
        giving.attributes as supporting_attributes,
        taking.attributes as supported_attributes,
        supports.days::decimal(12, 4) as days,
        supports.focus,
        coalesce(programmes.strand, strands_with_role(['cpd'])[1], (select arg_min(strand, position) from strands))
            as strand
    from periods
    inner join supports on supports.started_on between periods.starts_on and periods.ends_on
    left join programmes on supports.programme_code = programmes.programme_code
    left join schools_here as giving on supports.supporting_urn = giving.any_urn
    left join schools_here as taking on supports.supported_urn = taking.any_urn
    where periods.academic_year = chosen_academic_year and periods.period = chosen_period;

-- One row per group that the schools of support_sides are put into: local authorities or phases.
create or replace macro support_groups(chosen_breakdown, chosen_la_codes, chosen_phases) as table
    select
        phase as group_code,
        phase as support_group,
        position
    from phases
    where chosen_breakdown = 'phase' and list_contains(chosen_phases, phase)
    union all
    select
        la_code as group_code,
        la_name as support_group,
        position
    from local_authorities
    where chosen_breakdown is distinct from 'phase' and list_contains(chosen_la_codes, la_code);

-- One row per support, side of it (given or received) whose school is one of the chosen ones, and group of that school:
-- its local authority, or each of its chosen phases. Chosen schools are open and in scope, of a chosen local authority,
-- and teach a chosen phase.
create or replace macro support_sides(
    chosen_breakdown, chosen_academic_year, chosen_period, chosen_la_codes, chosen_phases, chosen_schools
) as table
    with schools_of_phases as (
        select distinct urn
        from school_phases
        where list_contains(chosen_phases, phase)
    ),

    sides as (
        select
            support_id,
            'given' as direction,
            supporting_urn as urn,
            supporting_la_code as la_code,
            supporting_attributes as attributes,
            supported_urn as other_urn,
            supporting_la_code,
            supported_la_code,
            days,
            focus,
            strand
        from supports_in_period(chosen_academic_year, chosen_period)
        union all
        select
            support_id,
            'received' as direction,
            supported_urn as urn,
            supported_la_code as la_code,
            supported_attributes as attributes,
            supporting_urn as other_urn,
            supporting_la_code,
            supported_la_code,
            days,
            focus,
            strand
        from supports_in_period(chosen_academic_year, chosen_period)
    )

    select
        sides.*,
        support_groups.support_group
    from sides
    inner join school_phases on sides.urn = school_phases.urn
    inner join support_groups(chosen_breakdown, chosen_la_codes, chosen_phases) as support_groups
        on
            case when chosen_breakdown = 'phase' then school_phases.phase else sides.la_code end
            = support_groups.group_code
    where
        list_contains(chosen_la_codes, sides.la_code)
        and is_counted(sides.attributes, chosen_schools)
        and sides.urn in (select urn from schools_of_phases)
        and (school_phases.phase = 'all') = (chosen_breakdown is distinct from 'phase');

-- One row per local authority under its name as a place that support comes from or goes to, and one for elsewhere, in
-- the order in which they are shown.
create or replace view support_places as
select
    la_code,
    la_name as place,
    position
from local_authorities
union all
select
    'elsewhere' as la_code,
    'Elsewhere' as place,
    (select max(position) + 1 from local_authorities) as position;

-- One row per year or term, school open and in scope, and phase that it teaches and a leadership programme is for,
-- 'all' being the school as a whole: has it a leader trained? Somebody came, on the chosen rung, to a leadership
-- programme for that phase, in the academic year or any before it.
create or replace macro schools_with_leaders(chosen_rung, chosen_light_touch) as table
    select
        academic_year,
        period,
        urn,
        la_code,
        attributes,
        phase,
        is_reached_this_year,
        is_reached_this_year or is_reached_last_year or is_reached_earlier as has_leader
    from school_history(chosen_rung, strands_with_role(['leadership']), chosen_light_touch)
    where
        phase in (
            select programme_phases.phase
            from programme_phases
            inner join programmes on programme_phases.programme_code = programmes.programme_code
            inner join strands on programmes.strand = strands.strand
            where strands.role = 'leadership' and (chosen_light_touch or not programmes.is_light_touch)
        );

-- Reach, standing and disadvantage, school by school.

-- The codes of the strands that have one of some roles: of each role there is one at most. Queries know a strand by its
-- role, as codes are the hub's own.
create or replace macro strands_with_role(chosen_roles) as (
    (
        select coalesce(list(strand), [])
        from strands
        where list_contains(chosen_roles, role)
    )
);

-- One row per establishment, period and programme, with the programme's strand, phases and weight.
create or replace view engagement_by_programme as
select
    engagement.*,
    programmes.programme_name,
    programmes.strand,
    programmes.phases,
    programmes.is_light_touch
from engagement
inner join programmes on engagement.programme_code = programmes.programme_code;

-- One row per establishment as at a period's date that attended programmes of the chosen strands by the period's end:
-- the last day, the programme of it, and all programmes. Of each part of a year participations have the last day, so
-- that those up to the end are enough.
create or replace macro last_attended(
    chosen_academic_year, chosen_period, chosen_strands, chosen_light_touch
) as table
    select
        lineages.counts_for_urn as urn,
        max(participations.last_attended_on) as last_attended_on,
        arg_max(
            programmes.programme_name, (participations.last_attended_on, programmes.programme_name)
        ) as last_programme,
        string_agg(distinct programmes.programme_name, '; ' order by programmes.programme_name asc) as programmes
    from participations
    inner join programmes on participations.programme_code = programmes.programme_code
    inner join periods
        on periods.academic_year = chosen_academic_year and periods.period = chosen_period
    inner join lineages_in(chosen_academic_year, chosen_period) as lineages
        on participations.attended_urn = lineages.urn
    where
        participations.last_attended_on <= periods.ends_on
        and list_contains(chosen_strands, programmes.strand)
        and (chosen_light_touch or not programmes.is_light_touch)
    group by all;

-- One row per programme and phase it is for, and one of phase 'all', as every programme is for a school as a whole.
create or replace view programme_phases as
select
    programme_code,
    unnest(list_append(phases, 'all')) as phase
from programmes;

-- One row per establishment, period, programme and phase that the programme is for, 'all' included.
create or replace view engagement_by_phase as
select
    engagement.*,
    programmes.strand,
    programmes.is_light_touch,
    programme_phases.phase
from engagement
inner join programmes on engagement.programme_code = programmes.programme_code
inner join programme_phases on engagement.programme_code = programme_phases.programme_code;

-- One row per group that a breakdown counts schools in, in the order in which groups are shown: local authorities for
-- 'la', phases for 'phase', else one group 'all' of all of them.
create or replace macro place_groups(chosen_breakdown) as table
    select
        la_code as group_code,
        la_name as group_name,
        position
    from local_authorities
    where chosen_breakdown = 'la'
    union all
    select
        phase as group_code,
        phase as group_name,
        position
    from phases
    where chosen_breakdown = 'phase'
    union all
    select
        'all' as group_code,
        'all' as group_name,
        0 as position
    where chosen_breakdown is null or chosen_breakdown not in ('la', 'phase');

-- The group of place_groups that a school counts in with what it did in one phase; in none as a whole, where groups
-- are phases.
create or replace macro place_group(chosen_breakdown, chosen_la_code, chosen_phase) as (
    case chosen_breakdown when 'la' then chosen_la_code when 'phase' then nullif(chosen_phase, 'all') else 'all' end
);

-- One row per year or term, school open and in scope, and phase it teaches, 'all' being the school as a whole: the
-- highest rung it came to in that period with programmes of the chosen strands. In a phase, only programmes for
-- that phase count.
create or replace macro school_rungs(chosen_strands, chosen_light_touch) as table
    select
        schools_open.academic_year,
        schools_open.period,
        schools_open.as_at,
        schools_open.urn,
        schools_open.la_code,
        schools_open.attributes,
        school_phases.phase,
        coalesce(max(engaged.rung_level), 0) as rung_level
    from schools_open
    inner join school_phases on schools_open.urn = school_phases.urn
    left join engagement_by_phase as engaged
        on
            schools_open.urn = engaged.urn
            and school_phases.phase = engaged.phase
            and schools_open.academic_year = engaged.as_at_year
            and schools_open.period = engaged.as_at_period
            and schools_open.academic_year = engaged.academic_year
            and schools_open.period = engaged.period
            and list_contains(chosen_strands, engaged.strand)
            and (chosen_light_touch or not engaged.is_light_touch)
    group by all;

-- One row per establishment and phase, 'all' being the school as a whole, from which somebody attended in a year or
-- term an activity that can be completed: in a phase, one of a programme for it.
create or replace macro schools_that_can_complete(
    chosen_academic_year, chosen_period, chosen_strands, chosen_light_touch
) as table
    select distinct
        participations.urn,
        programme_phases.phase
    from participations
    inner join programmes on participations.programme_code = programmes.programme_code
    inner join programme_phases on participations.programme_code = programme_phases.programme_code
    where
        participations.academic_year = chosen_academic_year
        and participations.period = chosen_period
        and participations.attended > 0
        and can_be_completed(participations.sessions_so_far)
        and list_contains(chosen_strands, programmes.strand)
        and (chosen_light_touch or not programmes.is_light_touch);

-- The same rows, with the rung that counts as reached applied.
create or replace macro school_reach(chosen_rung, chosen_strands, chosen_light_touch) as table
    select
        *,
        rung_level >= rung_level(chosen_rung) as is_reached
    from school_rungs(chosen_strands, chosen_light_touch);

-- The rows of one year or term that the filters choose: a school once in each chosen phase that it teaches.
create or replace macro counted_reach(
    chosen_academic_year,
    chosen_period,
    chosen_la_codes,
    chosen_phases,
    chosen_strands,
    chosen_schools,
    chosen_light_touch,
    chosen_rung
) as table
    select *
    from school_reach(chosen_rung, chosen_strands, chosen_light_touch)
    where
        academic_year = chosen_academic_year
        and period = chosen_period
        and list_contains(chosen_la_codes, la_code)
        and list_contains(chosen_phases, phase)
        and is_counted(attributes, chosen_schools);

-- One row per year or term, school open and in scope, and phase it teaches: reached on the chosen rung in the
-- academic year, in the year before, and in any year before that. A school's standing follows from these three.
create or replace macro school_history(chosen_rung, chosen_strands, chosen_light_touch) as table
    select
        schools_open.academic_year,
        schools_open.period,
        schools_open.urn,
        schools_open.la_code,
        schools_open.attributes,
        years_over.is_year_over,
        school_phases.phase,
        coalesce(bool_or(engaged.academic_year = schools_open.academic_year), false) as is_reached_this_year,
        coalesce(bool_or(engaged.academic_year = academic_year_before(schools_open.academic_year)), false)
            as is_reached_last_year,
        coalesce(bool_or(engaged.academic_year < academic_year_before(schools_open.academic_year)), false)
            as is_reached_earlier
    from schools_open
    inner join years_over on schools_open.academic_year = years_over.academic_year
    inner join school_phases on schools_open.urn = school_phases.urn
    left join engagement_by_phase as engaged
        on
            schools_open.urn = engaged.urn
            and school_phases.phase = engaged.phase
            and schools_open.as_at_year = engaged.as_at_year
            and schools_open.period = engaged.as_at_period
            and is_year(engaged.period)
            and engaged.rung_level >= rung_level(chosen_rung)
            and list_contains(chosen_strands, engaged.strand)
            and (chosen_light_touch or not engaged.is_light_touch)
    group by all;

-- The standing of a school this year, from what it did this year, last year and before. Until the year is over, a
-- school that came before can still come back.
create or replace macro standing(chosen_this_year, chosen_last_year, chosen_earlier, chosen_is_year_over) as (
    case
        when chosen_this_year and chosen_last_year then 'sustained'
        when chosen_this_year and chosen_earlier then 're-engaged'
        when chosen_this_year then 'new'
        when not (chosen_last_year or chosen_earlier) then 'never'
        when chosen_is_year_over then 'lapsed'
        else 'not yet back'
    end
);

-- One row per year or term and school open and in scope that teaches one of the chosen phases: its standing this year.
create or replace macro school_standings(chosen_rung, chosen_strands, chosen_light_touch, chosen_phases) as table
    select
        academic_year,
        period,
        urn,
        la_code,
        attributes,
        standing(
            bool_or(is_reached_this_year),
            bool_or(is_reached_last_year),
            bool_or(is_reached_earlier),
            any_value(is_year_over)
        ) as standing
    from school_history(chosen_rung, chosen_strands, chosen_light_touch)
    where list_contains(chosen_phases, phase)
    group by all;

-- One row per school open and in scope that the filters choose, and group of place_groups that it counts in: its
-- standing in the academic year with what it did there.
create or replace macro grouped_standings(
    chosen_breakdown,
    chosen_academic_year,
    chosen_period,
    chosen_la_codes,
    chosen_phases,
    chosen_strands,
    chosen_schools,
    chosen_light_touch,
    chosen_rung
) as table
    select
        academic_year,
        urn,
        place_group(chosen_breakdown, la_code, phase) as group_code,
        standing(
            bool_or(is_reached_this_year),
            bool_or(is_reached_last_year),
            bool_or(is_reached_earlier),
            any_value(is_year_over)
        ) as standing
    from school_history(chosen_rung, chosen_strands, chosen_light_touch)
    where
        academic_year = chosen_academic_year
        and period = chosen_period
        and list_contains(chosen_la_codes, la_code)
        and list_contains(chosen_phases, phase)
        and is_counted(attributes, chosen_schools)
    group by all;

-- One row per year or term, and school open and in scope with a known share of pupils eligible for free school meals:
-- its fifth among the schools of its main phase, the first that it teaches; 5 is the most disadvantaged. Schools of
-- equal share stand in the same fifth.
create or replace view disadvantage as
select
    schools_open.academic_year,
    schools_open.period,
    schools_open.urn,
    1 + floor(
        5 * (rank() over (peers order by schools_open.fsm_percent asc) - 1) / count(*) over peers
    )::integer as fsm_quintile
from schools_open
inner join phases_taught on schools_open.urn = phases_taught.urn
where
    schools_open.fsm_percent is not null
    and not schools_open.is_independent
    and phases_taught.main_phase is not null
window peers as (partition by schools_open.academic_year, schools_open.period, phases_taught.main_phase);

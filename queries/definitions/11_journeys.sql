-- Journeys of years, such as Readiness to Sustaining: at which stage does a school stand? Whole years count, also when
-- a term is chosen, and whichever strands are: a journey is its own programmes.

-- One row per programme that is a stage of a journey, with the number of the stage before it. The stage's name is the
-- programme's without the journey's.
create or replace view journey_stages as
select
    journey,
    stage,
    -- Several programmes may be of one stage.
    max(stage) over (
        partition by journey
        order by stage asc
        range between unbounded preceding and 1 preceding
    ) as stage_before,
    programme_code,
    case
        when starts_with(programme_name, journey || ': ') then substr(programme_name, length(journey) + 3)
        else programme_name
    end as stage_name
from programmes
where journey is not null;

-- One row per journey and phase that any of its programmes is for, and one of phase 'all'.
create or replace view journey_phases as
select distinct
    journey_stages.journey,
    programme_phases.phase
from journey_stages
inner join programme_phases on journey_stages.programme_code = programme_phases.programme_code;

-- What a school did that was at a stage before, and not this year: while the year is not over it can still come back.
create or replace macro place_after(chosen_is_year_over) as (
    case when chosen_is_year_over then 'Left' else 'Not yet back' end
);

-- One row per stage of a journey, in order.
create or replace macro journey_steps(chosen_journey) as table
    select
        min(stage_name) as place,
        stage as position
    from journey_stages
    where journey = chosen_journey
    group by all;

-- One row per place that a school can have on a journey in a year, in order: its stages, then having left it (while the
-- year is not over: not yet back), then not yet on it.
create or replace macro journey_places(chosen_journey, chosen_academic_year) as table
    from journey_steps(chosen_journey)
    union all
    select
        place_after(is_year_over(chosen_academic_year)) as place,
        1001 as position
    where chosen_journey is not null
    union all
    select
        'Not yet' as place,
        1002 as position
    where chosen_journey is not null;

-- One row per year or term, and school open and in scope that teaches a chosen phase that the journey is for.
create or replace macro journey_schools(chosen_journey, chosen_phases) as table
    select distinct
        schools_open.academic_year,
        schools_open.period,
        schools_open.as_at_year,
        schools_open.urn,
        schools_open.name,
        schools_open.la_code,
        schools_open.attributes,
        schools_open.pupils
    from schools_open
    inner join school_phases on schools_open.urn = school_phases.urn
    inner join journey_phases on school_phases.phase = journey_phases.phase
    where
        journey_phases.journey = chosen_journey
        and school_phases.phase <> 'all'
        and list_contains(chosen_phases, school_phases.phase);

-- One row per year or term, such a school, and academic year in which it came to a stage on the chosen rung: the
-- highest stage of that year.
create or replace macro school_stages(chosen_rung, chosen_journey, chosen_phases) as table
    select
        schools.academic_year,
        schools.period,
        schools.urn,
        engagement.academic_year as stage_year,
        max(journey_stages.stage) as stage
    from journey_schools(chosen_journey, chosen_phases) as schools
    inner join engagement
        on
            schools.as_at_year = engagement.as_at_year
            and schools.period = engagement.as_at_period
            and schools.urn = engagement.urn
            and schools.academic_year >= engagement.academic_year
    inner join journey_stages on engagement.programme_code = journey_stages.programme_code
    inner join programmes on journey_stages.programme_code = programmes.programme_code
    where
        is_year(engagement.period)
        and journey_stages.journey = chosen_journey
        and engagement.rung_level >= rung_level(chosen_rung)
        and list_has_any(programmes.phases, chosen_phases)
    group by all;

-- Is a stage of a journey not for a school now, whose highest stage so far is given, null before its first? A school at
-- a later stage is past it; one that has not been at the stage before it cannot join.
create or replace macro why_not_stage(chosen_stage, chosen_stage_before, chosen_highest_stage) as (
    case
        when chosen_highest_stage > chosen_stage then 'past it'
        when chosen_highest_stage < chosen_stage_before then 'not yet ready'
        when chosen_highest_stage is null and chosen_stage_before is not null then 'not yet ready'
    end
);

-- One row per year or term, school open and in scope, and programme that is a stage of a journey not for it, by the
-- highest stage that it came to on the chosen rung in that academic year or before: why not.
create or replace macro stages_not_for_schools(chosen_rung) as table
    with highest_stages as (
        select
            schools_open.academic_year,
            schools_open.period,
            schools_open.urn,
            journey_stages.journey,
            max(journey_stages.stage) as highest_stage
        from schools_open
        inner join engagement
            on
                schools_open.as_at_year = engagement.as_at_year
                and schools_open.period = engagement.as_at_period
                and schools_open.urn = engagement.urn
                and schools_open.academic_year >= engagement.academic_year
                and is_year(engagement.period)
        inner join journey_stages on engagement.programme_code = journey_stages.programme_code
        where engagement.rung_level >= rung_level(chosen_rung)
        group by all
    )

    select
        schools_open.academic_year,
        schools_open.period,
        schools_open.urn,
        journey_stages.programme_code,
        why_not_stage(
            journey_stages.stage, journey_stages.stage_before, highest_stages.highest_stage
        ) as why_not
    from schools_open
    cross join journey_stages
    left join highest_stages
        on
            schools_open.academic_year = highest_stages.academic_year
            and schools_open.period = highest_stages.period
            and schools_open.urn = highest_stages.urn
            and journey_stages.journey = highest_stages.journey
    where
        why_not_stage(journey_stages.stage, journey_stages.stage_before, highest_stages.highest_stage) is not null;

-- What a school did between two years, from its stages in them and in any year before.
create or replace macro journey_move(
    chosen_stage, chosen_stage_before, chosen_was_earlier, chosen_is_year_over
) as (
    case
        when chosen_stage > chosen_stage_before then 'moved on'
        when chosen_stage = chosen_stage_before then 'stayed there'
        when chosen_stage < chosen_stage_before then 'moved back'
        when chosen_stage is not null and chosen_was_earlier then 'came back'
        when chosen_stage is not null then 'joined'
        when chosen_stage_before is not null then lower(place_after(chosen_is_year_over))
    end
);

-- One row per move, in the order in which moves are shown.
create or replace view journey_moves as
from (
    values
    ('moved on', 1),
    ('stayed there', 2),
    ('moved back', 3),
    ('left', 4),
    ('not yet back', 5),
    ('joined', 6),
    ('came back', 7)
) as journey_moves (move, position);

-- One row per year or term, and school that the journey is for: its place this academic year and the year before, and
-- the move between them, null where it was in neither.
create or replace macro school_journeys(chosen_rung, chosen_journey, chosen_phases) as table
    with by_year as (
        select
            schools.academic_year,
            schools.period,
            schools.urn,
            schools.name,
            schools.la_code,
            schools.attributes,
            schools.pupils,
            max(stages.stage) filter (where stages.stage_year = schools.academic_year) as stage,
            max(stages.stage) filter (where stages.stage_year = academic_year_before(schools.academic_year))
                as stage_before,
            coalesce(bool_or(stages.stage_year < academic_year_before(schools.academic_year)), false) as was_earlier
        from journey_schools(chosen_journey, chosen_phases) as schools
        left join school_stages(chosen_rung, chosen_journey, chosen_phases) as stages
            on
                schools.academic_year = stages.academic_year
                and schools.period = stages.period
                and schools.urn = stages.urn
        group by all
    )

    select
        by_year.*,
        case
            when now_at.place is not null then now_at.place
            when by_year.stage_before is not null or by_year.was_earlier then place_after(years_over.is_year_over)
            else 'Not yet'
        end as place,
        coalesce(then_at.place, 'Not on it') as place_before,
        journey_move(by_year.stage, by_year.stage_before, by_year.was_earlier, years_over.is_year_over) as move
    from by_year
    inner join years_over on by_year.academic_year = years_over.academic_year
    left join journey_steps(chosen_journey) as now_at on by_year.stage = now_at.position
    left join journey_steps(chosen_journey) as then_at on by_year.stage_before = then_at.position;

-- Journeys of years, such as Readiness to Sustaining: at which stage does a school stand? Whole years count, also when
-- a term is chosen, and whichever strands are: a journey is its own programmes.

-- One row per programme that is a stage of a journey. The stage's name is the programme's without the journey's.
create or replace view journey_stages as
select
    journey,
    stage,
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

-- One row per place that a school can have on a journey, in order: its stages, then having left it, then not yet.
create or replace macro journey_places(chosen_journey) as table
    select
        min(stage_name) as place,
        stage as position
    from journey_stages
    where journey = chosen_journey
    group by all
    union all
    from (values ('Left', 1001), ('Not yet', 1002)) as other_places (place, position)
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
        schools_open.is_independent,
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
        engagement.period = 'year'
        and journey_stages.journey = chosen_journey
        and engagement.rung_level >= rung_level(chosen_rung)
        and list_has_any(programmes.phases, chosen_phases)
    group by all;

-- What a school did between two years, from its stages in them and in any year before.
create or replace macro journey_move(chosen_stage, chosen_stage_before, chosen_was_earlier) as (
    case
        when chosen_stage > chosen_stage_before then 'moved on'
        when chosen_stage = chosen_stage_before then 'stayed there'
        when chosen_stage < chosen_stage_before then 'moved back'
        when chosen_stage is not null and chosen_was_earlier then 'came back'
        when chosen_stage is not null then 'joined'
        when chosen_stage_before is not null then 'left'
    end
);

-- One row per move, in the order in which moves are shown.
create or replace view journey_moves as
from (
    values ('moved on', 1), ('stayed there', 2), ('moved back', 3), ('left', 4), ('joined', 5), ('came back', 6)
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
            schools.is_independent,
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
            when by_year.stage_before is not null or by_year.was_earlier then 'Left'
            else 'Not yet'
        end as place,
        coalesce(then_at.place, 'Not on it') as place_before,
        journey_move(by_year.stage, by_year.stage_before, by_year.was_earlier) as move
    from by_year
    left join journey_places(chosen_journey) as now_at on by_year.stage = now_at.position
    left join journey_places(chosen_journey) as then_at on by_year.stage_before = then_at.position;

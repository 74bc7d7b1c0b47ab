-- Candidates for teaching mathematics: who came to which stage, when, and by which route.

-- One row per candidate: local authority, phase and school as given with the latest of their stages that gives one,
-- and the academic year and day on which they were first heard of, their cohort.
create or replace view candidates as
with first_days as (
    select
        candidate,
        min(reached_on) as first_on,
        arg_max(la_code, row(reached_on, stage_level, route)) filter (where la_code is not null) as la_code,
        arg_max(phase, row(reached_on, stage_level, route)) filter (where phase is not null) as phase,
        arg_max(urn, row(reached_on, stage_level, route)) filter (where urn is not null) as urn
    from candidate_stages
    group by all
)

select
    first_days.candidate,
    first_days.first_on,
    periods.academic_year as cohort,
    first_days.la_code,
    first_days.phase,
    first_days.urn
from first_days
inner join periods on periods.period = 'year' and first_days.first_on between periods.starts_on and periods.ends_on;

-- One row per candidate, route and stage that they have passed, and the same of route 'all', in which a candidate of
-- several routes is one. A candidate who came to a later stage has passed those before it, at the latest on that day,
-- recorded or not: passed_on is the earliest day of the stage or any later one. recorded_on is the stage's own.
create or replace view candidate_steps as
with routes as (
    select
        candidate,
        route,
        stage_level,
        min(reached_on) as reached_on
    from (
        select
            candidate,
            route,
            stage_level,
            reached_on
        from candidate_stages
        union all
        select
            candidate,
            'all' as route,
            stage_level,
            reached_on
        from candidate_stages
    )
    group by all
)

select
    routes.candidate,
    routes.route,
    stages.stage,
    stages.position as stage_level,
    min(routes.reached_on) as passed_on,
    min(routes.reached_on) filter (where routes.stage_level = stages.position) as recorded_on
from routes
inner join stages on routes.stage_level >= stages.position
group by all;

-- One row per candidate of the chosen local authorities and phases. Those whose local authority is not given, or is
-- none of the hub's, are there where all are chosen; those whose phase is not given, where no phase is.
create or replace macro chosen_candidates(chosen_la_codes, chosen_phases, chosen_strands) as table
    select
        candidates.candidate,
        candidates.first_on,
        candidates.cohort,
        candidates.phase,
        candidates.urn,
        las.la_code,
        coalesce(las.la_name, 'Elsewhere or not given') as la_name,
        coalesce(las.position, 1000) as la_position
    from candidates
    left join local_authorities as las on candidates.la_code = las.la_code
    where
        (
            list_contains(chosen_la_codes, las.la_code)
            or (las.la_code is null and len(chosen_la_codes) = (select count(*) from local_authorities))
        )
        and (list_contains(chosen_phases, 'all') or list_contains(chosen_phases, candidates.phase))
        and list_has_any(chosen_strands, strands_with_role(['recruitment', 'training']));

-- One row per group, candidate of it, and stage that they have passed. Groups are routes, local authorities, phases,
-- cohorts or, for 'total', all candidates. Candidates are those of the chosen year's or term's cohort; for 'cohort',
-- of every cohort up to the chosen year's.
create or replace macro grouped_candidates(
    chosen_breakdown, chosen_academic_year, chosen_period, chosen_la_codes, chosen_phases, chosen_strands
) as table
    select
        case chosen_breakdown
            when 'route' then steps.route
            when 'la' then chosen.la_name
            when 'phase' then coalesce(chosen.phase, 'phase not given')
            when 'cohort' then chosen.cohort
            else 'everybody'
        end as candidate_group,
        case chosen_breakdown
            when 'la' then chosen.la_position
            when 'phase' then coalesce(phases.position, 1000)
            when 'cohort' then left(chosen.cohort, 4)::integer
            else 0
        end as position,
        steps.candidate,
        steps.stage,
        steps.stage_level,
        steps.passed_on,
        chosen.urn
    from chosen_candidates(chosen_la_codes, chosen_phases, chosen_strands) as chosen
    inner join candidate_steps as steps on chosen.candidate = steps.candidate
    inner join periods
        on
            periods.academic_year = chosen_academic_year
            and periods.period = case when chosen_breakdown = 'cohort' then 'year' else chosen_period end
    left join phases on chosen.phase = phases.phase
    where
        (steps.route = 'all') = (chosen_breakdown <> 'route')
        and chosen.first_on <= periods.ends_on
        and (chosen_breakdown = 'cohort' or chosen.first_on >= periods.starts_on);

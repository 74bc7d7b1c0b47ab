-- How far the candidates of a cohort have come by now: those first heard of in the period, or year by year. Somebody
-- who came to a later stage has passed those before it. Conversion is of those who passed the stage before.
-- One row per group of candidates (a route, local authority, phase or cohort, or all) and stage.

with passed as (
    select
        candidate_group,
        position,
        candidate,
        stage
    from grouped_candidates($breakdown, $academic_year, $period, $la_codes, $phases, $strands)
),

groups_shown as (
    select distinct
        candidate_group,
        position
    from passed
),

counted as (
    select
        groups_shown.candidate_group,
        groups_shown.position as group_position,
        stages.stage,
        stages.position,
        count(passed.candidate) as candidates
    from groups_shown
    cross join stages
    left join passed on groups_shown.candidate_group = passed.candidate_group and stages.stage = passed.stage
    group by all
)

select
    candidate_group,
    stage,
    candidates,
    first_value(candidates) over stages_in_order as of_candidates,
    candidates / of_candidates as share_of_cohort,
    candidates / nullif(lag(candidates) over stages_in_order, 0) as share_of_stage_before
from counted
window stages_in_order as (partition by candidate_group order by position asc)
order by group_position asc, candidate_group asc, position asc

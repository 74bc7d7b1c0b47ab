-- How long candidates take from each stage to the next, of those who came to the later one in the period and whose two
-- stages are both recorded, in this order: the median number of days, and the days between which the middle half lies.
-- One row per stage after the first.

with steps as (
    select
        stages.stage,
        stages.position,
        lag(stages.stage) over (order by stages.position asc) as stage_before
    from stages
),

taken as (
    select
        later.stage,
        datediff('day', earlier.recorded_on, later.recorded_on) as days
    from candidate_steps as later
    inner join candidate_steps as earlier
        on
            later.candidate = earlier.candidate
            and later.route = earlier.route
            and later.stage_level = earlier.stage_level + 1
    inner join chosen_candidates($la_codes, $phases, $strands) as chosen on later.candidate = chosen.candidate
    inner join periods on later.recorded_on between periods.starts_on and periods.ends_on
    where
        later.route = 'all'
        and earlier.recorded_on <= later.recorded_on
        and periods.academic_year = $academic_year
        and periods.period = $period
)

select
    steps.stage_before,
    steps.stage,
    count(taken.days) as candidates,
    quantile_cont(taken.days, 0.25) as days_quarter,
    quantile_cont(taken.days, 0.5) as days_median,
    quantile_cont(taken.days, 0.75) as days_three_quarters
from steps
left join taken on steps.stage = taken.stage
where steps.position > 1
group by all
order by min(steps.position) asc

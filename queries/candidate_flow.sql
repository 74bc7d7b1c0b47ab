-- Candidates who came to each stage of recruitment and training in the period, whenever they were first heard of.
-- Somebody who came to a later stage has passed those before it.
-- One row per stage.

select
    $academic_year as academic_year,
    $period as period,
    stages.stage,
    count(chosen.candidate) as candidates
from stages
inner join periods on periods.academic_year = $academic_year and periods.period = $period
left join candidate_steps as steps
    on
        stages.stage = steps.stage
        and steps.route = 'all'
        and steps.passed_on between periods.starts_on and periods.ends_on
left join chosen_candidates($la_codes, $phases, $strands) as chosen on steps.candidate = chosen.candidate
group by all
order by min(stages.position) asc

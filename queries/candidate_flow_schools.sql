-- The schools of candidates who came to each stage in the period, as last given. Many candidates have no school yet.
-- One row per stage and school.

select
    establishments.urn,
    establishments.name,
    establishments.la_code,
    establishments.la_name,
    steps.stage,
    count(*) as candidates
from chosen_candidates($la_codes, $phases, $strands) as chosen
inner join candidate_steps as steps on chosen.candidate = steps.candidate and steps.route = 'all'
inner join periods
    on
        periods.academic_year = $academic_year
        and periods.period = $period
        and steps.passed_on between periods.starts_on and periods.ends_on
left join lineages
    on chosen.urn = lineages.urn and lineages.academic_year = $academic_year and lineages.period = $period
inner join establishments on coalesce(lineages.counts_for_urn, chosen.urn) = establishments.urn
group by all
order by min(steps.stage_level) asc, establishments.name asc, establishments.urn asc

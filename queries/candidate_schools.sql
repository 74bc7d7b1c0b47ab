-- The schools where candidates train or teach, as last given, and how many of them have passed each stage. Many
-- candidates have no school yet.
-- One row per group of candidates (a route, local authority, phase or cohort, or all), stage and school.

select
    establishments.urn,
    establishments.name,
    establishments.la_code,
    establishments.la_name,
    grouped.candidate_group,
    grouped.stage,
    count(*) as candidates
from grouped_candidates($breakdown, $academic_year, $period, $la_codes, $phases, $strands) as grouped
left join lineages
    on grouped.urn = lineages.urn and lineages.academic_year = $academic_year and lineages.period = $period
inner join establishments on coalesce(lineages.counts_for_urn, grouped.urn) = establishments.urn
group by all
order by
    min(grouped.position) asc,
    grouped.candidate_group asc,
    min(grouped.stage_level) asc,
    establishments.name asc,
    establishments.urn asc

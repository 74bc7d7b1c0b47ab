-- The ladder by local authority: how far its schools have come in the period, each standing on its highest rung.
-- One row per local authority and rung, from not reached to completed.

with reach as (
    select distinct on (urn)
        urn,
        academic_year,
        period,
        la_code,
        rung_level
    from school_rungs($strands, $light_touch)
    where
        academic_year = $academic_year
        and period = $period
        and list_contains($la_codes, la_code)
        and list_contains($phases, phase)
        and ($independent or not is_independent)
    order by urn asc, rung_level desc
)

select
    reach.academic_year,
    reach.period,
    las.la_code,
    las.la_name,
    rungs.rung,
    count(*) as schools,
    count(*) filter (where reach.rung_level = rungs.level) as schools_on_rung,
    count(*) filter (where reach.rung_level >= rungs.level) as schools_at_least,
    schools_at_least / schools as share_at_least
from reach
inner join local_authorities as las on reach.la_code = las.la_code
cross join rungs
group by all
order by min(las.position) asc, min(rungs.level) asc

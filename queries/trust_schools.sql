-- The schools of academy trusts, and whether each was reached in the period.
-- One row per school open and in scope of an academy trust.

select
    schools_open.urn,
    schools_open.name,
    las.la_code,
    las.la_name,
    trusts.trust,
    rung_name(max(reach.rung_level), $academic_year, $period) as rung,
    bool_or(reach.is_reached) as is_reached,
    schools_open.fsm_percent,
    schools_open.pupils
from counted_reach($academic_year, $period, $la_codes, $phases, $strands, $schools, $light_touch, $counted_as) as reach
inner join schools_open
    on
        reach.urn = schools_open.urn
        and reach.academic_year = schools_open.academic_year
        and reach.period = schools_open.period
inner join schools_of_trusts as trusts
    on
        reach.urn = trusts.urn
        and reach.academic_year = trusts.academic_year
        and reach.period = trusts.period
inner join local_authorities as las on schools_open.la_code = las.la_code
group by all
order by min(las.position) asc, schools_open.name asc, schools_open.urn asc

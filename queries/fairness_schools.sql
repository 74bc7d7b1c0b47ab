-- The schools behind a comparison of groups: what group each is of, and whether it was reached in the period.
-- One row per school open and in scope.

select
    schools_open.urn,
    schools_open.name,
    las.la_code,
    las.la_name,
    grouped.school_group,
    rung_name(max(reach.rung_level), $academic_year, $period) as rung,
    bool_or(reach.is_reached) as is_reached,
    schools_open.fsm_percent,
    schools_open.pupils,
    case when is_of_academy_trust(schools.trust_flag, schools.trust_code) then academy_trusts.trust end as trust,
    schools.establishment_type,
    schools.urban_rural
from counted_reach($academic_year, $period, $la_codes, $phases, $strands, $schools, $light_touch, $counted_as) as reach
inner join schools_open
    on
        reach.urn = schools_open.urn
        and reach.academic_year = schools_open.academic_year
        and reach.period = schools_open.period
inner join grouped_schools($breakdown) as grouped
    on
        reach.urn = grouped.urn
        and reach.academic_year = grouped.academic_year
        and reach.period = grouped.period
inner join schools on reach.urn = schools.urn
inner join local_authorities as las on schools_open.la_code = las.la_code
left join academy_trusts on schools.trust_code = academy_trusts.trust_code
group by all
order by min(las.position) asc, schools_open.name asc, schools_open.urn asc

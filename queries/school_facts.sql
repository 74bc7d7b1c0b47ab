-- What the register of establishments says of a school. An old URN gives the school that it has become, a URN that is
-- yet to open the school that it still is; a school that closed without a successor gives itself.
-- One row per school asked for: one, or none where the area has no such URN.

with newest as (
    select academic_year from last_counted_years
),

asked as (
    select
        schools.urn,
        schools.name,
        schools.opened_on,
        schools.closed_on,
        urn_today(schools.urn) as urn_today
    from schools
    where schools.urn = $urn
)

select
    asked.urn as asked_urn,
    asked.name as asked_name,
    asked.opened_on as asked_opened_on,
    asked.closed_on as asked_closed_on,
    schools.urn,
    schools.name,
    las.la_code,
    las.la_name,
    schools.la_code || '/' || schools.establishment_number as dfe_number,
    schools.ukprn,
    schools.establishment_type,
    schools.gias_phase,
    coalesce(taught.phases, '') as phases,
    schools.low_age,
    schools.high_age,
    schools.sixth_form,
    schools.pupils,
    schools.fsm_percent,
    disadvantage.fsm_quintile,
    academy_trusts.trust,
    case when academy_trusts.trust is null then schools.trust_name end as foundation_trust,
    schools.town,
    concat_ws(', ', schools.street, schools.locality, schools.town, schools.postcode) as address,
    schools.telephone,
    schools.website_domain,
    schools.urban_rural,
    schools.status,
    schools.opened_on,
    schools.closed_on,
    is_open(schools.status, schools.opened_on, schools.closed_on, register_dates.register_date) as is_open,
    in_scope.urn is not null as is_in_scope,
    coalesce(in_scope.is_independent, false) as is_independent,
    nullif(schools.easting, 0) is not null and nullif(schools.northing, 0) is not null as has_coordinates,
    was.counts_for_urn as urn_then,
    establishments.name as name_then,
    academic_year_before(newest.academic_year) as newest_year
from asked
inner join schools on asked.urn_today = schools.urn
inner join local_authorities as las on schools.la_code = las.la_code
cross join register_dates
cross join newest
left join phases_taught as taught on schools.urn = taught.urn
left join schools_in_scope as in_scope on schools.urn = in_scope.urn
left join academy_trusts
    on schools.trust_code = academy_trusts.trust_code and is_of_academy_trust(schools.trust_flag, schools.trust_code)
left join lineages_in($academic_year, $period) as was on schools.urn = was.urn
left join establishments on was.counts_for_urn = establishments.urn
left join disadvantage
    on
        was.counts_for_urn = disadvantage.urn
        and disadvantage.academic_year = $academic_year
        and disadvantage.period = $period

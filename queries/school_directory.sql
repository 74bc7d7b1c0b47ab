-- What schools are found by beside their figures: number, place, trust, size and the names and URNs that they had
-- before.
-- One row per school open and in scope in the period.

with formerly as (
    select
        lineages.counts_for_urn as urn,
        string_agg(distinct formers.name, '; ' order by formers.name asc) filter (where formers.name <> schools.name)
            as former_names,
        string_agg(lineages.urn::varchar, '; ' order by lineages.urn asc) as former_urns
    from lineages_in($academic_year, $period) as lineages
    inner join establishments as formers on lineages.urn = formers.urn
    inner join schools on lineages.counts_for_urn = schools.urn
    where lineages.urn <> lineages.counts_for_urn
    group by all
)

select
    schools_open.urn,
    schools.la_code || '/' || schools.establishment_number as dfe_number,
    schools.town,
    schools.postcode,
    case when is_of_academy_trust(schools.trust_flag, schools.trust_code) then academy_trusts.trust end as trust,
    sizes.school_group as size_band,
    sizes.position as size_position,
    coalesce(formerly.former_names, '') as former_names,
    coalesce(formerly.former_urns, '') as former_urns
from schools_open
inner join schools on schools_open.urn = schools.urn
left join academy_trusts on schools.trust_code = academy_trusts.trust_code
left join formerly on schools_open.urn = formerly.urn
left join grouped_schools('size') as sizes
    on
        schools_open.urn = sizes.urn
        and schools_open.academic_year = sizes.academic_year
        and schools_open.period = sizes.period
where
    schools_open.academic_year = $academic_year
    and schools_open.period = $period
    and list_contains($la_codes, schools_open.la_code)
    and is_counted(schools_open.attributes, $schools)
order by schools_open.name asc, schools_open.urn asc

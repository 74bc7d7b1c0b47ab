-- What schools are found by beside their figures: number, place, trust, size and the names that they had before.
-- One row per school open and in scope in the period.

with recursive earlier (urn, earlier_urn, step) as (
    select
        conversions.new_urn as urn,
        conversions.old_urn as earlier_urn,
        1 as step
    from conversions
    inner join schools_open
        on
            conversions.new_urn = schools_open.urn
            and schools_open.academic_year = $academic_year
            and schools_open.period = $period

    union

    select
        earlier.urn,
        conversions.old_urn as earlier_urn,
        earlier.step + 1 as step
    from earlier
    inner join conversions on earlier.earlier_urn = conversions.new_urn
    -- A circle of links has an end, too.
    where earlier.step < 20
),

formerly as (
    select
        earlier.urn,
        string_agg(distinct formers.name, '; ' order by formers.name asc) filter (where formers.name <> now_at.name)
            as former_names,
        string_agg(distinct earlier.earlier_urn::varchar, '; ' order by earlier.earlier_urn::varchar asc)
            as former_urns
    from earlier
    inner join establishments as formers on earlier.earlier_urn = formers.urn
    inner join schools as now_at on earlier.urn = now_at.urn
    where earlier.earlier_urn <> earlier.urn
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
left join grouped_schools('size', $phases) as sizes
    on
        schools_open.urn = sizes.urn
        and schools_open.academic_year = sizes.academic_year
        and schools_open.period = sizes.period
where
    schools_open.academic_year = $academic_year
    and schools_open.period = $period
    and list_contains($la_codes, schools_open.la_code)
    and ($independent or not schools_open.is_independent)
order by schools_open.name asc, schools_open.urn asc

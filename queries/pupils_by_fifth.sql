-- Pupils that schools brought in the period, by how disadvantaged their schools are, as shares of all pupils brought,
-- against the fifth's share of all pupils on roll. Head counts are added up over sessions.
-- One row per fifth of the schools, the most disadvantaged first, and one of schools whose fifth is not known.

with brought as (
    select
        urn,
        sum(pupils)::bigint as pupils
    from
        pupils_of_strands($academic_year, $period, $la_codes, $phases, $strands, $schools, $light_touch)
    where not is_expected
    group by all
),

counted as (
    select distinct
        schools_open.urn,
        schools_open.pupils
    from schools_open
    inner join school_phases on schools_open.urn = school_phases.urn
    where
        schools_open.academic_year = $academic_year
        and schools_open.period = $period
        and list_contains($la_codes, schools_open.la_code)
        and list_contains($phases, school_phases.phase)
        and is_counted(schools_open.attributes, $schools)
),

grouped as (
    select
        school_groups.school_group,
        school_groups.position,
        coalesce(sum(brought.pupils), 0)::bigint as pupils,
        count(brought.urn) as schools_with_pupils,
        count(*) as schools,
        coalesce(sum(counted.pupils), 0)::bigint as pupils_on_roll
    from counted
    inner join grouped_schools('fifth') as school_groups
        on
            counted.urn = school_groups.urn
            and school_groups.academic_year = $academic_year
            and school_groups.period = $period
    left join brought on counted.urn = brought.urn
    group by all
)

select
    school_group,
    pupils,
    pupils / nullif(sum(pupils) over (), 0) as share_of_pupils,
    schools_with_pupils,
    schools,
    pupils_on_roll,
    pupils_on_roll / nullif(sum(pupils_on_roll) over (), 0) as share_of_roll
from grouped
order by position asc

-- The schools that brought pupils in the period: head counts, added up over sessions, and the school's fifth.
-- One row per school that brought pupils, and strand.

select
    brought.urn,
    brought.name,
    las.la_code,
    las.la_name,
    brought.strand,
    school_groups.school_group,
    sum(brought.pupils)::bigint as pupils,
    count(distinct brought.session_id) as sessions
from
    pupils_of_strands($academic_year, $period, $la_codes, $phases, $strands, $schools, $light_touch) as brought
inner join local_authorities as las on brought.la_code = las.la_code
inner join grouped_schools('fifth') as school_groups
    on
        brought.urn = school_groups.urn
        and school_groups.academic_year = $academic_year
        and school_groups.period = $period
where not brought.is_expected
group by all
order by pupils desc, brought.name asc, brought.urn asc, brought.strand asc

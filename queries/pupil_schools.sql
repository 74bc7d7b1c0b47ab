-- The schools that brought pupils in the period: head counts, added up over sessions, and the school's fifth.
-- One row per school that brought pupils, and strand.

select
    marks.urn,
    marks.name,
    las.la_code,
    las.la_name,
    marks.strand,
    school_groups.school_group,
    sum(marks.pupils)::bigint as pupils,
    count(distinct marks.session_id) as sessions
from
    marks_of_strands($academic_year, $period, $la_codes, $phases, $strands, $independent, $light_touch) as marks
inner join local_authorities as las on marks.la_code = las.la_code
inner join grouped_schools('fifth', $phases) as school_groups
    on
        marks.urn = school_groups.urn
        and school_groups.academic_year = $academic_year
        and school_groups.period = $period
where marks.pupils is not null
group by all
order by pupils desc, marks.name asc, marks.urn asc, marks.strand asc

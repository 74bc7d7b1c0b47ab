-- Pupils that schools brought in the period, by local authority and phase: head counts, added up over sessions, and as
-- a mean of the schools that brought any. A school of several phases that the programme is for counts in each.
-- One row per local authority and phase with pupils.

with counted as (
    select
        urn,
        la_code,
        unnest(counted_phases) as phase,
        pupils
    from
        pupils_of_strands($academic_year, $period, $la_codes, $phases, $strands, $schools, $light_touch)
    where not is_expected
)

select
    las.la_code,
    las.la_name,
    counted.phase,
    sum(counted.pupils)::bigint as pupils,
    count(distinct counted.urn) as schools_with_pupils,
    sum(counted.pupils) / count(distinct counted.urn) as pupils_a_school
from counted
inner join local_authorities as las on counted.la_code = las.la_code
inner join phases on counted.phase = phases.phase
group by all
order by min(las.position) asc, min(phases.position) asc

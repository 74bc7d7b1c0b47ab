-- Programmes of the chosen strands for a phase that the school teaches, not light-touch ones, that nobody from it has
-- ever attended; how many schools sustain each, and the nearest of them. Of a journey, it is the stage after the latest
-- that it has attended. A school sustains a programme that it attended in the academic year and the one before,
-- or completed in either.
-- One row per programme, those with the nearest buddy first.

with nearest as (
    select
        programme_code,
        count(distinct urn) as schools_sustaining,
        min(distance_km) as nearest_km,
        arg_min(name, [distance_km, urn]) filter (where distance_km is not null) as nearest_name
    from buddies($urn, $academic_year, $strands, $schools)
    group by all
)

select
    to_try.programme_name,
    strands.strand_name,
    to_try.phases,
    coalesce(nearest.schools_sustaining, 0) as schools_sustaining,
    nearest.nearest_km,
    nearest.nearest_name
from programmes_to_try($urn) as to_try
inner join strands on to_try.strand = strands.strand
left join nearest on to_try.programme_code = nearest.programme_code
where list_contains($strands, to_try.strand)
order by nearest.nearest_km asc nulls last, schools_sustaining desc, to_try.programme_name asc

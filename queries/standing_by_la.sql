-- Standing by local authority: schools new this academic year, sustained, re-engaged, lapsed, or never reached.
-- One row per local authority and standing, whether or not any school has it.

select
    schools.academic_year,
    las.la_code,
    las.la_name,
    standings.standing,
    count(*) as schools,
    count(*) filter (where schools.standing = standings.standing) as schools_of_standing,
    schools_of_standing / count(*) as share
from school_standings($counted_as, $strands, $light_touch, $phases) as schools
inner join local_authorities as las on schools.la_code = las.la_code
cross join standings
where
    schools.academic_year = $academic_year
    and schools.period = $period
    and list_contains($la_codes, schools.la_code)
    and ($independent or not schools.is_independent)
group by all
order by min(las.position) asc, min(standings.position) asc

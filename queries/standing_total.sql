-- Standing of the hub's schools: new this academic year, sustained, re-engaged, lapsed, or never reached.
-- One row per standing, whether or not any school has it.

select
    schools.academic_year,
    standings.standing,
    count(*) as schools,
    count(*) filter (where schools.standing = standings.standing) as schools_of_standing,
    schools_of_standing / count(*) as share
from school_standings($counted_as, $strands, $light_touch, $phases) as schools
cross join standings
where
    schools.academic_year = $academic_year
    and schools.period = $period
    and list_contains($la_codes, schools.la_code)
    and ($independent or not schools.is_independent)
group by all
order by min(standings.position) asc

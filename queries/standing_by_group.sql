-- Standing by local authority or phase, or of the whole hub: schools new this academic year, sustained, re-engaged,
-- lapsed (while the year is not over: not yet back), or never reached.
-- One row per group and standing, whether or not any school has it.

select
    schools.academic_year,
    places.group_code,
    places.group_name,
    standings.standing,
    count(*) as schools,
    count(*) filter (where schools.standing = standings.standing) as schools_of_standing,
    schools_of_standing / count(*) as share
from
    grouped_standings(
        $breakdown,
        $academic_year,
        $period,
        $la_codes,
        $phases,
        $strands,
        $schools,
        $light_touch,
        $counted_as
    ) as schools
inner join place_groups($breakdown) as places on schools.group_code = places.group_code
inner join years_over on schools.academic_year = years_over.academic_year
inner join standings on standings.standing <> case when years_over.is_year_over then 'not yet back' else 'lapsed' end
group by all
order by min(places.position) asc, min(standings.position) asc

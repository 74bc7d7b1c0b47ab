-- Academy trusts never reached: none of their schools in the hub's area, of the chosen local authorities and phases,
-- was reached in the chosen academic year or any before it.
-- One row per academy trust, the one with most schools first.

select
    trusts.trust,
    count(*) as schools,
    string_agg(distinct las.la_name, '; ' order by las.la_name asc) as la_names
from school_standings($counted_as, $strands, $light_touch, $phases) as standings
inner join schools_of_trusts as trusts
    on
        standings.urn = trusts.urn
        and standings.academic_year = trusts.academic_year
        and standings.period = trusts.period
inner join local_authorities as las on standings.la_code = las.la_code
where
    standings.academic_year = $academic_year
    and standings.period = $period
    and list_contains($la_codes, standings.la_code)
    and is_counted(standings.attributes, $schools)
group by all
having bool_and(standings.standing = 'never')
order by schools desc, trusts.trust asc

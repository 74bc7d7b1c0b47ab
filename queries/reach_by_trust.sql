-- Reach of each academy trust: schools reached and not reached of those that it has in the hub's area, where the
-- filters leave at least two of them.
-- One row per academy trust, the one with most schools not reached first.

select
    reach.academic_year,
    reach.period,
    trusts.trust,
    count(*) as schools,
    count(*) filter (where reach.is_reached) as reached,
    count(*) filter (where not reach.is_reached) as not_reached,
    reached / schools as reach
from reached_schools($counted_as, $strands, $light_touch, $phases) as reach
inner join schools_of_trusts as trusts
    on
        reach.urn = trusts.urn
        and reach.academic_year = trusts.academic_year
        and reach.period = trusts.period
where
    reach.academic_year = $academic_year
    and reach.period = $period
    and list_contains($la_codes, reach.la_code)
    and is_counted(reach.attributes, $schools)
group by all
having schools >= 2
order by not_reached desc, schools desc, trusts.trust asc

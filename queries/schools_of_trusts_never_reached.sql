-- The schools of academy trusts that were never reached.
-- One row per school open and in scope of such a trust.

with standings as (
    select
        standings.urn,
        standings.la_code,
        trusts.trust,
        bool_and(standings.standing = 'never') over (partition by trusts.trust) as is_never_reached
    from school_standings($counted_as, $strands, $light_touch, $phases) as standings
    inner join schools_of_trusts as trusts
        on
            standings.urn = trusts.urn
            and standings.academic_year = trusts.academic_year
            and standings.period = trusts.period
    where
        standings.academic_year = $academic_year
        and standings.period = $period
        and list_contains($la_codes, standings.la_code)
        and is_counted(standings.attributes, $schools)
)

select
    schools.urn,
    schools.name,
    las.la_code,
    las.la_name,
    standings.trust,
    schools.establishment_type,
    schools.pupils,
    schools.fsm_percent
from standings
inner join schools on standings.urn = schools.urn
inner join local_authorities as las on standings.la_code = las.la_code
where standings.is_never_reached
order by standings.trust asc, schools.name asc, schools.urn asc

-- The other schools of a school's academy trust among the hub's: their standing in the academic year, how far they came
-- in the period, and in what they took part; each as a whole, whatever phases and local authorities are chosen.
-- One row per other school open and in scope today, those not reached first.

with trust_here as (
    select trust_code
    from schools
    where urn = urn_today($urn) and is_of_academy_trust(trust_flag, trust_code)
),

others as (
    select
        schools_today.urn,
        schools_today.name,
        schools_today.la_code,
        schools_today.pupils
    from schools_today
    inner join schools
        on schools_today.urn = schools.urn and is_of_academy_trust(schools.trust_flag, schools.trust_code)
    inner join trust_here on schools.trust_code = trust_here.trust_code
    where schools_today.urn <> urn_today($urn) and is_counted(schools_today.attributes, $schools)
)

select
    others.urn,
    others.name,
    las.la_code,
    las.la_name,
    coalesce(taught.phases, '') as phases,
    standings.standing,
    rung_name(rungs.rung_level, $academic_year, $period) as rung,
    rungs.rung_level >= rung_level($counted_as) as is_reached,
    last_attended.last_attended_on,
    last_attended.last_programme,
    coalesce(attended.programmes, '') as programmes,
    others.pupils
from others
inner join local_authorities as las on others.la_code = las.la_code
left join phases_taught as taught on others.urn = taught.urn
left join lineages_in($academic_year, $period) as was on others.urn = was.urn
left join school_standings($counted_as, $strands, $light_touch, ['all']) as standings
    on
        was.counts_for_urn = standings.urn
        and standings.academic_year = $academic_year
        and standings.period = $period
left join school_rungs($strands, $light_touch) as rungs
    on
        was.counts_for_urn = rungs.urn
        and rungs.phase = 'all'
        and rungs.academic_year = $academic_year
        and rungs.period = $period
left join programmes_attended_in($academic_year, $period, $strands, $light_touch) as attended
    on was.counts_for_urn = attended.urn
left join last_attended($academic_year, $period, $strands, $light_touch) as last_attended
    on was.counts_for_urn = last_attended.urn
order by is_reached asc nulls first, las.position asc, others.name asc, others.urn asc

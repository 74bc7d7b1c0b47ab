-- The ten schools most like a school of those reached in the period: of the same main phase, special schools and
-- alternative provision among themselves, nearest in size, share of pupils on free school meals and place. They may be
-- of any local authority of the hub, and count as a whole, whatever phases are chosen.
-- One row per school open and in scope today, the most alike first.

select
    schools.urn,
    schools.name,
    las.la_code,
    las.la_name,
    schools.pupils,
    schools.fsm_percent,
    alike.urban_or_rural,
    coalesce(attended.programmes, '') as programmes,
    rung_name(rungs.rung_level, $academic_year, $period) as rung,
    alike.distance_km
from schools_alike($urn, $schools) as alike
inner join schools on alike.urn = schools.urn
inner join local_authorities as las on schools.la_code = las.la_code
inner join lineages_in($academic_year, $period) as was on alike.urn = was.urn
inner join school_rungs($strands, $light_touch) as rungs
    on
        was.counts_for_urn = rungs.urn
        and rungs.phase = 'all'
        and rungs.academic_year = $academic_year
        and rungs.period = $period
left join programmes_attended_in($academic_year, $period, $strands, $light_touch) as attended
    on was.counts_for_urn = attended.urn
where rungs.rung_level >= rung_level($counted_as)
order by alike.difference asc, schools.name asc, schools.urn asc
limit 10

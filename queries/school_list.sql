-- The schools behind the figures: what each is, how far it has come in the period, its standing this academic year,
-- and why and until when it is held back today.
-- One row per school open and in scope.

with rungs as (
    select
        urn,
        max(rung_level) as rung_level
    from school_rungs($strands, $light_touch)
    where
        academic_year = $academic_year
        and period = $period
        and list_contains($la_codes, la_code)
        and list_contains($phases, phase)
        and is_counted(attributes, $schools)
    group by all
),

attended as (
    select
        urn,
        string_agg(distinct programme_name, '; ' order by programme_name asc) as programmes
    from engagement_by_programme
    where
        as_at_year = $academic_year
        and as_at_period = $period
        and academic_year = $academic_year
        and period = $period
        and attended > 0
        and list_contains($strands, strand)
        and ($light_touch or not is_light_touch)
    group by all
)

select
    schools_open.urn,
    schools_open.name,
    las.la_code,
    las.la_name,
    coalesce(taught.phases, '') as phases,
    rung_name(rungs.rung_level, $academic_year, $period) as rung,
    rungs.rung_level >= rung_level($counted_as) as is_reached,
    standings.standing,
    last_attended.last_attended_on,
    last_attended.last_programme,
    coalesce(attended.programmes, '') as programmes,
    schools_open.pupils,
    disadvantage.fsm_quintile,
    coalesce(held_back.held_back, '') as held_back
from rungs
inner join schools_open
    on
        rungs.urn = schools_open.urn
        and schools_open.academic_year = $academic_year
        and schools_open.period = $period
inner join local_authorities as las on schools_open.la_code = las.la_code
inner join school_standings($counted_as, $strands, $light_touch, $phases) as standings
    on
        rungs.urn = standings.urn
        and standings.academic_year = $academic_year
        and standings.period = $period
left join phases_taught as taught on rungs.urn = taught.urn
left join attended on rungs.urn = attended.urn
left join last_attended($academic_year, $period, $strands, $light_touch) as last_attended
    on rungs.urn = last_attended.urn
left join disadvantage
    on
        rungs.urn = disadvantage.urn
        and disadvantage.academic_year = $academic_year
        and disadvantage.period = $period
left join schools_held_back($today, null) as held_back
    on
        rungs.urn = held_back.urn
        and held_back.academic_year = $academic_year
        and held_back.period = $period
order by las.position asc, schools_open.name asc, schools_open.urn asc

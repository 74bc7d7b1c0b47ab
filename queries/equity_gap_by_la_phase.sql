-- The equity gap of the whole, of each local authority and of each phase: reach of the most disadvantaged fifth of
-- schools and of the least; the gap is the first minus the second. Each school has one fifth, among the
-- hub's schools of its main phase, so a local authority may have few schools in one of them.
-- One row per whole, local authority or phase, and fifth, the most disadvantaged fifth before the least.

with reach as (
    select
        urn,
        la_code,
        phase,
        is_reached
    from school_reach($counted_as, $strands, $light_touch)
    where
        academic_year = $academic_year
        and period = $period
        and list_contains($la_codes, la_code)
        and list_contains($phases, phase)
        and is_counted(attributes, $schools)
),

placed as (
    select
        null as la_code,
        null as phase,
        reach.urn,
        fifths.fsm_quintile,
        bool_or(reach.is_reached) as is_reached
    from reach
    inner join disadvantage as fifths
        on reach.urn = fifths.urn and fifths.academic_year = $academic_year and fifths.period = $period
    group by all
    union all
    select
        reach.la_code,
        null as phase,
        reach.urn,
        fifths.fsm_quintile,
        bool_or(reach.is_reached) as is_reached
    from reach
    inner join disadvantage as fifths
        on reach.urn = fifths.urn and fifths.academic_year = $academic_year and fifths.period = $period
    group by all
    union all
    select
        null as la_code,
        reach.phase,
        reach.urn,
        fifths.fsm_quintile,
        reach.is_reached
    from reach
    inner join disadvantage as fifths
        on
            reach.urn = fifths.urn
            and fifths.academic_year = $academic_year
            and fifths.period = $period
    where reach.phase <> 'all'
),

compared as (
    select
        la_code,
        phase,
        fsm_quintile,
        count(*) as schools,
        count(*) filter (where is_reached) as reached,
        reached / schools as reach
    from placed
    where fsm_quintile in (1, 5)
    group by all
)

select
    $academic_year as academic_year,
    $period as period,
    compared.la_code,
    las.la_name,
    compared.phase,
    fifth_names.school_group,
    compared.fsm_quintile = 5 as is_most_disadvantaged,
    compared.schools,
    compared.reached,
    compared.reach,
    100 * (
        max(compared.reach) filter (where compared.fsm_quintile = 5) over same_place
        - max(compared.reach) filter (where compared.fsm_quintile = 1) over same_place
    ) as gap_points
from compared
inner join breakdown_groups as fifth_names
    on compared.fsm_quintile::varchar = fifth_names.group_code and fifth_names.breakdown = 'fifth'
left join local_authorities as las on compared.la_code = las.la_code
left join phases on compared.phase = phases.phase
window same_place as (partition by compared.la_code, compared.phase)
order by
    (compared.la_code is not null or compared.phase is not null) asc,
    las.position asc nulls last,
    phases.position asc nulls first,
    fifth_names.position asc

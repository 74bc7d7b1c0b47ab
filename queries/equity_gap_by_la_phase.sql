-- The equity gap of the whole, of each local authority and of each phase: reach of the most disadvantaged fifth of
-- schools and of the least; the gap is the first minus the second. Each school has one fifth, among the
-- hub's schools of its main phase, so a local authority may have few schools in one of them.
-- One row per whole, local authority or phase, and fifth, the most disadvantaged fifth before the least.

with reach as (
    select
        reach.urn,
        reach.la_code,
        reach.phase,
        reach.is_reached,
        fifths.fsm_quintile
    from
        counted_reach(
            $academic_year, $period, $la_codes, $phases, $strands, $schools, $light_touch, $counted_as
        ) as reach
    inner join disadvantage as fifths
        on reach.urn = fifths.urn and fifths.academic_year = $academic_year and fifths.period = $period
    where fifths.fsm_quintile in (1, 5)
),

compared as (
    select
        la_code,
        phase,
        fsm_quintile,
        count(distinct urn) as schools,
        count(distinct urn) filter (where is_reached) as reached,
        reached / schools as reach
    from reach
    group by grouping sets ((fsm_quintile), (la_code, fsm_quintile), (phase, fsm_quintile))
    -- In phases, the school as a whole is none of them.
    having phase is distinct from 'all'
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

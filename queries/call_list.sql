-- Whom to ring first: schools not reached in the period and not held back today (nor past the chosen programme or not
-- yet ready for it, where it is a stage of a journey), by a score from 0 to 100 that is the weighted mean of five
-- parts, each from 0 to 1: never reached or lapsed, disadvantage, size, how far its phase and local authority are
-- behind their target (else behind the hub), and years since it last attended.
-- One row per school, the highest score first; of equal scores the school with more pupils, then by name and URN.

with reach as materialized (
    select
        urn,
        la_code,
        phase,
        is_reached
    from school_reach($counted_as, $strands, $light_touch)
    where academic_year = $academic_year and period = $period and is_counted(attributes, $schools)
),

-- Reach of each local authority and phase; of a phase or of the hub where la_code is null.
places as materialized (
    select
        la_code,
        phase,
        count(*) as schools,
        count(*) filter (where is_reached) / schools as share_reached
    from reach
    group by grouping sets ((la_code, phase), (phase))
),

-- What each local authority and phase is set against. Targets are of whole years: a term is set against the hub.
aims as (
    select
        places.la_code,
        places.phase,
        places.share_reached,
        coalesce(targets.share, share_of_schools(targets.schools, whole.schools), hub.share_reached) as share_aimed_at,
        case when targets.academic_year is null then 'hub' else 'target' end as aim
    from places
    inner join places as hub on hub.la_code is null and hub.phase = 'all'
    left join targets_of_places($strands) as targets
        on
            places.la_code = targets.la_code
            and places.phase = targets.phase
            and targets.academic_year = $academic_year
            and $period = 'year'
    left join places as whole
        on targets.for_la_code is not distinct from whole.la_code and targets.for_phase = whole.phase
    where places.la_code is not null
),

-- Schools not reached, not held back, and not at another part of the chosen programme's journey.
cold as materialized (
    select urn
    from reach
    where
        list_contains($la_codes, la_code)
        and list_contains($phases, phase)
        and urn not in (
            select urn
            from schools_held_back($today, $programme_code)
            where academic_year = $academic_year and period = $period
        )
        and urn not in (
            select urn
            from stages_not_for_schools($counted_as)
            where academic_year = $academic_year and period = $period and programme_code = $programme_code
        )
    group by urn
    having not bool_or(is_reached)
),

-- Of a school's phases that count (taught, chosen, and of the chosen programme) the one that is furthest behind.
school_places as (
    select
        taught.urn,
        taught.phase as phase_behind,
        aims.share_reached,
        aims.share_aimed_at,
        aims.aim,
        behind_part(aims.share_reached, aims.share_aimed_at) as part_behind
    from (
        select
            urn,
            la_code,
            phase,
            count(*) over (partition by urn) as phases_taught
        from reach
    ) as taught
    inner join aims on taught.la_code = aims.la_code and taught.phase = aims.phase
    left join phases on taught.phase = phases.phase
    where
        list_contains($phases, taught.phase)
        and (taught.phase <> 'all' or taught.phases_taught = 1 and $programme_code is null)
        and ($programme_code is null or taught.phase in (
            select phase
            from programme_phases
            where programme_code = $programme_code
        ))
    qualify row_number() over (partition by taught.urn order by part_behind desc, phases.position asc) = 1
),

parts as (
    select
        schools_open.urn,
        schools_open.name,
        schools_open.la_code,
        coalesce(taught.phases, '') as phases,
        standings.standing,
        disadvantage.fsm_quintile,
        schools_open.pupils,
        sizes.share_smaller,
        school_places.phase_behind,
        school_places.share_reached,
        school_places.share_aimed_at,
        school_places.aim,
        attended.last_attended_on,
        attended.last_programme,
        coalesce(attended.programmes, '') as programmes_before,
        standing_part(standings.standing) as part_standing,
        disadvantage_part(disadvantage.fsm_quintile) as part_disadvantage,
        size_part(sizes.share_smaller) as part_size,
        school_places.part_behind,
        years_part($academic_year, attended.last_attended_on) as part_years,
        100 / nullif(
            $weight_standing + $weight_disadvantage + $weight_size + $weight_behind + $weight_years, 0
        ) as points_a_weight,
        coalesce($weight_standing * points_a_weight * part_standing, 0) as points_standing,
        coalesce($weight_disadvantage * points_a_weight * part_disadvantage, 0) as points_disadvantage,
        coalesce($weight_size * points_a_weight * part_size, 0) as points_size,
        coalesce($weight_behind * points_a_weight * school_places.part_behind, 0) as points_behind,
        coalesce($weight_years * points_a_weight * part_years, 0) as points_years,
        round(points_standing + points_disadvantage + points_size + points_behind + points_years, 1) as score
    from cold
    inner join school_places on cold.urn = school_places.urn
    inner join schools_open
        on
            cold.urn = schools_open.urn
            and schools_open.academic_year = $academic_year
            and schools_open.period = $period
    inner join school_standings($counted_as, $strands, $light_touch, $phases) as standings
        on
            cold.urn = standings.urn
            and standings.academic_year = $academic_year
            and standings.period = $period
    left join phases_taught as taught on cold.urn = taught.urn
    left join disadvantage
        on
            cold.urn = disadvantage.urn
            and disadvantage.academic_year = $academic_year
            and disadvantage.period = $period
    left join school_sizes($schools) as sizes
        on cold.urn = sizes.urn and sizes.academic_year = $academic_year and sizes.period = $period
    left join last_attended($academic_year, $period, $strands, $light_touch) as attended
        on cold.urn = attended.urn
)

select
    row_number() over (order by parts.score desc, parts.pupils desc nulls last, parts.name asc, parts.urn asc) as rank,
    parts.urn,
    parts.name,
    parts.la_code,
    las.la_name,
    parts.phases,
    parts.score,
    parts.points_standing,
    parts.points_disadvantage,
    parts.points_size,
    parts.points_behind,
    parts.points_years,
    parts.last_attended_on,
    parts.last_programme,
    parts.programmes_before,
    parts.pupils,
    parts.fsm_quintile,
    parts.standing,
    parts.share_smaller,
    parts.phase_behind,
    parts.share_reached,
    parts.share_aimed_at,
    parts.aim,
    parts.part_standing,
    parts.part_disadvantage,
    parts.part_size,
    parts.part_behind,
    parts.part_years,
    schools.town,
    schools.telephone,
    buddies.buddy,
    buddies.buddy_km,
    calls.called_on,
    calls.call_outcome,
    calls.call_again_on
from parts
inner join schools on parts.urn = schools.urn
left join nearest_buddies($academic_year, $la_codes, $strands, $programme_code, $schools) as buddies
    on parts.urn = buddies.urn
left join latest_calls as calls
    on parts.urn = calls.urn and calls.academic_year = $academic_year and calls.period = $period
inner join local_authorities as las on parts.la_code = las.la_code
order by rank asc

-- Which schools moved between two periods: gained (reached now, not then), lost (reached then, not now), opened
-- (counted now, not then) and closed (counted then, not now), kept (reached in both) and neither. A school counts in
-- each phase that it teaches, and in the local authority that it has in each period.
-- One row per place (a local authority, a phase, a pair of them, or all of the hub that was chosen) and move, whether
-- or not any school made it.

with places as materialized (
    select
        urn,
        case when $breakdown in ('la', 'la_phase') then la_code else 'all' end as la_code,
        case when $breakdown in ('phase', 'la_phase') then phase else 'all' end as phase,
        bool_or(is_reached_then) as is_reached_then,
        bool_or(is_reached_now) as is_reached_now
    from
        compared_schools(
            $academic_year,
            $period,
            $other_year,
            $other_period,
            $breakdown in ('la', 'la_phase'),
            $la_codes,
            $counted_as,
            $strands,
            $schools,
            $light_touch
        )
    where
        list_contains($phases, phase)
        and (phase <> 'all' or $breakdown not in ('phase', 'la_phase'))
    group by all
)

select
    places.la_code,
    las.la_name,
    places.phase,
    moves_between.move as moved,
    count(*) filter (
        where move_between(places.is_reached_then, places.is_reached_now) = moves_between.move
    ) as schools_of_move,
    count(*) filter (
        where
        move_between(places.is_reached_then, places.is_reached_now) = moves_between.move
        and coalesce(places.is_reached_now, places.is_reached_then)
    ) as reached_of_move
from places
cross join moves_between
left join local_authorities as las on places.la_code = las.la_code
left join phases on places.phase = phases.phase
group by all
order by min(las.position) asc, min(phases.position) asc, min(moves_between.position) asc

-- How much of the change in reach is schools that opened or closed: reach in both periods, among all schools and among
-- the schools that count in both (like for like), and the rest of the change, in percentage points; and the schools
-- gained, lost, opened and closed.
-- One row per pair of periods: there is one.

with schools_of_both as materialized (
    select
        urn,
        bool_or(is_reached_then) as is_reached_then,
        bool_or(is_reached_now) as is_reached_now,
        move_between(bool_or(is_reached_then), bool_or(is_reached_now)) as move
    from
        compared_schools(
            $academic_year,
            $period,
            $other_year,
            $other_period,
            false,
            $la_codes,
            $counted_as,
            $strands,
            $schools,
            $light_touch
        )
    where list_contains($phases, phase)
    group by all
)

select
    count(is_reached_then) as schools_then,
    count(*) filter (where is_reached_then) as reached_then,
    count(is_reached_now) as schools_now,
    count(*) filter (where is_reached_now) as reached_now,
    count(*) filter (where is_reached_then is not null and is_reached_now is not null) as schools_in_both,
    count(*) filter (where is_reached_then and is_reached_now is not null) as reached_then_of_both,
    count(*) filter (where is_reached_now and is_reached_then is not null) as reached_now_of_both,
    count(*) filter (where move = 'gained') as gained,
    count(*) filter (where move = 'lost') as lost,
    count(*) filter (where move = 'opened') as opened,
    count(*) filter (where move = 'opened' and is_reached_now) as opened_reached,
    count(*) filter (where move = 'closed') as closed,
    count(*) filter (where move = 'closed' and is_reached_then) as closed_reached,
    100 * (reached_now / nullif(schools_now, 0) - reached_then / nullif(schools_then, 0)) as change_points,
    100 * (reached_now_of_both - reached_then_of_both) / nullif(schools_in_both, 0) as like_for_like_points,
    change_points - like_for_like_points as opened_closed_points
from schools_of_both

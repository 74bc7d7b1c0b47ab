-- Standing of the hub's schools: new this academic year, sustained, re-engaged, lapsed, or never reached.
-- One row per standing, whether or not any school has it.

with history as (
    select
        urn,
        bool_or(is_reached_this_year) as is_reached_this_year,
        bool_or(is_reached_last_year) as is_reached_last_year,
        bool_or(is_reached_earlier) as is_reached_earlier
    from school_history($counted_as, $strands, $light_touch)
    where
        academic_year = $academic_year
        and period = $period
        and list_contains($la_codes, la_code)
        and list_contains($phases, phase)
        and ($independent or not is_independent)
    group by all
)

select
    $academic_year as academic_year,
    standings.standing,
    count(*) as schools,
    count(*) filter (
        where
        standing(history.is_reached_this_year, history.is_reached_last_year, history.is_reached_earlier)
        = standings.standing
    ) as schools_of_standing,
    schools_of_standing / schools as share
from history
cross join standings
group by all
order by min(standings.position) asc

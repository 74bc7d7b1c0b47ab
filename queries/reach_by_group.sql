-- Reach by groups of schools: by disadvantage, investment area, who runs them, size, or place. Each school is counted
-- once, in one group.
-- One row per group that has schools, in the order in which groups are shown.

select
    reach.academic_year,
    reach.period,
    grouped.school_group,
    count(*) as schools,
    count(*) filter (where reach.is_reached) as reached,
    reached / schools as reach
from reached_schools($counted_as, $strands, $light_touch, $phases) as reach
inner join grouped_schools($breakdown) as grouped
    on
        reach.urn = grouped.urn
        and reach.academic_year = grouped.academic_year
        and reach.period = grouped.period
where
    reach.academic_year = $academic_year
    and reach.period = $period
    and list_contains($la_codes, reach.la_code)
    and is_counted(reach.attributes, $schools)
group by all
order by min(grouped.position) asc

-- School-to-school support that began in the period: days given by schools and days received, by local authority or by
-- phase. A school of several phases counts in each.
-- One row per local authority or phase, and direction.

with counted as (
    select
        support_group,
        direction,
        urn,
        days
    from support_sides($breakdown, $academic_year, $period, $la_codes, $phases, $independent)
    where list_has_any($strands, strands_with_role(['cpd']))
)

select
    groups_shown.support_group,
    directions.direction,
    coalesce(sum(counted.days), 0)::double as days,
    count(counted.urn) as supports,
    count(distinct counted.urn) as schools
from support_groups($breakdown, $la_codes, $phases) as groups_shown
cross join (values ('given', 1), ('received', 2)) as directions (direction, position)
left join counted
    on groups_shown.support_group = counted.support_group and directions.direction = counted.direction
group by all
order by min(groups_shown.position) asc, min(directions.position) asc

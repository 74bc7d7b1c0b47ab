-- School-to-school support that began in the period: days given by schools and days received, by local authority or by
-- phase. A school of several phases counts in each.
-- One row per local authority or phase, and direction.

select
    groups_shown.support_group,
    directions.direction,
    coalesce(sum(sides.days), 0)::double as days,
    count(sides.urn) as supports,
    count(distinct sides.urn) as schools
from support_groups($breakdown, $la_codes, $phases) as groups_shown
cross join (values ('given', 1), ('received', 2)) as directions (direction, position)
left join support_sides($breakdown, $academic_year, $period, $la_codes, $phases, $independent) as sides
    on
        groups_shown.support_group = sides.support_group
        and directions.direction = sides.direction
        and list_contains($strands, 'cpd')
group by all
order by min(groups_shown.position) asc, min(directions.position) asc

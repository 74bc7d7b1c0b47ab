-- School-to-school support that began in the period: days given by schools and days received, by local authority or by
-- phase, of programmes of the chosen strands; without a programme its strand is CPD, in a hub without CPD its first. A
-- school of several phases counts in each.
-- One row per local authority or phase, and direction.

with counted as (
    select
        support_group,
        direction,
        urn,
        days
    from support_sides($breakdown, $academic_year, $period, $la_codes, $phases, $schools)
    where list_contains($strands, strand)
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

-- The schools that gave or received support of the chosen strands that began in the period, each with the schools at
-- the other end.
-- One row per local authority or phase, chosen school, direction and school at the other end.

select
    sides.urn,
    schools_open.name,
    las.la_code,
    las.la_name,
    sides.support_group,
    here.place as from_place,
    there.place as to_place,
    sides.direction,
    sides.other_urn,
    coalesce(other_end.name, '') as other_name,
    sum(sides.days)::double as days,
    string_agg(distinct sides.focus, '; ' order by sides.focus asc) as foci
from support_sides($breakdown, $academic_year, $period, $la_codes, $phases, $schools) as sides
inner join schools_open
    on
        sides.urn = schools_open.urn
        and schools_open.academic_year = $academic_year
        and schools_open.period = $period
inner join local_authorities as las on sides.la_code = las.la_code
inner join support_places as here on sides.supporting_la_code = here.la_code
inner join support_places as there on sides.supported_la_code = there.la_code
left join establishments as other_end on sides.other_urn = other_end.urn
where list_contains($strands, sides.strand)
group by all
order by
    min(las.position) asc,
    schools_open.name asc,
    sides.direction asc,
    days desc,
    other_name asc,
    sides.urn asc,
    support_group asc

-- Who supports whom: days of school-to-school support that began in the period, from the local authority of the school
-- that gives it to that of the school that receives it. It counts where either school is one of the chosen ones and its
-- programme is of a chosen strand; without a programme its strand is CPD, in a hub without CPD its first.
-- One row per pair of local authorities with support between them.

with supported as (
    -- A support between two of the chosen schools has two sides and is one.
    select distinct
        support_id,
        case direction when 'given' then urn else other_urn end as supporting_urn,
        case direction when 'given' then other_urn else urn end as supported_urn,
        supporting_la_code,
        supported_la_code,
        days
    from support_sides('la', $academic_year, $period, $la_codes, $phases, $schools)
    where list_contains($strands, strand)
),

flows as (
    select
        here.place as from_place,
        there.place as to_place,
        here.position as from_position,
        there.position as to_position,
        sum(supported.days) as days,
        count(*) as supports,
        count(distinct supported.supporting_urn) as schools_supporting,
        count(distinct supported.supported_urn) as schools_supported
    from supported
    inner join support_places as here on supported.supporting_la_code = here.la_code
    inner join support_places as there on supported.supported_la_code = there.la_code
    group by all
)

select
    from_place,
    to_place,
    days::double as days,
    supports,
    schools_supporting,
    schools_supported,
    sum(days) over (partition by from_place)::double as days_given,
    sum(days) over (partition by to_place)::double as days_received
from flows
order by from_position asc, to_position asc

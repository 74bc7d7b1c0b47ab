-- Different people who attended, and the schools that they came from, in the groups that public figures are by and
-- in all that are made of them, of the year and each of its terms: what rounding needs to know of the parts of a total.
-- Not shown itself.
-- One row per year or term, phase, local authority, strand and lead partner with somebody who attended. Each of the
-- last three may be “all”; phase “chosen” is all chosen phases together.

with people as materialized (
    select
        period,
        la_code,
        strand,
        partner,
        urn,
        attendee,
        programme_code
    from
        people_of_partners(
            $academic_year,
            all_periods(),
            $la_codes,
            $phases,
            $strands,
            $schools,
            $light_touch
        )
    where rung_level >= rung_level('attended')
),

in_phases as (
    select
        'chosen' as phase,
        people.period,
        people.la_code,
        people.strand,
        people.partner,
        people.urn,
        people.attendee
    from people
    union all
    select
        phases_of_pairs.phase,
        people.period,
        people.la_code,
        people.strand,
        people.partner,
        people.urn,
        people.attendee
    from people
    inner join phases_of_programmes($phases) as phases_of_pairs
        on people.urn = phases_of_pairs.urn and people.programme_code = phases_of_pairs.programme_code
)

select
    period,
    phase,
    coalesce(la_code, 'all') as la_code,
    coalesce(strand, 'all') as strand,
    coalesce(partner, 'all') as partner,
    count(distinct attendee) as people,
    count(distinct urn) as reached
from in_phases
group by
    grouping sets (
        (period, phase, la_code, strand, partner),
        (period, phase, la_code, strand),
        (period, phase, la_code, partner),
        (period, phase, la_code),
        (period, phase, strand, partner),
        (period, phase, strand),
        (period, phase, partner),
        (period, phase)
    )
order by period asc, phase asc, la_code asc, strand asc, partner asc

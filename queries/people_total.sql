-- Teachers reached: different people who attended a session in the period, from schools open and in scope.
-- One row per academic year and period: there is one.

-- Which programmes count for which attended URN: those for a phase that its school teaches.
with counted_programmes as materialized (
    select distinct
        lineages.urn,
        programmes.programme_code
    from lineages
    inner join schools_open
        on
            lineages.counts_for_urn = schools_open.urn
            and lineages.academic_year = schools_open.academic_year
            and lineages.period = schools_open.period
    inner join school_phases on lineages.counts_for_urn = school_phases.urn
    inner join programme_phases on school_phases.phase = programme_phases.phase
    inner join programmes on programme_phases.programme_code = programmes.programme_code
    where
        lineages.academic_year = $academic_year
        and lineages.period = $period
        and list_contains($la_codes, schools_open.la_code)
        and list_contains($phases, school_phases.phase)
        and list_contains($strands, programmes.strand)
        and ($light_touch or not programmes.is_light_touch)
        and ($independent or not schools_open.is_independent)
),

attended as materialized (
    select
        attendance_facts.attendee,
        attendance_facts.urn,
        attendance_facts.programme_code
    from attendance_facts
    inner join periods on attendance_facts.held_on between periods.starts_on and periods.ends_on
    where
        attendance_facts.attendance = 'attended'
        and periods.academic_year = $academic_year
        and periods.period = $period
)

select
    $academic_year as academic_year,
    $period as period,
    count(distinct attended.attendee) as people
from attended
inner join counted_programmes
    on
        attended.urn = counted_programmes.urn
        and attended.programme_code = counted_programmes.programme_code

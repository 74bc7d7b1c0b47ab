-- Teachers reached: different people who attended a session in the period, from schools open and in scope.
-- One row per academic year and period: there is one.

with counted_schools as materialized (
    select
        schools_open.urn,
        school_phases.phase
    from schools_open
    inner join school_phases on schools_open.urn = school_phases.urn
    where
        schools_open.academic_year = $academic_year
        and schools_open.period = $period
        and list_contains($la_codes, schools_open.la_code)
        and list_contains($phases, school_phases.phase)
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
inner join lineages
    on
        attended.urn = lineages.urn
        and lineages.academic_year = $academic_year
        and lineages.period = $period
inner join programmes on attended.programme_code = programmes.programme_code
inner join programme_phases on attended.programme_code = programme_phases.programme_code
inner join counted_schools
    on
        lineages.counts_for_urn = counted_schools.urn
        and programme_phases.phase = counted_schools.phase
where
    list_contains($strands, programmes.strand)
    and ($light_touch or not programmes.is_light_touch)

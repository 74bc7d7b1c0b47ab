-- Each programme's reach in the period: schools reached by it of those open and in scope that teach a phase it is for,
-- and the different people who attended it.
-- One row per programme of the chosen strands that anyone signed up for in the period, most schools reached first.

with taking_part as (
    select
        programme_code,
        urn,
        activity_id,
        attendee,
        attended
    from counted_participations($academic_year, [$period], $la_codes, $phases, $strands, $independent, $light_touch)
),

meant_for as (
    select
        programme_phases.programme_code,
        count(distinct schools_open.urn) as schools
    from schools_open
    inner join school_phases on schools_open.urn = school_phases.urn
    inner join programme_phases on school_phases.phase = programme_phases.phase and programme_phases.phase <> 'all'
    where
        schools_open.academic_year = $academic_year
        and schools_open.period = $period
        and list_contains($la_codes, schools_open.la_code)
        and list_contains($phases, school_phases.phase)
        and ($independent or not schools_open.is_independent)
    group by all
),

reached as (
    select
        engagement.programme_code,
        engagement.urn
    from engagement
    where
        engagement.as_at_year = $academic_year
        and engagement.as_at_period = $period
        and engagement.academic_year = $academic_year
        and engagement.period = $period
        and engagement.rung_level >= rung_level($counted_as)
)

select
    programmes.programme_name,
    any_value(strands.strand_name) as strand_name,
    count(distinct reached.urn) as reached,
    any_value(meant_for.schools) as schools,
    count(distinct taking_part.activity_id) as activities,
    count(distinct taking_part.attendee) filter (where taking_part.attended > 0) as people
from taking_part
inner join programmes on taking_part.programme_code = programmes.programme_code
inner join strands on programmes.strand = strands.strand
left join meant_for on taking_part.programme_code = meant_for.programme_code
left join reached on taking_part.programme_code = reached.programme_code and taking_part.urn = reached.urn
group by all
order by reached desc, people desc, programmes.programme_name asc

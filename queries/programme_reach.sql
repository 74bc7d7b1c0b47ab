-- Each programme's reach in the period: schools reached by it of those open and in scope that teach a phase it is for,
-- and the different people who attended it, from any school that counts.
-- One row per programme of the chosen strands that anyone signed up for in the period, most schools reached first.

with taking_part as (
    select
        programme_code,
        urn,
        activity_id,
        attendee,
        attended
    from counted_participations($academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch)
),

meant_for as (
    select distinct
        phases_of_pairs.programme_code,
        schools_open.urn
    from schools_open
    inner join phases_of_programmes($phases) as phases_of_pairs on schools_open.urn = phases_of_pairs.urn
    where
        schools_open.academic_year = $academic_year
        and schools_open.period = $period
        and list_contains($la_codes, schools_open.la_code)
        and is_counted(schools_open.attributes, $schools)
),

reached as (
    select
        meant_for.programme_code,
        count(*) as schools,
        count(*) filter (where engagement.rung_level >= rung_level($counted_as)) as reached
    from meant_for
    left join engagement_in_period($academic_year, $period) as engagement
        on meant_for.urn = engagement.urn and meant_for.programme_code = engagement.programme_code
    group by all
)

select
    programmes.programme_name,
    any_value(strands.strand_name) as strand_name,
    coalesce(any_value(reached.reached), 0) as reached,
    coalesce(any_value(reached.schools), 0) as schools,
    count(distinct taking_part.activity_id) as activities,
    count(distinct taking_part.attendee) filter (where taking_part.attended > 0) as people
from taking_part
inner join programmes on taking_part.programme_code = programmes.programme_code
inner join strands on programmes.strand = strands.strand
left join reached on taking_part.programme_code = reached.programme_code
group by all
order by reached desc, people desc, programmes.programme_name asc

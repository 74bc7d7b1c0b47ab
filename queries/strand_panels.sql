-- What each strand did in the period: activities with someone of the schools on their registers or pupils counted,
-- their sessions held, schools reached, different people who attended, pupils where they were counted, and pupils who
-- are expected at sessions that were not held yet; and the year's target of the strand's own, as a number of schools.
-- One row per chosen strand.

with taking_part as materialized (
    select
        programmes.strand,
        people.activity_id,
        people.attendee,
        people.attended_urn,
        people.attended
    from
        counted_participations(
            $academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch
        ) as people
    inner join programmes on people.programme_code = programmes.programme_code
),

pupils_brought as materialized (
    select
        strand,
        activity_id,
        session_id,
        pupils
    from pupils_of_strands($academic_year, $period, $la_codes, $phases, $strands, $schools, $light_touch)
    where not is_expected
),

pupils_to_come as (
    select
        strand,
        sum(pupils)::bigint as pupils_expected
    from pupils_of_strands($academic_year, $period, $la_codes, $phases, $strands, $schools, $light_touch)
    where is_expected
    group by all
),

people_there as (
    select
        strand,
        count(distinct attendee) filter (where attended > 0) as people
    from taking_part
    group by all
),

activities_there as (
    select
        strand,
        count(*) as activities
    from (
        select
            strand,
            activity_id
        from taking_part
        union
        select
            strand,
            activity_id
        from pupils_brought
    )
    group by all
),

-- Sessions that somebody of the schools was on the register of, or brought pupils to.
sessions_there as (
    select
        strand,
        count(*) as sessions_held
    from (
        select
            there.strand,
            sessions.session_id
        from (
            select distinct
                strand,
                activity_id,
                attended_urn
            from taking_part
        ) as there
        inner join sessions on there.activity_id = sessions.activity_id and sessions.is_held
        inner join periods
            on
                sessions.held_on between periods.starts_on and periods.ends_on
                and periods.academic_year = $academic_year
                and periods.period = $period
        inner join session_marks as marks
            on sessions.session_id = marks.session_id and there.attended_urn = marks.urn
        union
        select
            strand,
            session_id
        from pupils_brought
    )
    group by all
),

pupils_there as (
    select
        strand,
        sum(pupils)::bigint as pupils
    from pupils_brought
    group by all
),

counted as materialized (
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
        and is_counted(schools_open.attributes, $schools)
),

engaged as materialized (
    select
        urn,
        programme_code
    from engagement_in_period($academic_year, $period)
    where rung_level >= rung_level($counted_as)
),

reached as (
    select
        programmes.strand,
        count(distinct counted.urn) as reached
    from engaged
    inner join programmes on engaged.programme_code = programmes.programme_code
    inner join programme_phases on engaged.programme_code = programme_phases.programme_code
    inner join counted on engaged.urn = counted.urn and programme_phases.phase = counted.phase
    where $light_touch or not programmes.is_light_touch
    group by all
),

schools_counted as (
    select count(distinct urn) as schools
    from counted
),

targets as (
    select
        strand,
        share,
        schools,
        source
    from all_targets
    where
        $period = 'year'
        and academic_year = $academic_year
        and programme_code is null
        and is_target_of_chosen_schools(la_code, phase, $la_codes, $phases)
)

select
    $academic_year as academic_year,
    $period as period,
    strands.strand,
    strands.strand_name,
    coalesce(activities_there.activities, 0) as activities,
    coalesce(sessions_there.sessions_held, 0) as sessions_held,
    coalesce(reached.reached, 0) as reached,
    schools_counted.schools,
    coalesce(reached.reached, 0) / nullif(schools_counted.schools, 0) as reach,
    coalesce(people_there.people, 0) as people,
    pupils_there.pupils,
    pupils_to_come.pupils_expected,
    schools_aimed_at(targets.share, targets.schools, schools_counted.schools) as target_schools,
    schools_still_needed(target_schools, coalesce(reached.reached, 0)) as still_needed,
    targets.source
from strands
cross join schools_counted
left join activities_there on strands.strand = activities_there.strand
left join sessions_there on strands.strand = sessions_there.strand
left join people_there on strands.strand = people_there.strand
left join pupils_there on strands.strand = pupils_there.strand
left join pupils_to_come on strands.strand = pupils_to_come.strand
left join reached on strands.strand = reached.strand
left join targets on strands.strand = targets.strand
where list_contains($strands, strands.strand)
order by strands.position asc

-- One row per thing that may make figures wrong or incomplete: how often it occurs, and a few of what it concerns. Of
-- words that no definition knows, each is named.

with in_scope as (
    select
        schools_in_scope.urn,
        schools_in_scope.name,
        schools_in_scope.pupils,
        schools_in_scope.fsm_percent
    from schools_in_scope
    cross join register_dates
    where
        is_open(
            schools_in_scope.status,
            schools_in_scope.opened_on,
            schools_in_scope.closed_on,
            register_dates.register_date
        )
),

found as (
    select
        'schools_without_coordinates' as finding,
        name as what
    from in_scope
    where urn not in (select urn from school_places)
    union all
    select
        'schools_without_pupils' as finding,
        name as what
    from in_scope
    where pupils is null
    union all
    select
        'schools_without_fsm' as finding,
        name as what
    from in_scope
    where fsm_percent is null
    union all
    select
        'unknown_register_words' as finding,
        field || ': ' || coalesce(nullif(trim(word), ''), 'blank') as what
    from unknown_register_words
    union all
    select
        'attendance_at_closed_schools' as finding,
        establishments.name || ', ' || strftime(attendance_facts.held_on, '%d/%m/%Y') as what
    from attendance_facts
    inner join establishments on attendance_facts.urn = establishments.urn
    where attendance_facts.attendance = 'attended' and establishments.closed_on < attendance_facts.held_on
    union all
    select
        'sessions_in_no_term' as finding,
        activities.activity || ', ' || strftime(sessions.held_on, '%d/%m/%Y') as what
    from sessions
    inner join activities on sessions.activity_id = activities.activity_id
    where
        not exists (
            select 1
            from calendar_periods as terms
            where terms.period <> 'year' and sessions.held_on between terms.starts_on and terms.ends_on
        )
    union all
    select
        'activities_without_programme' as finding,
        activity as what
    from activities
    where programme_code not in (select programme_code from programmes)
    union all
    select
        'targets_without_schools' as finding,
        concat_ws(', ', targets.academic_year, local_authorities.la_name, targets.phase, targets.source) as what
    from all_targets as targets
    left join local_authorities on targets.la_code = local_authorities.la_code
    where
        not exists (
            select 1
            from schools_in_scope
            inner join school_phases on schools_in_scope.urn = school_phases.urn
            where
                school_phases.phase = coalesce(targets.phase, 'all')
                and schools_in_scope.la_code = coalesce(targets.la_code, schools_in_scope.la_code)
        )
    union all
    select
        'targets_not_known' as finding,
        academic_year || ', ' || not_in_settings as what
    from targets_not_known
    union all
    select
        'areas_without_outline' as finding,
        la_name as what
    from local_authorities
    where la_code not in (select la_code from boundaries) and exists (select 1 from boundaries)
    union all
    select
        'booked_in_the_past' as finding,
        activities.activity || ', ' || strftime(sessions.held_on, '%d/%m/%Y') as what
    from attendances
    inner join sessions on attendances.session_id = sessions.session_id
    inner join activities on sessions.activity_id = activities.activity_id
    where attendances.attendance = 'booked' and sessions.held_on < $today
)

select
    finding,
    count(*) as times,
    list_sort(list_distinct(list(what)))[1:case finding when 'unknown_register_words' then 1000 else 8 end] as examples
from found
group by finding
order by finding asc

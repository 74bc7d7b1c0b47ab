-- Places offered, and who is still to be reached: is there a group where one is needed?

-- One row per year or term and activity that belongs to it: one of its sessions is in it, held or still to come, or,
-- where nothing is known of its sessions, it starts in it.
create or replace view activities_in_periods as
select distinct
    periods.academic_year,
    periods.period,
    activities.activity_id,
    activities.programme_code,
    activities.activity,
    activities.lead_partner
from activities
left join sessions on activities.activity_id = sessions.activity_id
left join activity_details on activities.activity_id = activity_details.activity_id
inner join periods
    on coalesce(sessions.held_on, activity_details.starts_on) between periods.starts_on and periods.ends_on;

-- One row per year or term and activity that belongs to it: its places, null where nobody gave them, and how they are
-- taken up. People are all who are on its registers in the period, whatever their mark; schools are theirs, as given.
-- phases are those that it is for: its own where it has one, else its programme's.
create or replace view places_taken as
with people as (
    select
        academic_year,
        period,
        activity_id,
        count(distinct attendee) as signed_up,
        count(distinct attended_urn) as schools
    from participations
    group by all
)

select
    activities.academic_year,
    activities.period,
    activities.activity_id,
    activities.programme_code,
    activities.activity,
    activities.lead_partner,
    case
        when activity_details.phase_focus is null then programmes.phases
        else [activity_details.phase_focus]
    end as phases,
    activity_details.starts_on,
    activity_details.places,
    coalesce(people.signed_up, 0) as signed_up,
    coalesce(people.schools, 0) as schools,
    -- `greatest` passes over what is unknown, so it is asked for first.
    case
        when activity_details.places is not null
            then greatest(activity_details.places - coalesce(people.signed_up, 0), 0)
    end as free_places
from activities_in_periods as activities
inner join programmes on activities.programme_code = programmes.programme_code
left join activity_details on activities.activity_id = activity_details.activity_id
left join people
    on
        activities.activity_id = people.activity_id
        and activities.academic_year = people.academic_year
        and activities.period = people.period;

-- One row per academic year and programme: how many schools a group of it usually has, the median of its activities
-- of that year and the year before that anyone signed up for, and how many people a school usually sends.
create or replace view usual_groups as
select
    years.academic_year,
    taken.programme_code,
    median(taken.schools) as schools_a_group,
    sum(taken.signed_up) / sum(taken.schools) as people_a_school
from (
    select distinct academic_year
    from periods
) as years
inner join places_taken as taken
    on taken.academic_year in (years.academic_year, academic_year_before(years.academic_year))
where taken.period = 'year' and taken.schools > 0
group by all;

-- How full is a group? Under-filled is less than 60% of its places.
create or replace macro group_state(chosen_signed_up, chosen_places) as (
    case
        when chosen_signed_up >= chosen_places then 'full'
        when chosen_signed_up < 0.6 * chosen_places then 'under-filled'
        when chosen_places is not null then 'filling'
    end
);

-- One row per year or term, school open and in scope, phase it teaches, and programme for that phase: has the programme
-- reached the school, on the chosen rung, in that academic year or before? need is 'reached', 'past it' or 'not yet
-- ready' where the programme is a stage of a journey that is not for the school, 'held back' where it is to be left
-- alone on the chosen day, else 'not yet reached'.
create or replace macro programme_need(chosen_rung, chosen_day) as table
    with reached as (
        select
            schools_open.academic_year,
            schools_open.period,
            schools_open.urn,
            schools_open.name,
            schools_open.la_code,
            schools_open.attributes,
            schools_open.pupils,
            school_phases.phase,
            programmes.programme_code,
            programmes.programme_name,
            programmes.strand,
            programmes.is_light_touch,
            coalesce(bool_or(engagement.rung_level >= rung_level(chosen_rung)), false) as is_reached,
            max(engagement.last_attended_on) as last_attended_on,
            coalesce(bool_or(hold_backs.urn is not null), false) as is_held_back
        from schools_open
        inner join school_phases on schools_open.urn = school_phases.urn
        inner join programme_phases on school_phases.phase = programme_phases.phase and programme_phases.phase <> 'all'
        inner join programmes on programme_phases.programme_code = programmes.programme_code
        left join engagement
            on
                schools_open.as_at_year = engagement.as_at_year
                and schools_open.period = engagement.as_at_period
                and schools_open.urn = engagement.urn
                and programmes.programme_code = engagement.programme_code
                and schools_open.academic_year >= engagement.academic_year
                and is_year(engagement.period)
        left join hold_backs_of_schools as hold_backs
            on
                schools_open.urn = hold_backs.urn
                and schools_open.academic_year = hold_backs.academic_year
                and schools_open.period = hold_backs.period
                and programmes.programme_code = coalesce(hold_backs.programme_code, programmes.programme_code)
                and is_in_force(hold_backs.until_on, chosen_day)
        group by all
    )

    select
        reached.* exclude (is_held_back),
        case
            when reached.is_reached then 'reached'
            when not_for.why_not is not null then not_for.why_not
            when reached.is_held_back then 'held back'
            else 'not yet reached'
        end as need
    from reached
    left join stages_not_for_schools(chosen_rung) as not_for
        on
            reached.academic_year = not_for.academic_year
            and reached.period = not_for.period
            and reached.urn = not_for.urn
            and reached.programme_code = not_for.programme_code;

-- Who leads what: activities with their lead partners, and whom each activity reaches.

-- One row per activity: its lead partner as last given by a register or sheet, under the name that the list of
-- partners has for it. A lead that is no known partner keeps its name; a lead that was never given is null.
create or replace view activity_leads as
select
    activities.activity_id,
    activities.programme_code,
    activities.activity,
    coalesce(
        all_partners.partner,
        min(activities.lead_partner) over (partition by lower(activities.lead_partner))
    ) as partner,
    all_partners.kind,
    all_partners.partner is not null as is_known_partner
from activities
left join all_partners on lower(activities.lead_partner) = lower(all_partners.partner);

-- One row per activity, establishment as at the period's date, and person on its registers in the period, with the
-- rung that the person came to in this activity.
create or replace macro people_in_activities(chosen_academic_year, chosen_period) as table
    with people as (
        select
            sessions.activity_id,
            lineages.counts_for_urn as urn,
            attendances.attendee,
            count(*) filter (where attendances.attendance = 'attended') as attended
        from periods
        inner join sessions on sessions.held_on between periods.starts_on and periods.ends_on
        inner join attendances on sessions.session_id = attendances.session_id
        inner join lineages
            on
                attendances.urn = lineages.urn
                and periods.academic_year = lineages.academic_year
                and periods.period = lineages.period
        where
            periods.academic_year = chosen_academic_year
            and periods.period = chosen_period
        group by all
    )

    select
        people.activity_id,
        people.urn,
        people.attendee,
        case
            when activity_sessions.sessions_held >= 2 and people.attended >= 0.75 * activity_sessions.sessions_held
                then rung_level('completed')
            when people.attended > 0 then rung_level('attended')
            else rung_level('signed_up')
        end as rung_level
    from people
    inner join activity_sessions
        on
            people.activity_id = activity_sessions.activity_id
            and activity_sessions.academic_year = chosen_academic_year
            and activity_sessions.period = chosen_period;

-- One row per activity, school open and in scope, and person on its registers in the period: whom each lead partner
-- reaches. Only activities of the chosen strands count, and in a phase only those for it at schools that teach it.
create or replace macro people_of_partners(
    chosen_academic_year, chosen_period, chosen_strands, chosen_light_touch, chosen_phases
) as table
    with taught as (
        select
            urn,
            list(phase) as taught_phases
        from school_phases
        group by all
    )

    select
        people.activity_id,
        coalesce(leads.partner, 'No lead given') as partner,
        leads.partner is null as has_no_lead,
        leads.is_known_partner,
        leads.kind,
        leads.activity,
        programmes.programme_name,
        programmes.strand,
        people.attendee,
        people.rung_level,
        schools_open.urn,
        schools_open.name,
        schools_open.la_code,
        schools_open.is_independent
    from people_in_activities(chosen_academic_year, chosen_period) as people
    inner join activity_leads as leads on people.activity_id = leads.activity_id
    inner join programmes on leads.programme_code = programmes.programme_code
    inner join schools_open
        on
            people.urn = schools_open.urn
            and schools_open.academic_year = chosen_academic_year
            and schools_open.period = chosen_period
    inner join taught on people.urn = taught.urn
    where
        list_contains(chosen_strands, programmes.strand)
        and (chosen_light_touch or not programmes.is_light_touch)
        and (
            list_contains(chosen_phases, 'all')
            or list_has_any(list_intersect(programmes.phases, taught.taught_phases), chosen_phases)
        );

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

-- One row per activity, school that counts and person on its registers in the period, under the lead partner, with the
-- rung that the person came to in the activity: whom each lead partner reaches.
create or replace macro people_of_partners(
    chosen_academic_year,
    chosen_periods,
    chosen_la_codes,
    chosen_phases,
    chosen_strands,
    chosen_schools,
    chosen_light_touch
) as table
    select
        people.period,
        people.activity_id,
        coalesce(leads.partner, 'No lead given') as partner,
        leads.partner is null as has_no_lead,
        leads.is_known_partner,
        leads.kind,
        leads.activity,
        programmes.programme_code,
        programmes.programme_name,
        programmes.strand,
        people.attendee,
        rung_of_person(people.has_stayed, people.attended) as rung_level,
        people.urn,
        people.name,
        people.la_code
    from
        sign_ups(
            chosen_academic_year,
            chosen_periods,
            chosen_la_codes,
            chosen_phases,
            chosen_strands,
            chosen_schools,
            chosen_light_touch
        ) as people
    inner join activity_leads as leads on people.activity_id = leads.activity_id
    inner join programmes on people.programme_code = programmes.programme_code;

-- Partners that lead nothing in the academic year: no activity of theirs, of any programme, has a session in it or by
-- the activities sheet begins in it.
-- One row per partner of the hub's settings and sheets.

with led as (
    select
        leads.partner,
        sessions.held_on as led_on
    from activity_leads as leads
    inner join sessions on leads.activity_id = sessions.activity_id
    where leads.is_known_partner
    union all
    select
        leads.partner,
        activity_details.starts_on as led_on
    from activity_leads as leads
    inner join activity_details on leads.activity_id = activity_details.activity_id
    where leads.is_known_partner and activity_details.starts_on is not null
)

select
    all_partners.partner,
    all_partners.kind,
    max(led.led_on) filter (where led.led_on < years.starts_on) as last_led_on
from all_partners
cross join periods as years
left join led on all_partners.partner = led.partner
where years.academic_year = $academic_year and years.period = 'year'
group by all
having count(*) filter (where led.led_on between years.starts_on and years.ends_on) = 0
order by all_partners.partner asc

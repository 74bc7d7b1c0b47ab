-- Activities without a lead partner that have a session in the period, or by the activities sheet begin in it, of the
-- chosen strands and phases; local authorities do not narrow them.
-- One row per activity, first session first.

with dated as (
    select
        sessions.activity_id,
        sessions.session_id,
        sessions.held_on,
        sessions.is_held
    from sessions
    inner join periods on sessions.held_on between periods.starts_on and periods.ends_on
    where periods.academic_year = $academic_year and periods.period = $period
),

planned as (
    select
        activity_details.activity_id,
        activity_details.starts_on
    from activity_details
    inner join periods on activity_details.starts_on between periods.starts_on and periods.ends_on
    where periods.academic_year = $academic_year and periods.period = $period
)

select
    programmes.programme_name,
    leads.activity,
    strands.strand_name,
    count(distinct dated.session_id) as sessions,
    count(distinct dated.session_id) filter (where dated.is_held) as sessions_held,
    coalesce(min(dated.held_on), min(planned.starts_on)) as first_session_on
from activity_leads as leads
inner join programmes on leads.programme_code = programmes.programme_code
inner join strands on programmes.strand = strands.strand
left join dated on leads.activity_id = dated.activity_id
left join planned on leads.activity_id = planned.activity_id
where
    leads.partner is null
    and (dated.activity_id is not null or planned.activity_id is not null)
    and list_contains($strands, programmes.strand)
    and ($light_touch or not programmes.is_light_touch)
    and (list_contains($phases, 'all') or list_has_any(programmes.phases, $phases))
group by leads.activity_id, programmes.programme_name, leads.activity, strands.strand_name
order by first_session_on asc, programmes.programme_name asc, leads.activity asc

-- How the places of a programme's groups are taken up in the period: full, filling, or under-filled, which is less than
-- 60% of its places. People are all who are on its registers, whatever their mark.
-- One row per activity of the programme that is for a chosen phase and has places, emptiest first.

select
    taken.activity_id,
    taken.activity,
    taken.lead_partner,
    taken.starts_on,
    taken.places,
    taken.signed_up,
    taken.free_places,
    taken.schools,
    group_state(taken.signed_up, taken.places) as group_state,
    taken.signed_up / taken.places as share_filled
from places_taken as taken
where
    taken.academic_year = $academic_year
    and taken.period = $period
    and taken.programme_code = $programme_code
    and taken.places > 0
    and list_has_any($phases, taken.phases)
order by share_filled asc, taken.activity asc

-- Groups that are under-filled in the period: less than 60% of their places are taken by people on their registers,
-- whatever their mark.
-- One row per such activity of a programme of the chosen strands that is for a chosen phase, emptiest first.

select
    programmes.programme_name,
    taken.activity,
    taken.lead_partner,
    taken.starts_on,
    taken.places,
    taken.signed_up,
    taken.free_places,
    taken.schools,
    taken.signed_up / taken.places as share_filled
from places_taken as taken
inner join programmes on taken.programme_code = programmes.programme_code
where
    taken.academic_year = $academic_year
    and taken.period = $period
    and group_state(taken.signed_up, taken.places) = 'under-filled'
    and list_contains($strands, programmes.strand)
    and ($light_touch or not programmes.is_light_touch)
    and list_has_any($phases, taken.phases)
order by share_filled asc, programmes.programme_code asc, taken.activity asc

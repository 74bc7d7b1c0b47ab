-- Every school that could be a buddy for a programme that a school has never tried, as it sustains the programme and
-- teaches a phase that both have and the programme is for, with how far it is as the crow flies.
-- One row per programme and school, nearest first.

select
    buddies.programme_name,
    buddies.urn,
    buddies.name,
    las.la_code,
    las.la_name,
    buddies.distance_km,
    buddies.last_attended_on,
    buddies.pupils
from buddies($urn, $academic_year, $strands, $schools) as buddies
inner join local_authorities as las on buddies.la_code = las.la_code
order by
    buddies.distance_km asc nulls last,
    buddies.is_same_la desc,
    buddies.name asc,
    buddies.urn asc,
    buddies.programme_name asc

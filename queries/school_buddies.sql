-- The ten nearest schools, as the crow flies, that sustain a programme that a school has never tried: they attended it
-- in the academic year and the one before, or completed it in either, and teach a phase that both have and the
-- programme is for. Of the chosen programme, or of any where none is chosen. Where no distance is known, schools of
-- the same local authority come first.
-- One row per school, nearest first.

select
    buddies.urn,
    buddies.name,
    las.la_code,
    las.la_name,
    buddies.distance_km,
    string_agg(buddies.programme_name, '; ' order by buddies.programme_name asc) as programmes_sustained,
    max(buddies.last_attended_on) as last_attended_on,
    taught.phases,
    buddies.pupils
from buddies($urn, $academic_year, $strands, $schools) as buddies
inner join local_authorities as las on buddies.la_code = las.la_code
inner join phases_taught as taught on buddies.urn = taught.urn
where $programme_code is null or buddies.programme_code = $programme_code
group by all
order by buddies.distance_km asc nulls last, bool_or(buddies.is_same_la) desc, buddies.name asc, buddies.urn asc
limit 10

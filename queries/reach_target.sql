-- The target for reach, as a share, that is set for exactly what is chosen: all of the hub, or one local authority,
-- phase or strand.
-- One row per target of the academic year.

select
    academic_year,
    share,
    source
from all_targets
where
    academic_year = $academic_year
    and programme_code is null
    and share is not null
    and (
        list_contains($la_codes, la_code) and len($la_codes) = 1
        or la_code is null and len($la_codes) = (
            select count(*)
            from local_authorities
        )
    )
    and (
        list_contains($phases, phase) and len($phases) = 1
        or phase is null and list_contains($phases, 'all')
    )
    and (
        list_contains($strands, strand) and len($strands) = 1
        or strand is null and len($strands) = (
            select count(*)
            from strands
        )
    )
order by source asc

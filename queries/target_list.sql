-- All targets that stand, with their source and where they were set: in hub.toml, in a sheet or on the dashboard.
-- One row per target, the newest year first.

select
    academic_year,
    target,
    strand,
    programme_code,
    la_code,
    phase,
    share,
    schools as schools_aimed_at,
    source,
    set_in,
    file_name,
    said_at,
    said_by
from named_targets
order by target_position asc

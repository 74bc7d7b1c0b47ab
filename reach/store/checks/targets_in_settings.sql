-- A target is for a strand, programme or local authority that hub.toml does not have

select
    academic_year,
    target,
    not_in_settings
from targets_not_known

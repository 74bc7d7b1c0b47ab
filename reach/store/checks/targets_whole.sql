-- A target set on screen is of a programme, strand or local authority that hub.toml does not have, or sets nothing

select
    academic_year,
    source,
    said_at
from targets_on_screen
where
    programme_code not in (select programme_code from programmes)
    or strand not in (select strand from strands)
    or la_code not in (select la_code from local_authorities)
    or academic_year not in (select academic_year from periods)
    or trim(source) = ''
    or (share is null) = (schools is null) and not is_withdrawn
    or strand is not null and programme_code is not null

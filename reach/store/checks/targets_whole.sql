-- A target set on screen sets nothing, has no source, or is for both a strand and a programme

select
    academic_year,
    source,
    said_at
from targets_on_screen
where
    trim(source) = ''
    or (share is null) = (schools is null) and not is_withdrawn
    or strand is not null and programme_code is not null

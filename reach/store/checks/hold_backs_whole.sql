-- A school held back on screen is of a URN that is not known, or has no reason

select
    urn,
    programme_code,
    said_at
from hold_backs_on_screen
where
    urn not in (select urn from establishments)
    or trim(reason) = ''

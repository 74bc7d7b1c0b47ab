-- A call is to a URN that is not known, has no outcome, or is to be followed by one on a day before it

select
    urn,
    called_on,
    outcome
from calls
where
    urn not in (select urn from establishments)
    or trim(outcome) = ''
    or call_again_on < called_on

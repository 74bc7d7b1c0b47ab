-- One text has two answers to "which school is this?"

select alias_key
from school_aliases
group by all
having count(*) > 1

-- An activity is of a programme that hub.toml does not have

select
    activity_id,
    programme_code
from activities
where programme_code not in (select programme_code from programmes)

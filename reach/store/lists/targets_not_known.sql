-- One row per academic year and code that targets are for and hub.toml does not know, and how many targets are.

select
    academic_year,
    not_in_settings,
    count(*) as targets
from targets_not_known
group by all
order by academic_year desc, not_in_settings asc

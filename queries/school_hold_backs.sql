-- The hold-backs of a school that is not to be approached, under its own URN and those that count for it: for which
-- programme, why, until when, by whom and when. What has ended is listed, too; what was put back on the list is not.
-- One row per URN and programme held back, all programmes first.

select
    held_back_urn,
    programme_code,
    programme_name,
    reason,
    until_on,
    is_in_force(until_on, $today) as is_held_back,
    said_at,
    said_by,
    file_name
from hold_backs_of_schools
where academic_year = $academic_year and period = $period and urn = urn_today($urn)
order by programme_name asc nulls first, held_back_urn asc

-- What would be gone if a batch were undone, which is what no other batch says.
-- One row per kind of what would be gone; kinds of sheets without any are left out.

with attendances_gone as (
    select
        session_id,
        attendee
    from register_sessions
    group by all
    having bool_and(batch_id = $batch_id)
),

sessions_gone as (
    select session_id
    from register_sessions
    group by session_id
    having bool_and(batch_id = $batch_id)
),

people_gone as (
    select attendee
    from register_sessions
    group by attendee
    having bool_and(batch_id = $batch_id)
),

schools_gone as (
    select urn
    from register_sessions
    group by urn
    having bool_and(batch_id = $batch_id)
),

held_gone as (
    select row_number
    from waiting_rows
    where batch_id = $batch_id
),

sheet_rows_gone as (
    select kind
    from sheet_rows
    group by kind, about, states
    having bool_and(batch_id = $batch_id)
),

records_gone as (
    select urn
    from school_records
    where batch_id = $batch_id
),

other_records_gone as (
    select urn
    from other_school_records
    where batch_id = $batch_id
),

links_gone as (
    select urn
    from school_links
    where batch_id = $batch_id
),

outlines_gone as (
    select distinct la_code
    from boundary_rings
    where batch_id = $batch_id
)

select
    'attendances' as what,
    count(*) as number
from attendances_gone
union all
select
    'sessions' as what,
    count(*) as number
from sessions_gone
union all
select
    'people' as what,
    count(*) as number
from people_gone
union all
select
    'schools' as what,
    count(*) as number
from schools_gone
union all
select
    'held' as what,
    count(*) as number
from held_gone
union all
select
    kind as what,
    count(*) as number
from sheet_rows_gone
group by all
union all
select
    'school_records' as what,
    count(*) as number
from records_gone
union all
select
    'other_school_records' as what,
    count(*) as number
from other_records_gone
union all
select
    'links' as what,
    count(*) as number
from links_gone
union all
select
    'outlines' as what,
    count(*) as number
from outlines_gone

-- The hashes of people at sessions before a day, and of candidates whose last stage was before it, that are to be
-- replaced. Hashes that begin with r have been.

-- One row per row of a file that has such a hash, and where it is kept.
create or replace temp table hashes_before as
with days as (
    select
        'register_rows' as stored_in,
        batch_id,
        row_number,
        session_number,
        held_on,
        programme_code as programme,
        attendee as person
    from register_rows
    union all
    select
        'held_rows' as stored_in,
        held_rows.batch_id,
        held_rows.row_number,
        held_rows.session_number,
        coalesce(held_rows.held_on, import_batches.imported_at::date) as held_on,
        held_rows.programme,
        held_rows.person
    from held_rows
    inner join import_batches on held_rows.batch_id = import_batches.batch_id
    where held_rows.person is not null
    union all
    select
        'settled_rows' as stored_in,
        settled_rows.batch_id,
        settled_rows.row_number,
        settled_rows.session_number,
        held_rows.held_on,
        held_rows.programme,
        settled_rows.attendee as person
    from settled_rows
    inner join held_rows
        on
            settled_rows.batch_id = held_rows.batch_id
            and settled_rows.row_number = held_rows.row_number
            and settled_rows.session_number = held_rows.session_number
    where settled_rows.attendee is not null
    union all
    select
        'candidate_stage_rows' as stored_in,
        batch_id,
        row_number,
        null as session_number,
        reached_on as held_on,
        null as programme,
        candidate as person
    from candidate_stage_rows
),

running_candidates as (
    select person
    from days
    where person like 'c%' and held_on >= $first_day
)

select
    days.* exclude (held_on),
    days.held_on,
    -- Within a year and programme a person stays one person, and a candidate for good.
    case when days.person like 'c%' then '' else coalesce(periods.academic_year, '') end as academic_year
from days
left join periods on periods.period = 'year' and days.held_on between periods.starts_on and periods.ends_on
where
    days.person not like 'r%'
    and case
        when days.person like 'c%'
            then days.person not in (select person from running_candidates)
        else days.held_on < $first_day
    end;

-- One row per person whom nothing will tie together any more.
select distinct
    academic_year,
    programme,
    person
from hashes_before
order by all

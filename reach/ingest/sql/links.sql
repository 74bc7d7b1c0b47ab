-- The links file of the establishment register, as text in read_rows, into the store.

-- One row per row of the file.
create or replace temp table staged as
select
    read_rows.row_number,
    try_cast(read_rows.urn as integer) as urn,
    try_cast(read_rows.linked_urn as integer) as linked_urn,
    nullif(trim(read_rows.link_type), '') as link_type,
    try_strptime(read_rows.linked_on, ['%d-%m-%Y', '%d/%m/%Y', '%Y-%m-%d'])::date as linked_on
from read_rows;

create or replace temp table problems as
select
    row_number,
    case
        when urn is null or linked_urn is null then 'A URN is missing or not a number'
        when link_type is null then 'The type of link is missing'
    end as reason
from staged
where reason is not null;

-- One row per link of the file that the store does not have yet; a link between schools elsewhere is kept, too, as
-- a chain of conversions may pass through it.
create or replace temp table new_links as
select
    urn,
    linked_urn,
    link_type,
    linked_on,
    min(row_number) as row_number
from staged
where row_number not in (select row_number from problems)
group by all;

delete from new_links
using links_that_stand as known
where
    new_links.urn = known.urn
    and new_links.linked_urn = known.linked_urn
    and new_links.link_type = known.link_type
    and new_links.linked_on is not distinct from known.linked_on;

-- A link that a newer file does not have any more goes, unless the file is only a part of the register's links.
update school_links
set replaced_by = $batch_id
where
    replaced_by is null
    and $is_whole
    and not exists (
        select 1
        from staged
        where
            staged.urn = school_links.urn
            and staged.linked_urn = school_links.linked_urn
            and staged.link_type = school_links.link_type
            and staged.linked_on is not distinct from school_links.linked_on
    );

insert into school_links by name
select
    urn,
    linked_urn,
    link_type,
    linked_on,
    $batch_id as batch_id
from new_links;

insert into held_rows by name
select
    $batch_id as batch_id,
    row_number,
    reason,
    '[]' as candidates
from problems;

-- The counts of the batch. A link is the hub's when either end is one of its schools.
with counted as (
    select
        row_number in (select row_number from problems) as is_held,
        row_number in (select row_number from new_links) as is_new,
        urn in (select urn from schools) or linked_urn in (select urn from schools) as is_in_hub
    from staged
)

select
    count(*) as rows_read,
    count(*) filter (where is_in_hub and is_new and not is_held) as rows_loaded,
    count(*) filter (where is_in_hub and not is_new and not is_held) as rows_unchanged,
    count(*) filter (where is_held) as rows_held,
    count(*) filter (where not is_in_hub and not is_held) as rows_outside,
    count(*) filter (where is_new) + (
        select count(*)
        from school_links
        where replaced_by = $batch_id
    ) as changes
from counted

-- An establishment register, as text in read_rows, into the store.

-- One row per row of the file, its cells put into types; a cell that cannot be is null, and a date that is there but
-- cannot be read is remembered.
create or replace temp table staged as
select
    row_number,
    try_cast(nullif(urn, '') as integer) as urn,
    nullif(trim(name), '') as name,
    lpad(nullif(trim(la_code), ''), 3, '0') as la_code,
    nullif(trim(la_name), '') as la_name,
    lpad(nullif(trim(establishment_number), ''), 4, '0') as establishment_number,
    nullif(trim(status), '') as status,
    try_strptime(opened_on, ['%d-%m-%Y', '%d/%m/%Y', '%Y-%m-%d'])::date as opened_on,
    try_strptime(closed_on, ['%d-%m-%Y', '%d/%m/%Y', '%Y-%m-%d'])::date as closed_on,
    nullif(upper(trim(postcode)), '') as postcode,
    nullif(regexp_extract(lower(trim(website)), '^(?:https?:/*)?(?:www\.)?([^/?#:\s]+)', 1), '') as website_domain,
    nullif(trim(establishment_type), '') as establishment_type,
    nullif(trim(type_group), '') as type_group,
    nullif(trim(gias_phase), '') as gias_phase,
    try_cast(low_age as integer) as low_age,
    try_cast(high_age as integer) as high_age,
    nullif(trim(sixth_form), '') as sixth_form,
    try_cast(pupils as integer) as pupils,
    try_cast(fsm_percent as double) as fsm_percent,
    nullif(trim(trust_flag), '') as trust_flag,
    nullif(trim(trust_code), '') as trust_code,
    nullif(trim(trust_name), '') as trust_name,
    nullif(trim(street), '') as street,
    nullif(trim(locality), '') as locality,
    nullif(trim(town), '') as town,
    nullif(trim(ukprn), '') as ukprn,
    nullif(trim(urban_rural), '') as urban_rural,
    try_cast(easting as integer) as easting,
    try_cast(northing as integer) as northing,
    try_strptime(last_changed_on, ['%d-%m-%Y', '%d/%m/%Y', '%Y-%m-%d'])::date as last_changed_on,
    nullif(trim(telephone), '') as telephone,
    trim(opened_on) <> '' and opened_on is null as is_opening_unreadable,
    trim(closed_on) <> '' and closed_on is null as is_closing_unreadable,
    lpad(trim(la_code), 3, '0') in (select la_code from local_authorities) as is_in_hub
from read_rows;

-- One row per row of the file that cannot be loaded, with the reason.
create or replace temp table problems as
select
    row_number,
    case
        when urn is null then 'The URN is missing or not a number'
        when name is null then 'The name is missing'
        when la_code is null then 'The code of the local authority is missing'
        when is_opening_unreadable then 'The open date is not a date'
        when is_closing_unreadable then 'The close date is not a date'
        when place > 1 then 'The URN stands in the file more than once'
    end as reason,
    name as school_text
from (
    select
        *,
        row_number() over (partition by urn order by row_number asc) as place
    from staged
)
where reason is not null and (is_in_hub or urn is null or la_code is null);

-- What the file says of the hub's own schools that the store does not yet say.
create or replace temp table changed_schools as
select * exclude (row_number, is_opening_unreadable, is_closing_unreadable, is_in_hub)
from staged
where is_in_hub and row_number not in (select row_number from problems)
except
select * from schools;

-- The same of all other establishments, slim; one whose row cannot be read is passed over.
create or replace temp table changed_other_schools as
select
    urn,
    any_value(name) as name,
    any_value(la_code) as la_code,
    any_value(la_name) as la_name,
    any_value(establishment_number) as establishment_number,
    any_value(status) as status,
    any_value(opened_on) as opened_on,
    any_value(closed_on) as closed_on,
    any_value(postcode) as postcode,
    any_value(website_domain) as website_domain
from staged
where not is_in_hub and urn is not null and name is not null and la_code is not null
group by urn
except
select * from other_schools;

-- A newer version takes the place of an older one; so does a row of a school that has moved into the area or out
-- of it.
update school_records
set replaced_by = $batch_id
where
    replaced_by is null
    and (
        urn in (select urn from changed_schools)
        or urn in (select urn from changed_other_schools)
    );

update other_school_records
set replaced_by = $batch_id
where
    replaced_by is null
    and (
        urn in (select urn from changed_schools)
        or urn in (select urn from changed_other_schools)
    );

insert into school_records by name
select
    *,
    $batch_id as batch_id
from changed_schools;

insert into other_school_records by name
select
    *,
    $batch_id as batch_id
from changed_other_schools;

insert into held_rows by name
select
    $batch_id as batch_id,
    row_number,
    reason,
    school_text,
    '[]' as candidates
from problems;

-- The counts of the batch, and how many rows differ from what stood there.
with counts as (
    select
        count(*) as rows_read,
        (select count(*) from changed_schools) as rows_loaded,
        (
            select count(*)
            from changed_schools
            where urn in (
                select urn from school_records
                where replaced_by = $batch_id
            )
        ) as rows_changed,
        (select count(*) from changed_other_schools) as others_changed,
        (select count(*) from problems) as rows_held,
        count(*) filter (where is_in_hub and row_number not in (select row_number from problems)) as rows_in_hub,
        max(last_changed_on) as last_changed_on
    from staged
)

select
    rows_read,
    rows_loaded,
    rows_in_hub - rows_loaded as rows_unchanged,
    rows_held,
    rows_read - rows_in_hub - rows_held as rows_outside,
    rows_changed,
    rows_loaded + others_changed as changes,
    last_changed_on
from counts

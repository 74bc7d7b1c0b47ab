-- What administrators answer about rows that could not be loaded as they were.

-- One row per answer to "which school is this?". alias_key: what a row says of its school, without the person.
-- urn is null where the answer is that it is no school of the hub.
create table school_aliases (
    alias_key varchar not null,
    school_text varchar,
    urn integer,
    answered_at timestamp not null,
    answered_by varchar not null
);

-- One row per held row that an answer has settled, with the school and the attendee that follow from it.
-- The held row stays as it was read, so that an answer can be changed or taken back.
create table settled_rows (
    batch_id integer not null,
    row_number integer not null,
    session_number integer not null,
    alias_key varchar not null,
    urn integer,
    attendee varchar
);

-- One row per kind of table of no known tool whose columns were named once. signature: a hash of its headings.
create table column_mappings (
    signature varchar not null,
    columns varchar not null,
    mapped_at timestamp not null,
    mapped_by varchar not null
);

-- What would settle a held row; null where it waits for something else than its school.
alter table held_rows add column alias_key varchar;

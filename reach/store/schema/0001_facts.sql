-- The facts, each at its own grain. A step that has landed is never edited: a later change is a later step.
-- No primary keys, sequences, enums or indexes: a shared store (DuckLake) has none. `reach check` proves the keys.

-- One row per fact about the store itself: what it was brought up to date with, and whether it is a demonstration.
create table store_facts (
    fact varchar not null,
    value varchar not null
);

-- One row per import, undone ones included. as_at: the date of an establishment register.
create table import_batches (
    batch_id integer not null,
    kind varchar not null,
    file varchar not null,
    file_hash varchar not null,
    as_at date,
    imported_at timestamp not null,
    imported_by varchar not null,
    rows_read integer not null,
    rows_loaded integer not null,
    rows_unchanged integer not null,
    rows_held integer not null,
    rows_outside integer not null,
    undone_at timestamp
);

-- One row per URN of the hub's local authorities and per version of what GIAS said of it.
-- replaced_by is the batch that brought a newer version; it is null for what stands now.
create table school_records (
    urn integer not null,
    name varchar not null,
    la_code varchar not null,
    la_name varchar,
    establishment_number varchar,
    status varchar,
    opened_on date,
    closed_on date,
    postcode varchar,
    website_domain varchar,
    establishment_type varchar,
    type_group varchar,
    gias_phase varchar,
    low_age integer,
    high_age integer,
    sixth_form varchar,
    pupils integer,
    fsm_percent double,
    trust_flag varchar,
    trust_code varchar,
    trust_name varchar,
    street varchar,
    locality varchar,
    town varchar,
    ukprn varchar,
    urban_rural varchar,
    easting integer,
    northing integer,
    last_changed_on date,
    batch_id integer not null,
    replaced_by integer
);

-- One row per URN of every other local authority and per version, slim: enough to recognise a visitor, and to
-- follow a chain of conversions that leaves the area and comes back.
create table other_school_records (
    urn integer not null,
    name varchar not null,
    la_code varchar not null,
    la_name varchar,
    establishment_number varchar,
    status varchar,
    opened_on date,
    closed_on date,
    postcode varchar,
    website_domain varchar,
    batch_id integer not null,
    replaced_by integer
);

-- One row per line of the GIAS links file, as it stands there.
create table school_links (
    urn integer not null,
    linked_urn integer not null,
    link_type varchar not null,
    linked_on date,
    batch_id integer not null
);

-- One row per matched row of a register, as it was read, but for the person, who is a keyed hash.
-- Activities, sessions, attendances and pupil counts are worked out from these rows, so that any batch can be undone.
create table register_rows (
    batch_id integer not null,
    row_number integer not null,
    programme_code varchar not null,
    activity varchar not null,
    held_on date not null,
    session_number integer not null,
    hours double,
    urn integer not null,
    evidence varchar not null,
    attendee varchar not null,
    role varchar,
    attendance varchar not null,
    pupils integer,
    lead_partner varchar
);

-- One row per row of a file that could not be loaded, with the reason and what is needed to settle it later.
create table held_rows (
    batch_id integer not null,
    row_number integer not null,
    reason varchar not null,
    school_text varchar,
    candidates varchar not null,
    urn_text varchar,
    la_code varchar,
    establishment_number varchar,
    postcode varchar,
    email_domain varchar,
    person varchar,
    programme varchar,
    activity varchar,
    held_on date,
    session_number integer,
    hours double,
    role varchar,
    attendance varchar,
    pupils integer,
    lead_partner varchar
);

-- The other sheets of the hub's template: their rows as they were read, per batch, so that any can be undone.

-- One row per row of a sheet of activities.
create table activity_rows (
    batch_id integer not null,
    row_number integer not null,
    activity varchar not null,
    programme_code varchar not null,
    lead_partner varchar,
    places integer,
    delivery_mode varchar,
    phase_focus varchar,
    starts_on date
);

-- One row per row of a sheet of targets: a share or a number of schools. strand, programme_code, la_code and phase are
-- null where it is for all of them.
create table target_rows (
    batch_id integer not null,
    row_number integer not null,
    academic_year varchar not null,
    strand varchar,
    programme_code varchar,
    la_code varchar,
    phase varchar,
    share double,
    schools integer,
    source varchar not null
);

-- One row per row of a sheet of recruitment and training, but for the candidate, who is a keyed hash.
create table candidate_stage_rows (
    batch_id integer not null,
    row_number integer not null,
    candidate varchar not null,
    route varchar not null,
    stage varchar not null,
    reached_on date not null,
    la_code varchar,
    phase varchar,
    urn integer,
    evidence varchar
);

-- One row per matched row of a sheet of school-to-school support.
create table support_rows (
    batch_id integer not null,
    row_number integer not null,
    supporting_urn integer not null,
    supporting_evidence varchar not null,
    supported_urn integer not null,
    supported_evidence varchar not null,
    started_on date not null,
    ended_on date,
    days double not null,
    focus varchar not null,
    programme_code varchar
);

-- One row per matched row of a sheet of pupil counts.
create table pupil_count_rows (
    batch_id integer not null,
    row_number integer not null,
    activity varchar not null,
    programme_code varchar not null,
    held_on date not null,
    session_number integer not null,
    urn integer not null,
    evidence varchar not null,
    pupils integer not null
);

-- One row per row of a sheet of partners.
create table partner_rows (
    batch_id integer not null,
    row_number integer not null,
    partner varchar not null,
    kind varchar
);

-- Tells a held row of a sheet from others with the same reason, without saying what is in it: a keyed hash.
alter table held_rows add column row_hash varchar;

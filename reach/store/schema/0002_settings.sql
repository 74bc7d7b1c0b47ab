-- hub.toml as tables, so that a definition can speak of it. Filled anew whenever hub.toml changes.

-- One row per hub: there is one.
create table hubs (
    name varchar not null
);

-- One row per year or term that the dashboard knows; both days belong to it.
create table periods (
    academic_year varchar not null,
    period varchar not null,
    starts_on date not null,
    ends_on date not null
);

-- One row per local authority of the hub.
create table local_authorities (
    la_code varchar not null,
    la_name varchar not null,
    investment_area varchar not null,
    position integer not null
);

-- One row per group or type of establishment that counts, and whether it counts only when asked for.
create table scope_groups (
    type_group varchar,
    establishment_type varchar,
    is_independent boolean not null
);

-- One row per strand of work.
create table strands (
    strand varchar not null,
    strand_name varchar not null,
    position integer not null
);

-- One row per programme.
create table programmes (
    programme_code varchar not null,
    programme_name varchar not null,
    strand varchar not null,
    phases varchar[] not null,
    is_light_touch boolean not null,
    journey varchar,
    stage integer
);

-- One row per strategic partner.
create table partners (
    partner varchar not null
);

-- One row per published figure for England.
create table national_figures (
    academic_year varchar not null,
    label varchar not null,
    share double not null,
    source varchar not null
);

-- One row per target; la_code, phase and strand are null where it is for all of them.
create table targets (
    academic_year varchar not null,
    share double not null,
    la_code varchar,
    phase varchar,
    strand varchar,
    source varchar not null
);

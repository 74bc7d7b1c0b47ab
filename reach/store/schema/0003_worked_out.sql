-- What is worked out from the facts with each import, in the same transaction (see queries/definitions).

-- One row per activity: a cohort, work group, course or event.
create table activities (
    activity_id varchar not null,
    programme_code varchar not null,
    activity varchar not null,
    lead_partner varchar
);

-- One row per session: one activity, date and session number.
create table sessions (
    session_id varchar not null,
    activity_id varchar not null,
    held_on date not null,
    session_number integer not null,
    is_held boolean not null
);

-- One row per session and attendee: the strongest of what registers say.
create table attendances (
    session_id varchar not null,
    attendee varchar not null,
    urn integer not null,
    attendance varchar not null,
    role varchar,
    hours double,
    batch_id integer not null,
    row_number integer not null,
    evidence varchar not null
);

-- One row per session and school: pupils brought to an enrichment session.
create table pupil_counts (
    session_id varchar not null,
    urn integer not null,
    pupils integer not null
);

-- One row per year or term and attended URN: the establishment that it counts for as at the period's date.
create table lineages (
    academic_year varchar not null,
    period varchar not null,
    urn integer not null,
    counts_for_urn integer not null
);

-- One row per establishment (as at a period's date), year or term in which something happened, and programme.
create table engagement (
    as_at_year varchar not null,
    as_at_period varchar not null,
    urn integer not null,
    academic_year varchar not null,
    period varchar not null,
    programme_code varchar not null,
    sessions_held integer not null,
    booked integer not null,
    attended integer not null,
    absent integer not null,
    apologies integer not null,
    people integer not null,
    hours double not null,
    last_attended_on date,
    rung_level tinyint not null
);

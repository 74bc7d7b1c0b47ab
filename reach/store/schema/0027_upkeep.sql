-- An import works out anew only what its batch speaks of: activities, and what follows from them.

-- One row per batch, programme and activity as they are spelled in it: the activity that is meant.
create table named_activities (
    batch_id integer not null,
    programme_code varchar not null,
    activity varchar not null,
    activity_id varchar not null
);

-- With its activity, so that what belongs to one is found without reading the rest.
drop table attendances;

create table attendances (
    activity_id varchar not null,
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

-- What was a view, and can be asked for a part of it now.
drop view if exists pupil_count_sessions;

drop view if exists sessions_so_far;

drop view if exists activity_sessions;

drop view if exists computed_activities;

drop view if exists computed_sessions;

drop view if exists computed_periods_to_date;

drop view if exists computed_attendances;

drop view if exists computed_pupil_counts;

drop view if exists computed_expected_pupils;

drop view if exists computed_lineages;

drop view if exists computed_school_phases;

drop view if exists computed_schools_open;

drop view if exists computed_participations;

drop view if exists computed_engagement;

drop view if exists computed_rung_weeks;

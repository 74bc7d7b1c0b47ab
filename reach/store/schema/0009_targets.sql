-- Targets said on screen, and how reach grows within a year.

-- One row per time that a target was set, or withdrawn, on screen: a share or a number of schools. strand,
-- programme_code, la_code and phase are null where it is for all of them. What is withdrawn has neither of the two.
create table targets_on_screen (
    academic_year varchar not null,
    strand varchar,
    programme_code varchar,
    la_code varchar,
    phase varchar,
    share double,
    schools integer,
    source varchar not null,
    is_withdrawn boolean not null,
    said_at timestamp not null,
    said_by varchar not null
);

-- One row per establishment (as at the year's date), academic year, programme, rung and span of weeks at whose ends it
-- stood on that rung or a higher one. Worked out with each import.
create table rung_weeks (
    academic_year varchar not null,
    urn integer not null,
    programme_code varchar not null,
    rung_level tinyint not null,
    from_week tinyint not null,
    until_week tinyint not null
);

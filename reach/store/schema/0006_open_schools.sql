-- Which schools are open when, and what they teach, worked out with each import: every question about reach asks it.

drop view if exists schools_open;

drop view if exists school_phases;

-- One row per phase that a school teaches, and one of phase 'all' for the school as a whole.
create table school_phases (
    urn integer not null,
    phase varchar not null
);

-- One row per year or term and school that is open as at its date and in scope.
create table schools_open (
    academic_year varchar not null,
    period varchar not null,
    as_at date,
    as_at_year varchar not null,
    urn integer not null,
    name varchar not null,
    la_code varchar not null,
    is_independent boolean not null,
    pupils integer,
    fsm_percent double
);

-- What is recorded of a year or term that is not over is compared with the same days of the year before.

-- periods is a view now, of what hub.toml says and of the periods below.
alter table periods rename to calendar_periods;

-- One row per year or term that is not over, as it was a year before: up to the same date.
create table periods_to_date (
    academic_year varchar not null,
    period varchar not null,
    starts_on date not null,
    ends_on date not null
);

-- until_day is the last day that the figures of a period that was not over are of, or of one that is only looked at up
-- to a day; it is null for whole periods, and for packs that were made before it was recorded.
alter table figures add column until_day date;

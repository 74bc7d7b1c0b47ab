-- The day on which schools are counted.

-- One row: the date of the establishment register in use.
create or replace view register_dates as
select max(as_at) as register_date
from import_batches
where kind = 'establishments' and undone_at is null;

-- One row per year or term: its days, and the day as at which it is counted. That is the earlier of its last day
-- and the date of the establishment register.
create or replace view period_dates as
select
    periods.academic_year,
    periods.period,
    periods.starts_on,
    periods.ends_on,
    register_dates.register_date,
    least(periods.ends_on, register_dates.register_date) as as_at
from periods
cross join register_dates;

-- One row: the first day that anything is recorded of, and the last: of any session held, or of the establishment
-- register.
create or replace view recorded_days as
select
    min(sessions.held_on) as first_day,
    greatest(max(sessions.held_on) filter (where sessions.is_held), any_value(register_dates.register_date)) as last_day
from sessions
cross join register_dates;

-- One row: the last year for whose dates engagement is worked out, the one after the last that anything is recorded
-- of. Later years are as at the same date, and see what it sees.
create or replace view last_counted_years as
select max(years.academic_year) as academic_year
from periods as years
inner join recorded_days on years.starts_on <= recorded_days.last_day + interval 1 year
where years.period = 'year';

-- One row per year or term and school that is open as at its date and in scope.
create or replace view computed_schools_open as
select
    period_dates.academic_year,
    period_dates.period,
    period_dates.as_at,
    least(period_dates.academic_year, last_counted_years.academic_year) as as_at_year,
    schools_in_scope.urn,
    schools_in_scope.name,
    schools_in_scope.la_code,
    schools_in_scope.is_independent,
    schools_in_scope.pupils,
    schools_in_scope.fsm_percent
from period_dates
cross join last_counted_years
inner join schools_in_scope
    on is_open(schools_in_scope.status, schools_in_scope.opened_on, schools_in_scope.closed_on, period_dates.as_at);

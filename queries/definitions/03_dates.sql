-- The day on which schools are counted.

-- One row: the last day that the store shows; null where it shows all that is recorded.
create or replace view last_days_shown as
select max(value)::date as last_day_shown
from store_facts
where fact = 'last day';

-- One row: the date of the establishment register in use. Each kind of file declares whether its files set it.
create or replace view register_dates as
select max(as_at) as register_date
from import_batches
where sets_as_at and undone_at is null;

-- One row: the first day that anything is recorded of, and the last: of any session held, or of the establishment
-- register.
create or replace view recorded_days as
select
    min(sessions.held_on) as first_day,
    least(
        greatest(max(sessions.held_on) filter (where sessions.is_held), any_value(register_dates.register_date)),
        any_value(last_days_shown.last_day_shown)
    ) as last_day
from sessions
cross join register_dates
cross join last_days_shown;

-- The period of the year before that a period which is not over is compared with, and whether a period is one.
create or replace macro to_date(chosen_period) as (chosen_period || '_to_date');

create or replace macro is_to_date(chosen_period) as (chosen_period like '%\_to\_date' escape '\');

-- A period, and what it is compared with where it is not over; that has no rows where it is.
create or replace macro and_to_date(chosen_period) as ([chosen_period, to_date(chosen_period)]);

-- The year or term that a period up to a date is a part of; of another, the period itself.
create or replace macro whole_period(chosen_period) as (regexp_replace(chosen_period, '_to_date$', ''));

-- A period of an academic year as one value.
create or replace macro period_key(chosen_academic_year, chosen_period) as (
    chosen_academic_year || ' ' || chosen_period
);

-- Every period of an academic year, and what each is up to a date.
create or replace macro all_periods() as (
    flatten(list_transform(['year', 'autumn', 'spring', 'summer'], lambda period: and_to_date(period)))
);

-- A whole academic year, or what there was of it up to a date.
create or replace macro is_year(chosen_period) as (chosen_period in ('year', to_date('year')));

-- One row per year or term that has begun and is not over, with the last day that is recorded of it.
create or replace view running_periods as
select
    calendar_periods.academic_year,
    calendar_periods.period,
    recorded_days.last_day
from calendar_periods
inner join
    recorded_days
    on calendar_periods.starts_on <= recorded_days.last_day and calendar_periods.ends_on > recorded_days.last_day;

-- One row per year or term that is not over, as it was a year before, up to the same date. A term that had ended by
-- then is whole; a summer term that had not begun, as Easter was later, ends before it starts, and nothing is in it.
create or replace macro computed_periods_to_date() as table
    select
        year_before.academic_year,
        to_date(year_before.period) as period,
        year_before.starts_on,
        least(year_before.ends_on, (running.last_day - interval 1 year)::date) as ends_on
    from running_periods as running
    inner join calendar_periods as year_before
        on
            academic_year_before(running.academic_year) = year_before.academic_year
            and running.period = year_before.period;

-- One row per year or term, and one per year or term up to a date: the days of each.
create or replace view periods as
select
    academic_year,
    period,
    starts_on,
    ends_on
from calendar_periods
union all
select
    academic_year,
    period,
    starts_on,
    ends_on
from periods_to_date;

-- One row per academic year that is looked at up to a date: the names of its terms, those that had ended by then and
-- the one that had not.
create or replace view years_to_date as
select
    terms.academic_year,
    list(coalesce(parts.period, terms.period)) as terms
from calendar_periods as terms
inner join periods_to_date as years on terms.academic_year = years.academic_year and years.period = to_date('year')
left join periods_to_date as parts
    on terms.academic_year = parts.academic_year and to_date(terms.period) = parts.period
where terms.period <> 'year' and terms.starts_on <= years.ends_on
group by all;

create or replace macro terms_to_date(chosen_academic_year) as (
    (
        select coalesce(any_value(terms), [])
        from years_to_date
        where academic_year = chosen_academic_year
    )
);

-- One row per period that is not over, or is only looked at up to a date: the last day that its figures are of.
create or replace view shown_until as
select
    academic_year,
    period,
    last_day as until_day
from running_periods
union all
select
    academic_year,
    period,
    ends_on as until_day
from periods_to_date;

-- One row per academic year, and whether it is over: anything is recorded of its last day or a later one.
create or replace view years_over as
select
    years.academic_year,
    coalesce(years.ends_on <= recorded_days.last_day, false) as is_year_over
from calendar_periods as years
cross join recorded_days
where years.period = 'year';

-- Is an academic year over?
create or replace macro is_year_over(chosen_academic_year) as (
    list_contains((
        select coalesce(list(academic_year), []) from years_over
        where is_year_over
    ), chosen_academic_year)
);

-- What a level of the ladder is called in a year or term. Who has attended enough sessions so far is on course to
-- complete: later sessions of the academic year can change it. They have completed when the year is over.
create or replace macro rung_name(chosen_level, chosen_academic_year, chosen_period) as (
    case
        when chosen_level = 0 then 'not_reached'
        when chosen_level = 1 then 'signed_up'
        when chosen_level = 2 then 'attended'
        when chosen_level = 3 and chosen_period in ('year', 'summer') and is_year_over(chosen_academic_year)
            then 'completed'
        when chosen_level = 3 then 'on_course'
    end
);

-- The period that one of a year is compared with, a year before: up to the same date where it is not over.
create or replace macro period_before(chosen_academic_year, chosen_period) as (
    case
        when
            list_contains(
                (select coalesce(list(academic_year || period), []) from periods_to_date),
                academic_year_before(chosen_academic_year) || to_date(chosen_period)
            )
            then to_date(chosen_period)
        else chosen_period
    end
);

-- One row per period: its days, and the day as at which it is counted. That is the earliest of its last day, the date
-- of the establishment register, and the last day that the store shows.
create or replace view period_dates as
select
    periods.academic_year,
    periods.period,
    periods.starts_on,
    periods.ends_on,
    register_dates.register_date,
    least(periods.ends_on, register_dates.register_date, last_days_shown.last_day_shown) as as_at
from periods
cross join register_dates
cross join last_days_shown;

-- One row: the last year for whose dates engagement is worked out, the one after the last that anything is recorded
-- of. Later years are as at the same date, and see what it sees.
create or replace view last_counted_years as
select max(years.academic_year) as academic_year
from periods as years
inner join recorded_days on years.starts_on <= recorded_days.last_day + interval 1 year
where years.period = 'year';

-- One row per year or term and school that is open as at its date and in scope.
create or replace macro computed_schools_open(chosen_periods := null) as table
    select
        period_dates.academic_year,
        period_dates.period,
        period_dates.as_at,
        least(period_dates.academic_year, last_counted_years.academic_year) as as_at_year,
        schools_in_scope.urn,
        schools_in_scope.name,
        schools_in_scope.la_code,
        schools_in_scope.is_independent,
        schools_in_scope.attributes,
        schools_in_scope.pupils,
        schools_in_scope.fsm_percent
    from period_dates
    cross join last_counted_years
    inner join schools_in_scope
        on is_open(schools_in_scope.status, schools_in_scope.opened_on, schools_in_scope.closed_on, period_dates.as_at)
    where is_chosen(chosen_periods, period_key(period_dates.academic_year, period_dates.period));

-- The table that these rows are kept in has the attributes of today's definition, so it is made here, empty, and filled
-- with the other tables that are worked out.
create or replace table schools_open as
select * from computed_schools_open()
where false;

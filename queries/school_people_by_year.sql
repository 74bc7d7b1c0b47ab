-- How many different people of a school attended anything in a year, and for how many hours together. A person who
-- took part in two programmes is one person.
-- One row per academic year, from the school's first to the newest.

with by_year as (
    select
        academic_year,
        count(distinct attendee) filter (where attendance = 'attended') as people,
        count(distinct session_id) filter (where attendance = 'attended') as sessions_attended,
        sum(hours)::double as hours
    from marks_of_school($urn)
    group by all
),

seen as (
    select
        min(academic_year) as first_year,
        greatest(max(academic_year), academic_year_before((select academic_year from last_counted_years))) as last_year
    from by_year
)

select
    years.academic_year,
    coalesce(by_year.people, 0) as people,
    coalesce(by_year.hours, 0) as hours,
    coalesce(by_year.sessions_attended, 0) as sessions_attended
from periods as years
inner join seen on years.academic_year between seen.first_year and seen.last_year
left join by_year on years.academic_year = by_year.academic_year
where years.period = 'year'
order by years.academic_year asc

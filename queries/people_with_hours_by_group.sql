-- Teachers with many hours, by programme, local authority, phase, term or mode of delivery, or in all: of the
-- different people who attended a session in the period, from schools open and in scope, those whose sessions there
-- add up to at least so many hours. What is of a phase counts in each that the school teaches and the programme is for.
-- Who attended sessions that no register gives hours of is counted apart.
-- One row per group in which somebody attended.

with hours_of_people as (
    select
        whole_period(period) as period,
        group_code,
        group_name,
        strand_name,
        position,
        attendee,
        sum(hours) as hours
    from
        grouped_sign_ups(
            $breakdown,
            $academic_year,
            periods_of_breakdown($breakdown, $academic_year, $period),
            $la_codes,
            $phases,
            $strands,
            $schools,
            $light_touch
        )
    where attended > 0
    group by all
)

select
    $academic_year as academic_year,
    period,
    group_code,
    group_name,
    strand_name,
    count(*) as people,
    count(*) filter (where hours >= $least_hours) as people_with_hours,
    people_with_hours / count(*) as share_with_hours,
    count(*) filter (where hours = 0) as people_without_hours
from hours_of_people
group by all
order by min(position) asc, group_name asc

-- The activities of the academic year that somebody of a school that counts signed up for, or that nobody has yet.
-- One row per activity.

with counted as materialized (
    select distinct activity_id
    from counted_participations($academic_year, ['year'], $la_codes, $phases, $strands, $schools, $light_touch)
)

select
    counts.activity_id,
    activity_names.activity,
    programmes.programme_name,
    counts.latest_on,
    counts.next_on
from activity_counts($academic_year, 'year') as counts
inner join activity_names on counts.activity_id = activity_names.activity_id
inner join programmes on activity_names.programme_code = programmes.programme_code
where
    counts.activity_id in (select activity_id from counted)
    or (
        counts.signed_up = 0
        and list_contains($strands, programmes.strand)
        and ($light_touch or not programmes.is_light_touch)
        and activity_names.programme_code in (
            select programme_code from programme_phases
            where list_contains($phases, phase)
        )
    )
order by programmes.programme_name asc, activity_names.activity asc, counts.activity_id asc

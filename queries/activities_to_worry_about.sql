-- Activities to worry about: those that lost people fast, from the first to the latest session held in the period, and
-- those of whose places few are taken. They are judged by everybody on their registers, from any school; the filters
-- choose which activities are looked at. Nobody signed up is of no school: only the programme chooses such activities.
-- One row per activity that raises an alarm, those with a session still to come first, then those that lost most.

with counted as materialized (
    select distinct activity_id
    from counted_participations($academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch)
),

judged as (
    select
        counts.activity_id,
        counts.sessions_taken,
        counts.latest_on,
        counts.next_on,
        counts.signed_up,
        counts.started,
        case when counts.sessions_taken > 0 then counts.still_there end as still_there,
        details.places,
        greatest(case when counts.sessions_taken > 0 then counts.started else counts.signed_up end, counts.pupils)
            as taken,
        counts.sessions_taken >= 2
        and is_falling_fast(counts.started, counts.still_there, $gone_percent) as is_falling_fast,
        coalesce(is_half_empty(taken, details.places, $taken_percent), false) as is_half_empty
    from activity_counts($academic_year, $period) as counts
    left join activity_details as details on counts.activity_id = details.activity_id
    where
        counts.activity_id in (select activity_id from counted)
        or (
            counts.signed_up = 0
            and details.programme_code in (
                select programmes.programme_code
                from programmes
                inner join programme_phases on programmes.programme_code = programme_phases.programme_code
                where
                    list_contains($phases, programme_phases.phase)
                    and list_contains($strands, programmes.strand)
                    and ($light_touch or not programmes.is_light_touch)
            )
        )
)

select
    activity_names.activity,
    programmes.programme_name,
    judged.is_falling_fast,
    judged.is_half_empty,
    judged.sessions_taken,
    judged.latest_on,
    judged.next_on,
    judged.signed_up,
    judged.started,
    judged.still_there,
    1 - judged.still_there / nullif(judged.started, 0) as share_gone,
    judged.places,
    judged.taken,
    judged.taken / judged.places as share_taken,
    judged.activity_id
from judged
inner join activity_names on judged.activity_id = activity_names.activity_id
inner join programmes on activity_names.programme_code = programmes.programme_code
where judged.is_falling_fast or judged.is_half_empty
order by
    judged.next_on is null asc,
    judged.is_falling_fast desc,
    share_gone desc nulls last,
    share_taken asc nulls last,
    activity_names.activity asc

-- Sign-ups, and what became of them, in the smallest groups that public figures are by, of the year and each of its
-- terms: what rounding needs to know of the parts of a total. Not shown itself.
-- One row per year or term, phase, local authority, programme, mode and length of activity with a session held. Phase
-- “chosen” is all chosen phases together, local authority “all” all chosen ones.

with signed as materialized (
    from
        sign_ups(
            $academic_year,
            all_periods(),
            $la_codes,
            $phases,
            $strands,
            $schools,
            $light_touch
        )
    where sessions_held > 0
),

in_phases as (
    select
        'chosen' as phase,
        signed.period,
        signed.urn,
        signed.activity_id,
        signed.la_code,
        signed.programme_code,
        signed.sessions_so_far,
        signed.outcome,
        signed.has_stayed
    from signed
    union all
    select
        phases_of_pairs.phase,
        signed.period,
        signed.urn,
        signed.activity_id,
        signed.la_code,
        signed.programme_code,
        signed.sessions_so_far,
        signed.outcome,
        signed.has_stayed
    from signed
    inner join phases_of_programmes($phases) as phases_of_pairs
        on signed.urn = phases_of_pairs.urn and signed.programme_code = phases_of_pairs.programme_code
),

described as (
    select
        in_phases.period,
        in_phases.urn,
        in_phases.activity_id,
        in_phases.la_code,
        in_phases.programme_code,
        in_phases.sessions_so_far,
        in_phases.outcome,
        in_phases.has_stayed,
        in_phases.phase,
        activity_modes.delivery_mode,
        course_length(in_phases.sessions_so_far) as course_length
    from in_phases
    inner join activity_modes on in_phases.activity_id = activity_modes.activity_id
)

select
    period,
    phase,
    coalesce(la_code, 'all') as la_code,
    programme_code,
    delivery_mode,
    course_length,
    count(distinct activity_id) as activities,
    count(distinct urn) as schools,
    count(distinct urn) filter (where outcome = 'came') as reached,
    count(*) as signed_up,
    count(*) filter (where outcome = 'came') as came,
    count(*) filter (where has_stayed) as stayed
from described
group by
    grouping sets (
        (period, phase, la_code, programme_code, delivery_mode, course_length),
        (period, phase, programme_code, delivery_mode, course_length)
    )
order by period asc, phase asc, la_code asc, programme_code asc, delivery_mode asc, course_length asc

-- Two periods side by side, each as at its own date: reach, schools and teachers reached, sessions held, teachers'
-- hours, pupils reached and attendance rate, and how each changed from the other period to this one. Shares change by
-- percentage points.
-- One row per measure and place: a local authority, a phase, a pair of them, or all of the hub that was chosen.

with compared as materialized (
    select
        side,
        la_code,
        phase,
        measure,
        part,
        whole
    from
        compared_measures(
            $academic_year,
            $period,
            $other_year,
            $other_period,
            $breakdown,
            $la_codes,
            $phases,
            $strands,
            $counted_as,
            $schools,
            $light_touch
        )
    where $measure is null or measure = $measure
)

select
    compared.la_code,
    las.la_name,
    compared.phase,
    compared.measure,
    any_value(compared.part / nullif(compared.whole, 0)) filter (
        where compared.side = 'then' and measures.is_share
    ) as share_then,
    any_value(compared.part / nullif(compared.whole, 0)) filter (
        where compared.side = 'now' and measures.is_share
    ) as share_now,
    100 * (share_now - share_then) as change_points,
    any_value(compared.part) filter (where compared.side = 'then') as count_then,
    any_value(compared.part) filter (where compared.side = 'now') as count_now,
    count_now - count_then as count_change,
    any_value(compared.whole) filter (where compared.side = 'then') as of_then,
    any_value(compared.whole) filter (where compared.side = 'now') as of_now
from compared
inner join measures on compared.measure = measures.measure
left join local_authorities as las on compared.la_code = las.la_code
left join phases on compared.phase = phases.phase
group by all
order by min(las.position) asc, min(phases.position) asc, min(measures.position) asc

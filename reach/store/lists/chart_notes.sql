-- The notes on charts, those that were removed last.
-- One row per note, the newest date first.

select
    note_id,
    dated_on,
    note,
    case
        when programme_code is not null then coalesce(programme_name, programme_code)
        when strand is not null then coalesce(strand_name, strand)
        when la_code is not null then coalesce(la_name, la_code)
        else 'Whole hub'
    end as of_what,
    is_removed,
    recorded_at,
    recorded_by
from latest_chart_notes
order by is_removed asc, dated_on desc, note_id desc

-- The notes that stand on charts with time on an axis: what an administrator dated, of the whole hub or of one local
-- authority, strand or programme.
-- One row per note, oldest first.

select
    note_id,
    dated_on,
    note,
    la_code,
    la_name,
    for_strand,
    strand_name,
    programme_code,
    programme_name,
    academic_year,
    period,
    week
from latest_chart_notes
where not is_removed and academic_year is not null
order by dated_on asc, note_id asc

-- A note on charts is of a local authority, strand or programme that hub.toml does not have

select
    note_id,
    note
from latest_chart_notes
where
    not is_removed
    and (
        la_code is not null and la_name is null
        or strand is not null and strand_name is null
        or programme_code is not null and programme_name is null
    )

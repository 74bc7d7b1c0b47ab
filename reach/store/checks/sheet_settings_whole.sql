-- A row of a sheet is of a programme, strand or local authority that hub.toml does not have
-- Targets may be: see targets_in_settings.

select
    batch_id,
    row_number
from sheet_rows
where
    kind <> 'targets'
    and (
        programme_code not in (select programme_code from programmes)
        or strand not in (select strand from strands)
        or la_code not in (select la_code from local_authorities)
    )

-- A settled row is of no held row, or settled by no answer, or differently

select
    settled_rows.batch_id,
    settled_rows.row_number
from settled_rows
left join held_rows
    on
        settled_rows.batch_id = held_rows.batch_id
        and settled_rows.row_number = held_rows.row_number
        and settled_rows.session_number = held_rows.session_number
        and settled_rows.alias_key = held_rows.alias_key
left join school_aliases on settled_rows.alias_key = school_aliases.alias_key
where
    held_rows.batch_id is null
    or school_aliases.alias_key is null
    or (settled_rows.urn is null) <> (school_aliases.urn is null)

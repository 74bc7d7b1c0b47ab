-- One row per answer to "which school is this?", newest first, with how many rows it has settled.

select
    school_aliases.alias_key,
    coalesce(school_aliases.school_text, school_aliases.alias_key) as school_text,
    school_aliases.urn,
    establishments.name,
    school_aliases.answered_at,
    school_aliases.answered_by,
    (
        select count(distinct [settled_rows.batch_id, settled_rows.row_number])
        from settled_rows
        where settled_rows.alias_key = school_aliases.alias_key
    ) as rows_settled
from school_aliases
left join establishments on school_aliases.urn = establishments.urn
order by school_aliases.answered_at desc, school_aliases.alias_key asc

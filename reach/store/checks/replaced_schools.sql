-- An older version of a school, or a link that went, was replaced by no batch

select
    urn,
    replaced_by
from (
    select
        urn,
        replaced_by
    from school_records
    union all
    select
        urn,
        replaced_by
    from other_school_records
    union all
    select
        urn,
        replaced_by
    from school_links
)
where replaced_by is not null and replaced_by not in (
    select batch_id from import_batches
    where undone_at is null
)

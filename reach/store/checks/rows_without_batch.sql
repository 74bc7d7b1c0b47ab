-- A row belongs to no batch, or to one that is undone

select
    brought.batch_id,
    count(*) as rows_found
from (
    select batch_id
    from register_rows
    union all
    select batch_id
    from held_rows
    union all
    select batch_id
    from school_links
    union all
    select batch_id
    from school_records
    union all
    select batch_id
    from other_school_records
    union all
    select batch_id
    from boundary_rings
) as brought
where
    brought.batch_id not in (
        select batch_id
        from import_batches
        where undone_at is null
    )
group by all

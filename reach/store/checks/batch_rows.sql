-- A register's rows in the store are not as many as its batch says, less those forgotten

with forgotten as (
    select
        batch_id,
        sum(rows_forgotten) as rows_forgotten
    from forgotten_rows
    group by all
),

found as (
    select
        batch_id,
        row_number
    from register_rows
    where is_chosen($batches, batch_id)
    union
    select
        batch_id,
        row_number
    from held_rows
    where is_chosen($batches, batch_id)
)

select
    batches.batch_id,
    count(found.batch_id) + any_value(coalesce(forgotten.rows_forgotten, 0)) as rows_found
from import_batches as batches
left join found on batches.batch_id = found.batch_id
left join forgotten on batches.batch_id = forgotten.batch_id
where batches.contents = 'attendance' and is_chosen($batches, batches.batch_id)
group by all
having rows_found <> case when batches.undone_at is null then batches.rows_read else 0 end

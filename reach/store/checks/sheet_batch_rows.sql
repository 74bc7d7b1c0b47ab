-- A sheet's rows in the store are not as many as its batch says, less those forgotten

with forgotten as (
    select
        batch_id,
        sum(rows_forgotten) as rows_forgotten
    from forgotten_rows
    group by all
)

select
    batches.batch_id,
    count(sheet_rows.batch_id) + any_value(coalesce(forgotten.rows_forgotten, 0)) as rows_found
from import_batches as batches
left join forgotten on batches.batch_id = forgotten.batch_id
left join sheet_rows on batches.batch_id = sheet_rows.batch_id and batches.kind = sheet_rows.kind
where batches.contents = 'sheet'
group by all
having
    rows_found <> case
        when batches.undone_at is null then batches.rows_loaded + batches.rows_unchanged
        else 0
    end

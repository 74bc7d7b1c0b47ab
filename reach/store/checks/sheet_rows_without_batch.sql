-- A row of a sheet belongs to no batch of its kind, or to one that is undone

select
    sheet_rows.batch_id,
    sheet_rows.kind,
    count(*) as rows_found
from sheet_rows
left join import_batches as batches
    on
        sheet_rows.batch_id = batches.batch_id
        and sheet_rows.kind = batches.kind
        and batches.undone_at is null
where batches.batch_id is null
group by all

-- The outlines in the store are not as many as their batch says

select
    batches.batch_id,
    count(distinct boundary_rings.row_number) as rows_found
from import_batches as batches
left join boundary_rings on batches.batch_id = boundary_rings.batch_id
where batches.contents = 'outlines' or boundary_rings.batch_id is not null
group by batches.batch_id, batches.contents, batches.undone_at, batches.rows_loaded
having
    rows_found <> case
        when batches.contents = 'outlines' and batches.undone_at is null then batches.rows_loaded
        else 0
    end

-- A register's rows in the store are not as many as its batch says

select
    batches.batch_id,
    count(rows.batch_id) as rows_found
from import_batches as batches
left join register_rows as rows on batches.batch_id = rows.batch_id
where batches.kind = 'register'
group by all
having
    rows_found <> case
        when batches.undone_at is null then batches.rows_loaded + batches.rows_unchanged
        else 0
    end

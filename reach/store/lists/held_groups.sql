-- One row per school text that waits for an answer: what its rows say of the school, and how many rows say it.

with waiting as (
    select
        waiting_rows.alias_key,
        waiting_rows.batch_id,
        waiting_rows.row_number,
        waiting_rows.school_text,
        waiting_rows.urn_text,
        waiting_rows.postcode,
        waiting_rows.email_domain,
        waiting_rows.reason,
        waiting_rows.candidates,
        import_batches.file
    from waiting_rows
    inner join import_batches on waiting_rows.batch_id = import_batches.batch_id
    where waiting_rows.alias_key is not null
)

select
    alias_key,
    arg_max(school_text, [batch_id, row_number]) as school_text,
    arg_max(urn_text, [batch_id, row_number]) as urn_text,
    arg_max(postcode, [batch_id, row_number]) as postcode,
    list_sort(list_distinct(list(email_domain))) as email_domains,
    arg_max(reason, [batch_id, row_number]) as reason,
    arg_max(candidates, [batch_id, row_number]) as candidates,
    list_sort(list_distinct(list(file))) as files,
    count(distinct [batch_id, row_number]) as rows_held
from waiting
group by alias_key
order by rows_held desc, alias_key asc

-- The rows of a sheet of recruitment and training, in read_rows, into the store.

insert into candidate_stage_rows by name
select
    *,
    $batch_id as batch_id
from read_rows;

-- The counts of the rows: one that was said before, in an earlier batch or higher up, changes nothing; what an earlier
-- batch said otherwise is changed.
select
    count(*) as rows_matched,
    count(*) filter (where is_repeated) as rows_unchanged,
    count(*) filter (where is_known and not is_repeated) as rows_changed
from (
    select
        batch_id,
        row_number() over (
            partition by
                candidate,
                route,
                stage,
                reached_on,
                la_code,
                phase,
                urn
            order by batch_id asc, row_number asc
        ) > 1 as is_repeated,
        min(batch_id) over (
            partition by
                candidate,
                route,
                stage
        ) < $batch_id as is_known
    from candidate_stage_rows
)
where batch_id = $batch_id

-- A row of a sheet is of a programme, strand or local authority that hub.toml does not have

select
    batch_id,
    row_number
from (
    select
        batch_id,
        row_number,
        programme_code,
        null as strand,
        null as la_code
    from activity_rows
    union all
    select
        batch_id,
        row_number,
        programme_code,
        strand,
        la_code
    from target_rows
    union all
    select
        batch_id,
        row_number,
        programme_code,
        null as strand,
        null as la_code
    from support_rows
    union all
    select
        batch_id,
        row_number,
        programme_code,
        null as strand,
        null as la_code
    from pupil_count_rows
    union all
    select
        batch_id,
        row_number,
        programme_code,
        null as strand,
        null as la_code
    from hold_back_rows
    union all
    select
        batch_id,
        row_number,
        null as programme_code,
        null as strand,
        la_code
    from candidate_stage_rows
)
where
    programme_code not in (select programme_code from programmes)
    or strand not in (select strand from strands)
    or la_code not in (select la_code from local_authorities)

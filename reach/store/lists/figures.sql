-- One row per question that a pack was made of, with the answer as it was.

select
    figure_number,
    query,
    query_sql,
    question,
    answer,
    frame,
    as_at,
    register_date,
    until_day
from figures
where pack_id = $pack_id
order by figure_number asc

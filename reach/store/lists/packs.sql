-- One row per pack on record, newest first.

select
    pack_id as pack,
    made_at,
    made_by,
    reader,
    audience,
    academic_year,
    period,
    as_at,
    register_date,
    recipe
from packs
order by pack_id desc

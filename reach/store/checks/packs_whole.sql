-- A pack on record has no figures, or a figure, sentence or batch is of a pack or an import that is not there

select
    pack_id,
    'no figures' as what
from packs
where pack_id not in (select pack_id from figures)
union all
select
    pack_id,
    'no pack' as what
from (
    select pack_id from figures
    union
    select pack_id from pack_sentences
    union
    select pack_id from pack_batches
)
where pack_id not in (select pack_id from packs)
union all
select
    pack_id,
    'no import' as what
from pack_batches
where batch_id not in (select batch_id from import_batches)

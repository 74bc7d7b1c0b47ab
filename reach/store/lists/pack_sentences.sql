-- One row per sentence that a pack said, in order.

select
    section,
    sentence
from pack_sentences
where pack_id = $pack_id
order by sentence_number asc

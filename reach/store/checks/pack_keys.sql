-- Two packs on record, two figures of one pack, or two recipes share a key

select
    'pack' as fact,
    pack_id::varchar as repeated
from packs
group by all
having count(*) > 1
union all
select
    'figure' as fact,
    pack_id || '.' || figure_number as repeated
from figures
group by all
having count(*) > 1
union all
select
    'sentence' as fact,
    pack_id || '.' || sentence_number as repeated
from pack_sentences
group by all
having count(*) > 1
union all
select
    'batch' as fact,
    pack_id || '.' || batch_id as repeated
from pack_batches
group by all
having count(*) > 1
union all
select
    'recipe' as fact,
    lower(recipe_name) as repeated
from pack_recipes
group by all
having count(*) > 1

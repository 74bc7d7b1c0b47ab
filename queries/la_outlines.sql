-- The outlines of local authorities that have been loaded, on the British National Grid in metres.
-- One row per ring of an outline; a hole runs the other way than what is around it.

select
    las.la_code,
    las.la_name,
    boundaries.is_hole,
    boundaries.eastings,
    boundaries.northings,
    batches.file,
    batches.imported_at
from boundaries
inner join local_authorities as las on boundaries.la_code = las.la_code
inner join import_batches as batches on boundaries.batch_id = batches.batch_id
where list_contains($la_codes, las.la_code)
order by las.position asc, boundaries.row_number asc, boundaries.ring_number asc

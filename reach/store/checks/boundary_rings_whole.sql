-- A ring of an outline is not closed, or its numbers do not pair

select
    batch_id,
    la_code,
    row_number,
    ring_number
from boundary_rings
where
    len(eastings) < 4
    or len(eastings) <> len(northings)
    or eastings[1] <> eastings[-1]
    or northings[1] <> northings[-1]

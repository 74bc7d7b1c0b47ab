-- Outlines of local authorities from read_rows, one row a ring. Those that say something new of their authority stay.
-- The counts are of the file's features: read, of other areas ($rows_outside), new or the same.

create or replace temp table new_rings as
select
    la_code,
    row_number,
    ring_number,
    is_hole,
    eastings,
    northings
from read_rows;

-- An outline is the same when all its rings are.
create or replace temp table same_outlines as
with read_outlines as (
    select
        la_code,
        list([is_hole::integer::varchar, eastings::varchar, northings::varchar] order by row_number, ring_number)
            as outline
    from new_rings
    group by all
),

known_outlines as (
    select
        la_code,
        list([is_hole::integer::varchar, eastings::varchar, northings::varchar] order by row_number, ring_number)
            as outline
    from boundaries
    group by all
)

select read_outlines.la_code
from read_outlines
inner join known_outlines
    on read_outlines.la_code = known_outlines.la_code and read_outlines.outline = known_outlines.outline;

insert into boundary_rings by name
select
    $batch_id as batch_id,
    row_number,
    ring_number,
    la_code,
    is_hole,
    eastings,
    northings
from new_rings
where la_code not in (select la_code from same_outlines);

with counted as (
    select
        row_number,
        any_value(la_code) in (select la_code from same_outlines) as is_same
    from new_rings
    group by all
)

select
    count(*) + $rows_outside as rows_read,
    count(*) filter (where not is_same) as rows_loaded,
    count(*) filter (where is_same) as rows_unchanged,
    0 as rows_held,
    $rows_outside as rows_outside,
    count(*) filter (where not is_same) as changes
from counted

-- A note on charts has no text or too much, no single date, or is of more than one local authority, strand or programme

select
    note_id,
    note
from chart_notes
where
    trim(note) = ''
    or length(note) > 80
    or (la_code is not null)::integer + (strand is not null)::integer + (programme_code is not null)::integer > 1
union all
select
    note_id,
    min(note) as note
from chart_notes
group by note_id
having count(distinct dated_on) > 1 or count(distinct note) > 1

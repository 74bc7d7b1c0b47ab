-- Notes on charts with time on an axis: what an administrator dated, such as "Trial began".

-- One row per time that a note was added, removed or put back. note_id says which note. la_code, strand and
-- programme_code are null where it is of all of them. The latest row of a note counts.
create table chart_notes (
    note_id integer not null,
    dated_on date not null,
    note varchar not null,
    la_code varchar,
    strand varchar,
    programme_code varchar,
    is_removed boolean not null,
    recorded_at timestamp not null,
    recorded_by varchar not null
);

-- Outlines of local authorities, for maps, per batch, so that each can be undone.

-- One row per ring of an outline, on the British National Grid in metres, its last corner being its first again.
-- row_number is the feature of the file that the ring is of; ring_number counts the feature's rings.
create table boundary_rings (
    batch_id integer not null,
    row_number integer not null,
    ring_number integer not null,
    la_code varchar not null,
    is_hole boolean not null,
    eastings integer[] not null,
    northings integer[] not null
);

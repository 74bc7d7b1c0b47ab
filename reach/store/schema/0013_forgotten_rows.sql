-- Rows of people that were forgotten, so that a batch's rows can still be counted. Nothing says whose they were.

-- One row per batch and time that rows of it were forgotten, or were passed over because people of their academic year
-- are not kept any more: how many of those that a register had, or that were loaded from a sheet.
create table forgotten_rows (
    batch_id integer not null,
    rows_forgotten integer not null,
    forgotten_at timestamp not null,
    forgotten_by varchar not null
);

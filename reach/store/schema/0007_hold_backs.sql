-- Schools that are not to be approached: trial controls, and those that have asked not to be.

-- One row per matched row of a sheet of schools held back. programme_code is null where it is for all programmes,
-- until_on where no end is known; the day itself still counts.
create table hold_back_rows (
    batch_id integer not null,
    row_number integer not null,
    urn integer not null,
    evidence varchar not null,
    programme_code varchar,
    reason varchar not null,
    until_on date
);

-- One row per time that a school was held back, or let go again, on screen.
create table hold_backs_on_screen (
    urn integer not null,
    programme_code varchar,
    reason varchar not null,
    until_on date,
    is_let_go boolean not null,
    said_at timestamp not null,
    said_by varchar not null
);

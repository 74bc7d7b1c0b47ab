-- Pupils who are booked are expected: they are shown apart from those who came.

-- One row per session that was not held yet and school: pupils whom it is to bring.
create table expected_pupils (
    session_id varchar not null,
    urn integer not null,
    pupils integer not null
);

-- Who took part in what: the one table that figures of people, sign-ups and completion, and engagement, are made from.
-- Whatever an import touched can be worked out anew by activity: all that a row says follows from its activity's
-- registers, and from the lineage of its URN.

-- One row per person, activity, year or term, and URN that registers give for the person there.
create table participations (
    academic_year varchar not null,
    period varchar not null,
    activity_id varchar not null,
    programme_code varchar not null,
    attendee varchar not null,
    attended_urn integer not null,
    urn integer,
    sessions_held integer not null,
    expected integer not null,
    booked integer not null,
    attended integer not null,
    absent integer not null,
    apologies integer not null,
    hours decimal(18, 4) not null,
    last_attended_on date,
    has_completed boolean not null,
    has_ever_come boolean not null
);

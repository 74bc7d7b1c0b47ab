-- Telephone calls to schools on the call list.

-- One row per call. outcome is one of reach/calls.py; call_again_on is null where no further call is planned.
create table calls (
    urn integer not null,
    called_on date not null,
    outcome varchar not null,
    call_again_on date,
    recorded_at timestamp not null,
    recorded_by varchar not null
);

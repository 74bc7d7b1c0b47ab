-- What was answered about a file is remembered for the next with the same headings: not its columns alone, as before.

-- One row per import that was the first to answer so about tables with its headings, or about how its tool writes
-- dates: the newest stands, and goes with its import when that is undone. signature: a keyed hash of the headings, or
-- of the tool. answers: JSON; of texts it has keyed hashes only, as they may be anything.
create table remembered_answers (
    batch_id integer,
    signature varchar not null,
    answers varchar not null,
    answered_at timestamp not null,
    answered_by varchar not null
);

insert into remembered_answers
select
    null as batch_id,
    signature,
    json_object('columns', columns::json)::varchar as answers,
    mapped_at,
    mapped_by
from column_mappings;

drop table column_mappings;

-- What forum packs said, kept for ever, and recipes to make the next ones by.

-- One row per pack on record. recipe: what was chosen, as JSON. content_hash tells whether two packs said the same.
create table packs (
    pack_id integer not null,
    made_at timestamp not null,
    made_by varchar not null,
    reader varchar not null,
    audience varchar not null,
    academic_year varchar not null,
    period varchar not null,
    as_at date,
    register_date date,
    recipe varchar not null,
    content_hash varchar not null
);

-- One row per pack and import that stood when it was made.
create table pack_batches (
    pack_id integer not null,
    batch_id integer not null
);

-- One row per pack and question that it was made of, with the answer as it was. question and answer are JSON; the SQL
-- is what was asked then, whatever the query says today.
create table figures (
    pack_id integer not null,
    figure_number integer not null,
    query varchar not null,
    query_sql varchar not null,
    question varchar not null,
    answer varchar not null,
    as_at date,
    register_date date
);

-- One row per pack and sentence that it said, in order.
create table pack_sentences (
    pack_id integer not null,
    sentence_number integer not null,
    section varchar not null,
    sentence varchar not null
);

-- One row per recipe that was saved, by its name.
create table pack_recipes (
    recipe_name varchar not null,
    recipe varchar not null,
    saved_at timestamp not null,
    saved_by varchar not null
);

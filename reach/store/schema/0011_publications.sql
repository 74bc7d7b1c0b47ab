-- One row per version that was ever published, this one last: when, why, and from which version it was made.
-- kind: import, edit (an answer, a target, a school held back), undo, restored (a backup), demonstration,
-- pack (a pack or recipe was saved), worked out (no fact changed).
-- keeps_made_from: whether the version it was made from is kept as those of changes are, such as before an undo.
create table publications (
    version_number integer not null,
    published_at timestamp not null,
    kind varchar not null,
    what varchar not null,
    made_from integer,
    keeps_made_from boolean not null
);

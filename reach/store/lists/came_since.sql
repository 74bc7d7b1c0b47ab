-- What came, and what was undone, since a moment.
-- One row: how many files came that still stand, how many earlier imports were undone, and how many packs were made.

select
    (
        select count(*)
        from import_batches
        where imported_at > $since and undone_at is null
    ) as files,
    (
        select count(*)
        from import_batches
        where imported_at <= $since and undone_at > $since
    ) as undone,
    (
        select count(*)
        from packs
        where made_at > $since
    ) as packs

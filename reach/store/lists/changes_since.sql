-- What has changed since a pack was made, and could have changed its figures.
-- One row per import that came or was undone since, one for the answers given to held rows and one for what was said on
-- screen of schools held back, in order of time.

with pack as (
    select
        packs.pack_id,
        packs.made_at,
        periods.starts_on,
        periods.ends_on
    from packs
    inner join periods on packs.academic_year = periods.academic_year and packs.period = periods.period
    where packs.pack_id = $pack_id
),

batches_then as (
    select batch_id
    from pack_batches
    where pack_id = $pack_id
),

changed_batches as (
    select
        import_batches.batch_id,
        case when import_batches.sets_as_at then 'register' else 'file' end as cause,
        import_batches.file,
        import_batches.as_at,
        import_batches.imported_at as happened_at,
        import_batches.rows_loaded,
        'came' as what
    from import_batches
    where import_batches.undone_at is null and import_batches.batch_id not in (select batch_id from batches_then)
    union all
    select
        import_batches.batch_id,
        case when import_batches.sets_as_at then 'register' else 'file' end as cause,
        import_batches.file,
        import_batches.as_at,
        import_batches.undone_at as happened_at,
        import_batches.rows_loaded,
        'was undone' as what
    from import_batches
    where import_batches.undone_at is not null and import_batches.batch_id in (select batch_id from batches_then)
)

select
    changed_batches.what,
    changed_batches.cause,
    changed_batches.file,
    changed_batches.as_at,
    changed_batches.happened_at,
    changed_batches.rows_loaded as rows,
    (
        select count(*)
        from attended_rows
        where
            attended_rows.batch_id = changed_batches.batch_id
            and attended_rows.held_on between pack.starts_on and pack.ends_on
    ) as rows_in_period
from changed_batches
cross join pack
union all
select
    'were given' as what,
    'answers' as cause,
    null as file,
    null as as_at,
    max(school_aliases.answered_at) as happened_at,
    count(*) as rows,
    null as rows_in_period
from school_aliases
cross join pack
where school_aliases.answered_at > pack.made_at
having count(*) > 0
union all
select
    'were said' as what,
    'hold-backs' as cause,
    null as file,
    null as as_at,
    max(hold_backs_on_screen.said_at) as happened_at,
    count(*) as rows,
    null as rows_in_period
from hold_backs_on_screen
cross join pack
where hold_backs_on_screen.said_at > pack.made_at
having count(*) > 0
order by happened_at asc

-- Schools that are not to be approached: trial controls, and those that have asked not to be.

-- One row per URN and programme held back, null for all programmes, as last said: by a sheet, at its import, or on
-- screen. What was put back on the list is not in it; what has ended still is. A row of a sheet that says again what
-- was said before says nothing new; what is said on screen is new each time.
create or replace view hold_backs as
with by_sheet as (
    select
        urn,
        programme_code,
        arg_min(reason, [batch_id, row_number]) as reason,
        until_on,
        lower(reason) as reason_key,
        min([batch_id, row_number]) as first_said
    from hold_back_rows
    group by all
),

statements as (
    select
        by_sheet.urn,
        by_sheet.programme_code,
        by_sheet.reason,
        by_sheet.until_on,
        false as is_let_go,
        batches.imported_at as said_at,
        batches.imported_by as said_by,
        batches.file as file_name,
        by_sheet.first_said
    from by_sheet
    inner join import_batches as batches on by_sheet.first_said[1] = batches.batch_id
    union all
    select
        urn,
        programme_code,
        reason,
        until_on,
        is_let_go,
        said_at,
        said_by,
        null as file_name,
        null as first_said
    from hold_backs_on_screen
),

last_said as (
    select *
    from statements
    qualify
        row_number() over (
            partition by urn, programme_code
            -- Of what was said at one time, the screen stands before a sheet, and holding back before putting back.
            order by said_at desc, file_name asc nulls first, is_let_go asc, first_said desc, until_on desc nulls first
        ) = 1
)

select * exclude (is_let_go, first_said)
from last_said
where not is_let_go;

-- Is a hold-back in force on a day? Its last day still counts; without one it has no end.
create or replace macro is_in_force(chosen_until_on, chosen_day) as (coalesce(chosen_until_on >= chosen_day, true));

-- One row per year or term, school open and in scope, and hold-back that is about it, ended ones too, under any URN
-- that counts for it.
create or replace view hold_backs_of_schools as
select
    schools.academic_year,
    schools.period,
    schools.urn,
    hold_backs.urn as held_back_urn,
    hold_backs.programme_code,
    coalesce(programmes.programme_name, hold_backs.programme_code) as programme_name,
    hold_backs.reason,
    hold_backs.until_on,
    hold_backs.said_at,
    hold_backs.said_by,
    hold_backs.file_name
from urns_of_schools as schools
inner join hold_backs on schools.counted_urn = hold_backs.urn
left join programmes on hold_backs.programme_code = programmes.programme_code;

-- One row per year or term and school held back on a day, for a programme, or for any where none is chosen: why, for
-- which programmes, and until when. What holds for all programmes holds for each.
create or replace macro schools_held_back(chosen_day, chosen_programme) as table
    select
        academic_year,
        period,
        urn,
        string_agg(held_back, '; ' order by held_back asc) as held_back
    from (
        select distinct
            academic_year,
            period,
            urn,
            concat_ws(
                ', ',
                reason,
                'for ' || programme_name,
                'until ' || strftime(until_on, '%d/%m/%Y')
            ) as held_back
        from hold_backs_of_schools
        where
            is_in_force(until_on, chosen_day)
            and (chosen_programme is null or programme_code is null or programme_code = chosen_programme)
    )
    group by all;

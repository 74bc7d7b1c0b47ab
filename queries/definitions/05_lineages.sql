-- One school, many URNs: for which establishment does what a URN attended count, as at a date?

-- One row per link of the newest links file.
create or replace view links_that_stand as
select * exclude (batch_id, replaced_by)
from school_links
where replaced_by is null;

-- One row per pair of an old URN and the new one that it became; the links file may know it from either side, or
-- from both.
create or replace view conversions as
select
    old_urn,
    new_urn,
    min(linked_on) as linked_on
from (
    select
        case when link_type like 'Predecessor%' then linked_urn else urn end as old_urn,
        case when link_type like 'Predecessor%' then urn else linked_urn end as new_urn,
        linked_on
    from links_that_stand
    where link_type like 'Predecessor%' or link_type like 'Successor%' or link_type = 'Result of Amalgamation'
)
where old_urn <> new_urn
group by all;

-- One row per URN that a school has taken over from an earlier one, with the first URN that the school had. Of several
-- that one became, or that became one, only one goes on: the one with the same establishment number, else the one
-- linked earliest, else the lowest URN. Fifty steps end a circle of links.
create or replace view first_urns as
with recursive pairs as (
    select
        conversions.old_urn,
        conversions.new_urn,
        coalesce(
            before_it.la_code = after_it.la_code
            and before_it.establishment_number = after_it.establishment_number,
            false
        ) as keeps_its_number
    from conversions
    left join establishments as before_it on conversions.old_urn = before_it.urn
    left join establishments as after_it on conversions.new_urn = after_it.urn
    qualify
        row_number() over (
            partition by conversions.old_urn
            order by
                keeps_its_number desc,
                conversions.linked_on asc nulls last,
                conversions.new_urn asc
        ) = 1
        and row_number() over (
            partition by conversions.new_urn
            order by
                keeps_its_number desc,
                conversions.linked_on asc nulls last,
                conversions.old_urn asc
        ) = 1
),

steps (urn, first_urn, step) as (
    select
        new_urn,
        old_urn,
        1 as step
    from pairs
    union all
    select
        steps.urn,
        pairs.old_urn as first_urn,
        steps.step + 1 as step
    from steps
    inner join pairs on steps.first_urn = pairs.new_urn
    where steps.step < 50
)

select
    urn,
    arg_max(first_urn, step) as first_urn
from steps
group by all;

-- One row per year or term for which engagement is worked out: from the first year that a session or
-- school-to-school support is recorded of to the year after the last.
create or replace view counted_periods as
select period_dates.*
from period_dates
inner join periods as years
    on period_dates.academic_year = years.academic_year and years.period = 'year'
inner join recorded_days
    on years.ends_on >= least(recorded_days.first_day, (select min(started_on) from support_rows))
inner join last_counted_years on years.academic_year <= last_counted_years.academic_year
where period_dates.as_at is not null;

-- One row per URN that any register or sheet names, and one per school of the hub.
create or replace view named_urns as
select urn
from attendances
union
select urn
from pupil_counts
union
select urn
from sheet_schools
union
select urn
from hold_backs_on_screen
union
select urn
from schools;

-- One row per year or term, and URN that any register or sheet names and that counts somewhere as at the period's
-- date. Links are followed step by step, forward from what closed before the day, backward from what opened after it,
-- and never past an establishment that is open; the first open ones found are candidates. Fifty steps end a circle of
-- links; no real chain is nearly as long.
create or replace macro computed_lineages(chosen_periods := null, chosen_urns := null) as table
    with recursive days as (
        select distinct as_at
        from counted_periods
        where is_chosen(chosen_periods, period_key(academic_year, period))
    ),

    steps (as_at, origin_urn, urn, direction, step, linked_on) as (
        select
            days.as_at,
            named_urns.urn as origin_urn,
            named_urns.urn,
            case
                when establishments.closed_on < days.as_at then 'forward'
                when establishments.opened_on > days.as_at then 'backward'
            end as direction,
            0 as step,
            null::date as linked_on
        from named_urns
        inner join establishments on named_urns.urn = establishments.urn
        cross join days
        where is_chosen(chosen_urns, named_urns.urn)

        union

        select
            steps.as_at,
            steps.origin_urn,
            next_urns.next_urn as urn,
            steps.direction,
            steps.step + 1 as step,
            next_urns.linked_on
        from steps
        inner join establishments as here
            on steps.urn = here.urn and not is_open(here.status, here.opened_on, here.closed_on, steps.as_at)
        inner join (
            select
                old_urn as urn,
                new_urn as next_urn,
                'forward' as direction,
                linked_on
            from conversions
            union all
            select
                new_urn as urn,
                old_urn as next_urn,
                'backward' as direction,
                linked_on
            from conversions
        ) as next_urns
            on steps.urn = next_urns.urn and steps.direction = next_urns.direction
        where steps.step < 50
    ),

    found as (
        select
            steps.as_at,
            steps.origin_urn,
            steps.urn,
            steps.step,
            coalesce(
                origin.la_code = there.la_code and origin.establishment_number = there.establishment_number, false
            ) as is_same_number,
            steps.linked_on
        from steps
        inner join establishments as there
            on steps.urn = there.urn and is_open(there.status, there.opened_on, there.closed_on, steps.as_at)
        inner join establishments as origin on steps.origin_urn = origin.urn
    ),

    chosen as (
        select
            as_at,
            origin_urn,
            urn
        from found
        qualify
            row_number() over (
                partition by as_at, origin_urn
                order by step asc, is_same_number desc, linked_on asc nulls last, urn asc
            ) = 1
    )

    select
        counted_periods.academic_year,
        counted_periods.period,
        chosen.origin_urn as urn,
        chosen.urn as counts_for_urn
    from chosen
    inner join counted_periods on chosen.as_at = counted_periods.as_at
    where is_chosen(chosen_periods, period_key(counted_periods.academic_year, counted_periods.period));

-- One row per URN that counts for an establishment as it is today, as at the date of the establishment register:
-- itself, or what has become of it.
create or replace view lineages_today as
select
    urn,
    counts_for_urn
from lineages
where academic_year = (select last_counted_years.academic_year from last_counted_years) and period = 'year';

-- One row per URN that counts for an establishment as at the date of a year or term. Of a year after the last that is
-- counted, as at that one's date.
create or replace macro lineages_in(chosen_academic_year, chosen_period) as table
    select
        urn,
        counts_for_urn
    from lineages
    where
        academic_year = least(chosen_academic_year, (select last_counted_years.academic_year from last_counted_years))
        and period = chosen_period;

-- One row per year or term, school open and in scope, and URN that counts for it then: its own, and those of what it
-- was before, so that an academy keeps what was recorded of the school that it was. Before anything is recorded there
-- are no lineages: each school's own URN then counts for it.
create or replace view urns_of_schools as
select
    schools_open.academic_year,
    schools_open.period,
    schools_open.urn,
    coalesce(lineages.urn, schools_open.urn) as counted_urn
from schools_open
left join lineages
    on
        schools_open.as_at_year = lineages.academic_year
        and schools_open.period = lineages.period
        and schools_open.urn = lineages.counts_for_urn;

-- One row per session and attendee whose mark counts for an establishment, as at the date of the session's academic
-- year: which one, what the register says, and the first day of the year.
create or replace macro counted_marks_of(chosen_urns, chosen_academic_years) as table
    select
        years.academic_year,
        years.starts_on as year_starts_on,
        lineages.counts_for_urn as urn,
        marks.attendee,
        marks.activity_id,
        activities.programme_code,
        sessions.held_on,
        marks.attendance
    from (
        from attendances
        where
            chosen_urns is null
            or urn in (
                select urn from lineages
                where is_chosen(chosen_urns, counts_for_urn)
            )
    ) as marks
    inner join sessions on marks.session_id = sessions.session_id
    inner join activities on marks.activity_id = activities.activity_id
    inner join periods as years
        on sessions.held_on between years.starts_on and years.ends_on and years.period = 'year'
    inner join lineages
        on
            marks.urn = lineages.urn
            and years.academic_year = lineages.academic_year
            and lineages.period = 'year'
    where is_chosen(chosen_urns, lineages.counts_for_urn) and is_chosen(chosen_academic_years, years.academic_year);

-- One row per session and attendee: the same, of all establishments and years.
create or replace view counted_marks as
from counted_marks_of(null, null);

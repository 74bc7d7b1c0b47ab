-- Will we make it? This year's end, worked out from the shape of earlier years.

-- The week of an academic year that a day is in: week 1 begins on 1 September, week 52 has what is left.
create or replace macro academic_week(chosen_day, chosen_first_day) as (
    least((chosen_day - chosen_first_day) // 7 + 1, 52)::tinyint
);

-- How many weeks of an academic year have ended by a day: those that the day is the last of, or comes after.
create or replace macro weeks_ended(chosen_day, chosen_first_day) as (
    least((chosen_day - chosen_first_day + 1) // 7, 52)::tinyint
);

-- A scope has a shape of its own in a year that ended with at least so many of its schools reached.
create or replace macro enough_for_a_shape() as (20);

-- By how many standard deviations a range reaches to each side that four of five years fall in, by the number of years
-- that it is drawn from: Student's t with as many degrees of freedom.
create or replace macro four_in_five(chosen_years) as (
    case chosen_years when 2 then 1.886 when 3 then 1.638 when 4 then 1.533 when 5 then 1.476 end::double
);

-- Can a school fall back from a rung in the course of a year? Only who has completed can, by missing later sessions.
create or replace macro can_fall_back(chosen_rung) as (chosen_rung = 'completed');

-- One row per establishment, academic year, programme, rung and span of weeks at whose ends it stood on that rung or a
-- higher one, by the sessions of the year up to then, as if later ones were not known. Nobody falls back from signed up
-- or attended; from completed, when further sessions are held and missed.
create or replace macro computed_rung_weeks(chosen_urns := null, chosen_academic_years := null) as table
    with marks as (
        select
            academic_year,
            urn,
            attendee,
            activity_id,
            programme_code,
            academic_week(held_on, year_starts_on) as week,
            count(*) filter (where attendance = 'attended') as attended
        from counted_marks_of(chosen_urns, chosen_academic_years)
        group by all
    ),

    session_weeks as (
        select
            years.academic_year,
            sessions.activity_id,
            academic_week(sessions.held_on, years.starts_on) as week,
            count(*) filter (where sessions.is_held) as sessions_held
        from sessions
        inner join periods as years
            on sessions.held_on between years.starts_on and years.ends_on and years.period = 'year'
        where
            is_chosen(chosen_academic_years, years.academic_year)
            and sessions.activity_id in (select marks.activity_id from marks)
        group by all
    ),

    held_so_far as (
        select
            academic_year,
            activity_id,
            week,
            sum(sessions_held) over (partition by academic_year, activity_id order by week asc) as sessions_held
        from session_weeks
    ),

    first_marks as (
        select
            academic_year,
            urn,
            attendee,
            activity_id,
            programme_code,
            min(week) as week
        from marks
        group by all
    ),

    people as (
        select
            first_marks.academic_year,
            first_marks.urn,
            first_marks.programme_code,
            held_so_far.week as from_week,
            coalesce(lead(held_so_far.week) over by_week - 1, 52) as until_week,
            held_so_far.sessions_held,
            coalesce(sum(marks.attended) over by_week, 0) as attended
        from first_marks
        inner join held_so_far
            on
                first_marks.academic_year = held_so_far.academic_year
                and first_marks.activity_id = held_so_far.activity_id
                and first_marks.week <= held_so_far.week
        left join marks
            on
                first_marks.academic_year = marks.academic_year
                and first_marks.urn = marks.urn
                and first_marks.attendee = marks.attendee
                and first_marks.activity_id = marks.activity_id
                and held_so_far.week = marks.week
        window by_week as (
            partition by first_marks.academic_year, first_marks.urn, first_marks.attendee, first_marks.activity_id
            order by held_so_far.week asc
        )
    )

    select
        academic_year,
        urn,
        programme_code,
        rung_level('signed_up')::tinyint as rung_level,
        min(from_week)::tinyint as from_week,
        52::tinyint as until_week
    from people
    group by all
    union all
    select
        academic_year,
        urn,
        programme_code,
        rung_level('attended')::tinyint as rung_level,
        min(from_week)::tinyint as from_week,
        52::tinyint as until_week
    from people
    where attended > 0
    group by all
    union all
    select distinct
        academic_year,
        urn,
        programme_code,
        rung_level('completed')::tinyint as rung_level,
        from_week::tinyint as from_week,
        until_week::tinyint as until_week
    from people
    where has_completed(attended, sessions_held);

-- One row per academic year with a session held: the days of its first and last one, the last week that had ended by
-- then, and whether the year is over. A year that is over and of which sessions are known from its first eight weeks
-- and from its thirty-sixth (May) or later is whole, and has a shape. Of others recording began late, or broke off.
create or replace view recorded_years as
with held as (
    select
        years.academic_year,
        years.starts_on,
        min(sessions.held_on) as first_held_on,
        max(sessions.held_on) as last_held_on
    from sessions
    inner join periods as years
        on sessions.held_on between years.starts_on and years.ends_on and years.period = 'year'
    where sessions.is_held
    group by all
)

select
    held.academic_year,
    held.first_held_on,
    held.last_held_on,
    weeks_ended(held.last_held_on, held.starts_on) as last_week,
    years_over.is_year_over as is_over,
    years_over.is_year_over
    and academic_week(held.first_held_on, held.starts_on) <= 8
    and academic_week(held.last_held_on, held.starts_on) >= 36 as is_whole
from held
inner join years_over on held.academic_year = years_over.academic_year;

-- One row per target of the chosen year, and '' for the hub, and year: the chosen one and the five before it. What is
-- reached at the end of the chosen week, and where the year may end, from whole years before it alone. share_expected
-- is the mean share of their end that those years had reached by that week; the estimate is what is reached, divided by
-- it. The range is a prediction interval: the same division by that mean plus and minus a margin, rounded to the
-- nearest school. The spread of the years' shares has in it what chance does among as many schools, and counts as half
-- the variance of that at least: two years can be alike by accident. Until the year is over the range is at least one
-- school wide, unless all schools are reached. Where schools can fall back, a year may have reached more than at its
-- end, the share be more than 1, and the end be below what is reached. The shape is the target's own where two years or
-- more are enough for one, else the hub's.
create or replace macro projections(
    chosen_year, chosen_week, chosen_rung, chosen_light_touch, chosen_schools
) as table
    with weeks as (
        select
            target,
            academic_year,
            any_value(schools) as schools,
            max(reached) filter (where week = chosen_week) as reached_by_week,
            max(reached) filter (where week = 52) as reached
        from target_reach(chosen_year, [chosen_week, 52], chosen_rung, chosen_light_touch, chosen_schools)
        group by all
    ),

    shares as (
        select
            weeks.target,
            weeks.academic_year,
            weeks.reached_by_week / weeks.reached as share_by_week,
            1 / weeks.reached as one_school
        from weeks
        inner join recorded_years on weeks.academic_year = recorded_years.academic_year
        where recorded_years.is_whole and weeks.reached >= enough_for_a_shape()
    ),

    both_shapes as (
        select
            weeks.target,
            weeks.academic_year,
            shares.target = weeks.target as is_own_shape,
            count(*) as years_behind,
            avg(shares.share_by_week) as share_expected,
            min(shares.share_by_week) as share_least,
            max(shares.share_by_week) as share_most,
            four_in_five(years_behind) * sqrt(
                (1 + 1 / years_behind)
                * greatest(
                    var_samp(shares.share_by_week),
                    share_expected * (1 - share_expected) * avg(shares.one_school) / 2
                )
            ) as margin
        from weeks
        inner join shares
            on shares.target in (weeks.target, '') and weeks.academic_year > shares.academic_year
        group by all
        having count(*) >= 2
    ),

    shapes as (
        select *
        from both_shapes
        qualify row_number() over (partition by target, academic_year order by is_own_shape desc) = 1
    ),

    ends as (
        select
            weeks.*,
            shapes.* exclude (target, academic_year),
            case
                when can_fall_back(chosen_rung) then 0
                -- What came after the week is known only where the week is the last that has ended of a year under way.
                when recorded_years.is_over or chosen_week < recorded_years.last_week then weeks.reached_by_week
                else weeks.reached
            end as least_possible,
            case
                when shapes.years_behind is null then 'few_years'
                when shapes.share_expected < 0.25 then 'too_early'
                when weeks.reached_by_week = 0 then 'nobody_yet'
                else 'projected'
            end as outlook,
            weeks.reached_by_week / shapes.share_expected as end_expected,
            weeks.reached_by_week / (shapes.share_expected + shapes.margin) as end_least,
            case
                when shapes.share_expected > shapes.margin
                    then weeks.reached_by_week / (shapes.share_expected - shapes.margin)
                else weeks.schools
            end as end_most
        from weeks
        inner join recorded_years on weeks.academic_year = recorded_years.academic_year
        left join shapes on weeks.target = shapes.target and weeks.academic_year = shapes.academic_year
    ),

    whole_schools as (
        select
            *,
            least(greatest(round(end_least), least_possible), schools) as least_schools,
            least(greatest(round(end_most), least_possible), schools) as most_schools,
            least_schools = most_schools and chosen_week < 52 as is_too_narrow
        from ends
    )

    select
        target,
        academic_year,
        schools,
        reached_by_week,
        reached,
        coalesce(years_behind, 0) as years_behind,
        is_own_shape,
        share_expected,
        share_least,
        share_most,
        outlook,
        case
            when outlook = 'projected' then least(greatest(round(end_expected), least_possible), schools)
        end::integer as expected,
        case
            when outlook <> 'projected' then null
            when is_too_narrow and most_schools = schools then greatest(least_schools - 1, least_possible)
            else least_schools
        end::integer as expected_least,
        case
            when outlook <> 'projected' then null
            when is_too_narrow then least(most_schools + 1, schools)
            else most_schools
        end::integer as expected_most
    from whole_schools;

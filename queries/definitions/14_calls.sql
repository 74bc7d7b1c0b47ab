-- The call list: calls made, buddies, and the score's parts, each from 0 (no reason to ring) to 1 (the most there can
-- be).

-- One row per year or term and school open and in scope that was called: the latest call, under any URN that counts for
-- it.
create or replace view latest_calls as
select
    schools.academic_year,
    schools.period,
    schools.urn,
    calls.called_on,
    calls.outcome as call_outcome,
    calls.call_again_on
from urns_of_schools as schools
inner join calls on schools.counted_urn = calls.urn
qualify
    row_number() over (
        partition by schools.academic_year, schools.period, schools.urn
        order by calls.called_on desc, calls.recorded_at desc
    ) = 1;

-- One row per school of today in the chosen local authorities with a buddy near: the nearest other school, of any local
-- authority, that sustains a programme of the chosen strands, or the chosen programme, which nobody from the school has
-- attended and is for a phase that both teach. It must be a school that is counted.
create or replace macro nearest_buddies(
    chosen_academic_year, chosen_la_codes, chosen_strands, chosen_programme, chosen_schools
) as table
    with attended as (
        select distinct
            urn,
            programme_code
        from engagement_today
        where rung_level >= rung_level('attended')
    ),

    taught as (
        select
            school_phases.urn,
            programmes.programme_code
        from school_phases
        inner join programmes on list_contains(programmes.phases, school_phases.phase)
        where
            list_contains(chosen_strands, programmes.strand)
            and not programmes.is_light_touch
            and (chosen_programme is null or programmes.programme_code = chosen_programme)
        group by all
    )

    select
        here.urn,
        arg_min(there.name, (distance_km(here.easting, here.northing, there.easting, there.northing), there.name))
            as buddy,
        min(distance_km(here.easting, here.northing, there.easting, there.northing)) as buddy_km
    from schools_today as here
    inner join taught on here.urn = taught.urn
    left join attended on taught.urn = attended.urn and taught.programme_code = attended.programme_code
    inner join programmes_sustained(chosen_academic_year) as sustained
        on taught.programme_code = sustained.programme_code and here.urn <> sustained.urn
    inner join schools_today as there on sustained.urn = there.urn and is_counted(there.attributes, chosen_schools)
    where
        list_contains(chosen_la_codes, here.la_code)
        and attended.urn is null
        and here.easting is not null
        and there.easting is not null
    group by all;

-- The score's parts.

-- Standing: 1 for a school never reached, 0.5 for one that came before and has lapsed or is not yet back, 0 for one
-- reached in another term of the year.
create or replace macro standing_part(chosen_standing) as (
    case chosen_standing when 'never' then 1 when 'lapsed' then 0.5 when 'not yet back' then 0.5 else 0 end::double
);

-- Disadvantage: 0 for the least disadvantaged fifth, then 0.25, 0.5, 0.75, and 1 for the most. Unknown is 0.5, the
-- middle, so that a school is neither ahead nor behind for a share that is not published.
create or replace macro disadvantage_part(chosen_fsm_quintile) as (coalesce((chosen_fsm_quintile - 1) / 4, 0.5));

-- Size: the share of the other schools that have fewer pupils. Unknown is 0.5, the middle.
create or replace macro size_part(chosen_share_smaller) as (coalesce(chosen_share_smaller, 0.5));

-- Behind: how much of what is aimed at is missing; 0 where it is reached, or where nothing is aimed at.
create or replace macro behind_part(chosen_reach, chosen_aim) as (
    case when chosen_reach < chosen_aim then (chosen_aim - chosen_reach) / chosen_aim else 0 end::double
);

-- The calendar year in which a day's academic year begins: 2025 for any day of 2025/26.
create or replace macro starting_year(chosen_day) as (
    year(chosen_day) - (month(chosen_day) < 9)::integer
);

-- The share that a number of schools is of so many, at most all of them; null where no number is given, or where there
-- are no schools or it is not known how many.
create or replace macro share_of_schools(chosen_number, chosen_schools) as (
    case when chosen_number is not null and chosen_schools > 0 then least(chosen_number / chosen_schools, 1) end
);

-- Years: 0 where somebody attended in the chosen academic year, 0.2 where last in the one before, 0.4, 0.6, 0.8, and 1
-- from five years on, or where nobody ever did.
create or replace macro years_part(chosen_academic_year, chosen_last_attended_on) as (
    case
        when chosen_last_attended_on is null then 1
        else least(left(chosen_academic_year, 4)::integer - starting_year(chosen_last_attended_on), 5) / 5
    end::double
);

-- One row per year or term and school open and in scope, with independent schools or without them: the share of the
-- other schools with a known number of pupils that have fewer; null where its own is not known.
create or replace macro school_sizes(chosen_schools) as table
    select
        academic_year,
        period,
        urn,
        percent_rank() over (partition by academic_year, period order by pupils asc) as share_smaller
    from schools_open
    where pupils is not null and is_counted(attributes, chosen_schools);

-- One row per academic year, local authority and phase, 'all' included, with a target for the chosen strands: all of
-- them, or one. Of several, that of both is meant, else of the local authority, else of the phase, else of the hub.
-- It is a share, or a number of schools of the local authority and phase that it is for, null where for all.
create or replace macro targets_of_places(chosen_strands) as table
    select
        targets.academic_year,
        las.la_code,
        taught.phase,
        targets.share,
        targets.schools,
        targets.la_code as for_la_code,
        coalesce(targets.phase, 'all') as for_phase
    from all_targets as targets
    inner join local_authorities as las on targets.la_code is null or targets.la_code = las.la_code
    inner join (
        select phase
        from phases
        union all
        select 'all' as phase
    ) as taught on targets.phase is null or targets.phase = taught.phase
    where
        targets.programme_code is null
        and (
            targets.strand is null and len(chosen_strands) = (select count(*) from strands)
            or len(chosen_strands) = 1 and list_contains(chosen_strands, targets.strand)
        )
    qualify
        row_number() over (
            partition by targets.academic_year, las.la_code, taught.phase
            order by
                (targets.la_code is null)::integer + (targets.phase is null)::integer asc,
                targets.la_code is null asc
        ) = 1;

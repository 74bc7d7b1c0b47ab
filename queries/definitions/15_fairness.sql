-- Groups of schools, to see whom the hub reaches and whom it does not.

-- Is a school one of an academy trust? "Supported by a trust" stands for foundation schools, which are maintained.
create or replace macro is_of_academy_trust(chosen_trust_flag, chosen_trust_code) as (
    chosen_trust_code is not null and coalesce(lower(chosen_trust_flag) like '%academy trust', false)
);

-- Who runs a school: an academy trust with several or one of the hub's schools, the local authority, or others.
-- chosen_schools_of_trust is null for a school that is of no academy trust.
create or replace macro governance(chosen_type_group, chosen_type, chosen_is_independent, chosen_schools_of_trust) as (
    case
        when chosen_is_independent then 'independent'
        when chosen_schools_of_trust > 1 then 'trust_of_several'
        when chosen_schools_of_trust = 1 then 'trust_of_one'
        when lower(chosen_type_group) in ('academies', 'free schools') then 'trust_not_given'
        when lower(chosen_type_group) like '%maintained schools' then 'maintained'
        when lower(chosen_type) in ('community special school', 'foundation special school') then 'maintained'
        when lower(chosen_type_group) = 'colleges' then 'colleges'
        else 'others'
    end
);

-- A special school or alternative provision, whoever runs it: an academy says so by its type only.
create or replace macro is_special(chosen_type_group, chosen_type) as (
    coalesce(lower(chosen_type_group) = 'special schools', false)
    or coalesce(regexp_matches(lower(chosen_type), 'special|alternative provision|pupil referral unit'), false)
);

-- What a school's size is measured against: other schools of its kind. An all-through school is as large as a
-- secondary school; special schools and alternative provision are small by nature.
create or replace macro size_kind(chosen_type_group, chosen_type, chosen_taught_phases) as (
    case
        when is_special(chosen_type_group, chosen_type) then 'special'
        when list_contains(chosen_taught_phases, 'secondary') then 'secondary'
        when list_contains(chosen_taught_phases, 'primary') then 'primary'
        when list_contains(chosen_taught_phases, 'early years') then 'nursery'
        when list_contains(chosen_taught_phases, 'post-16') then 'college'
    end
);

-- A school's size by pupils on roll. Primary: 210 is one class of 30 in each of seven years, 420 is two. Secondary:
-- 900 is six classes of 30 in each of five years, 1,200 is eight. Nobody on roll is no size.
create or replace macro size_band(chosen_size_kind, chosen_pupils) as (
    case
        when chosen_size_kind in ('nursery', 'college') then chosen_size_kind
        when chosen_size_kind is null or coalesce(chosen_pupils, 0) <= 0 then 'unknown'
        when chosen_size_kind = 'primary'
            then
                case
                    when chosen_pupils <= 100 then 'primary_1'
                    when chosen_pupils <= 210 then 'primary_2'
                    when chosen_pupils <= 420 then 'primary_3'
                    else 'primary_4'
                end
        when chosen_size_kind = 'secondary'
            then
                case
                    when chosen_pupils <= 600 then 'secondary_1'
                    when chosen_pupils <= 900 then 'secondary_2'
                    when chosen_pupils <= 1200 then 'secondary_3'
                    else 'secondary_4'
                end
        when chosen_pupils <= 100 then 'special_1'
        else 'special_2'
    end
);

-- Urban or rural, from what the register of establishments says, in today's words ("Urban: Nearer to a major town or
-- city", "Smaller rural: ...") or in older ones ("(England/Wales) Rural town and fringe"). Anything else says neither.
create or replace macro urban_or_rural(chosen_urban_rural) as (
    case
        when regexp_matches(lower(chosen_urban_rural), '^(\(england/wales\) )?urban') then 'urban'
        when regexp_matches(lower(chosen_urban_rural), '^(\(england/wales\) )?((larger|smaller) )?rural') then 'rural'
        else 'not_said'
    end
);

-- One row per group that schools are put into, by what distinguishes the groups, in the order in which they are shown.
create or replace view breakdown_groups as
from (
    values
    ('fifth', '5', 'Fifth 5, most disadvantaged', 1),
    ('fifth', '4', 'Fifth 4', 2),
    ('fifth', '3', 'Fifth 3', 3),
    ('fifth', '2', 'Fifth 2', 4),
    ('fifth', '1', 'Fifth 1, least disadvantaged', 5),
    ('fifth', 'unknown', 'Not known', 6),
    ('investment_area', 'priority', 'Priority investment area', 1),
    ('investment_area', 'area', 'Other investment area', 2),
    ('investment_area', 'none', 'Elsewhere', 3),
    ('governance', 'trust_of_several', 'Trusts with several schools here', 1),
    ('governance', 'trust_of_one', 'Trusts with one school here', 2),
    ('governance', 'trust_not_given', 'Academies, trust not given', 3),
    ('governance', 'maintained', 'Maintained schools', 4),
    ('governance', 'colleges', 'Colleges', 5),
    ('governance', 'independent', 'Independent schools', 6),
    ('governance', 'others', 'Others', 7),
    ('size', 'nursery', 'Nursery schools', 1),
    ('size', 'primary_1', 'Primary, up to 100', 2),
    ('size', 'primary_2', 'Primary, 101 to 210', 3),
    ('size', 'primary_3', 'Primary, 211 to 420', 4),
    ('size', 'primary_4', 'Primary, over 420', 5),
    ('size', 'secondary_1', 'Secondary, up to 600', 6),
    ('size', 'secondary_2', 'Secondary, 601 to 900', 7),
    ('size', 'secondary_3', 'Secondary, 901 to 1,200', 8),
    ('size', 'secondary_4', 'Secondary, over 1,200', 9),
    ('size', 'college', 'Colleges', 10),
    ('size', 'special_1', 'Special, up to 100', 11),
    ('size', 'special_2', 'Special, over 100', 12),
    ('size', 'unknown', 'Not known', 13),
    ('place', 'urban', 'Urban', 1),
    ('place', 'rural', 'Rural', 2),
    ('place', 'not_said', 'Not said', 3)
) as breakdown_groups (breakdown, group_code, school_group, position);

-- One row per academy trust that the register of establishments names: its code is its key. Where two bear one name,
-- the code distinguishes them.
create or replace view academy_trusts as
with named as (
    select
        trust_code,
        min(coalesce(trust_name, 'Trust ' || trust_code)) as trust_name
    from schools
    where is_of_academy_trust(trust_flag, trust_code)
    group by all
)

select
    trust_code,
    case
        when count(*) over (partition by lower(trust_name)) > 1 then trust_name || ' (' || trust_code || ')'
        else trust_name
    end as trust
from named;

-- One row per year or term and school that is open, in scope and of an academy trust.
create or replace view schools_of_trusts as
select
    schools_open.academic_year,
    schools_open.period,
    schools_open.urn,
    academy_trusts.trust
from schools_open
inner join schools on schools_open.urn = schools.urn and is_of_academy_trust(schools.trust_flag, schools.trust_code)
inner join academy_trusts on schools.trust_code = academy_trusts.trust_code;

-- One row per year or term and school open and in scope: its group in a breakdown of breakdown_groups. The schools of a
-- trust are counted in the hub, whichever local authority is looked at.
create or replace macro grouped_schools(chosen_breakdown) as table
    with taught as (
        select
            urn,
            list(phase) as taught_phases
        from school_phases
        group by all
    ),

    codes as (
        select
            schools_open.academic_year,
            schools_open.period,
            schools_open.urn,
            case chosen_breakdown
                when 'fifth' then coalesce(fifths.fsm_quintile::varchar, 'unknown')
                when 'investment_area' then las.investment_area
                when 'governance'
                    then
                        governance(
                            schools.type_group,
                            schools.establishment_type,
                            schools_open.is_independent,
                            case
                                when is_of_academy_trust(schools.trust_flag, schools.trust_code)
                                    then
                                        count(*) filter (
                                            where is_of_academy_trust(schools.trust_flag, schools.trust_code)
                                        ) over (
                                            partition by
                                                schools_open.academic_year, schools_open.period, schools.trust_code
                                        )
                            end
                        )
                when 'size'
                    then
                        size_band(
                            size_kind(schools.type_group, schools.establishment_type, taught.taught_phases),
                            schools_open.pupils
                        )
                when 'place' then urban_or_rural(schools.urban_rural)
            end as group_code
        from schools_open
        inner join schools on schools_open.urn = schools.urn
        inner join local_authorities as las on schools_open.la_code = las.la_code
        inner join taught on schools_open.urn = taught.urn
        left join disadvantage as fifths
            on
                schools_open.urn = fifths.urn
                and schools_open.academic_year = fifths.academic_year
                and schools_open.period = fifths.period
    )

    select
        codes.academic_year,
        codes.period,
        codes.urn,
        breakdown_groups.school_group,
        breakdown_groups.position
    from codes
    inner join breakdown_groups
        on codes.group_code = breakdown_groups.group_code and breakdown_groups.breakdown = chosen_breakdown;

-- One row per year or term and school open and in scope that teaches one of the chosen phases: was it reached, in one
-- of them, on the chosen rung?
create or replace macro reached_schools(chosen_rung, chosen_strands, chosen_light_touch, chosen_phases) as table
    select
        academic_year,
        period,
        urn,
        la_code,
        attributes,
        bool_or(is_reached) as is_reached
    from school_reach(chosen_rung, chosen_strands, chosen_light_touch)
    where list_contains(chosen_phases, phase)
    group by all;

-- Schools that are alike: of one phase, and near each other in size, disadvantage and place.

-- How far a number is from another, in spreads of it (standard deviations) among schools of the phase; one spread where
-- only one of the two is known, as if they stood as far apart as schools usually do.
create or replace macro spreads_apart(chosen_number, chosen_other, chosen_spread) as (
    case
        when chosen_number is null and chosen_other is null then 0
        when chosen_number = chosen_other then 0
        else coalesce(abs(chosen_number - chosen_other) / nullif(chosen_spread, 0), 1)
    end
);

-- One row per school open and in scope today that teaches a phase, with what makes schools alike. Size is a logarithm:
-- 100 and 200 pupils are as far apart as 600 and 1,200. Place is null where the register says neither.
create or replace view measured_schools as
select
    today.urn,
    today.attributes,
    taught.main_phase,
    is_special(schools.type_group, schools.establishment_type) as is_special,
    ln(nullif(schools.pupils, 0)) as size,
    schools.fsm_percent,
    nullif(urban_or_rural(schools.urban_rural), 'not_said') as urban_or_rural,
    today.easting,
    today.northing
from schools_today as today
inner join schools on today.urn = schools.urn
inner join phases_taught as taught on today.urn = taught.urn
where taught.main_phase is not null;

-- One row per other school that counts and could be like a school: both have the same main phase, and both are special
-- schools or alternative provision, or neither is. difference is the distance in size, in the share of pupils on free
-- school meals and in place, each in spreads among these schools; urban and rural stand one spread apart.
create or replace macro schools_alike(chosen_urn, chosen_schools) as table
    with here as (
        from measured_schools
        where urn = urn_today(chosen_urn)
    ),

    peers as (
        select measured_schools.*
        from measured_schools
        inner join here
            on measured_schools.main_phase = here.main_phase and measured_schools.is_special = here.is_special
        where is_counted(measured_schools.attributes, chosen_schools)
    ),

    spreads as (
        select
            stddev_pop(size) as size,
            stddev_pop(fsm_percent) as fsm_percent
        from peers
    )

    select
        peers.urn,
        peers.urban_or_rural,
        distance_km(here.easting, here.northing, peers.easting, peers.northing) as distance_km,
        sqrt(
            pow(spreads_apart(peers.size, here.size, spreads.size), 2)
            + pow(spreads_apart(peers.fsm_percent, here.fsm_percent, spreads.fsm_percent), 2)
            + (peers.urban_or_rural is distinct from here.urban_or_rural)::integer
        ) as difference
    from peers
    cross join here
    cross join spreads
    where peers.urn <> here.urn;

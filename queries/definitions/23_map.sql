-- The map: where schools are, the outlines around them, and hexagons that show where few are reached.

-- One row per ring of the outlines in use: for each local authority, those of the newest import that has it.
create or replace view boundaries as
select
    batch_id,
    la_code,
    row_number,
    ring_number,
    is_hole,
    eastings,
    northings
from boundary_rings
qualify batch_id = max(batch_id) over (partition by la_code);

-- One row per school in scope that is open as at the date of the establishment register and has coordinates: its place
-- on the British National Grid, in metres.
create or replace view school_places as
select
    schools_in_scope.urn,
    schools_in_scope.la_code,
    schools_in_scope.easting,
    schools_in_scope.northing
from schools_in_scope
cross join register_dates
where
    schools_in_scope.easting > 0
    and schools_in_scope.northing > 0
    and is_open(
        schools_in_scope.status, schools_in_scope.opened_on, schools_in_scope.closed_on, register_dates.register_date
    );

-- The middle of the hexagon that a place lies in, as a pair of metres on the National Grid. Hexagons are 4 km from side
-- to side and cover the country without gaps: their middles are those of two oblong lattices, and the nearest is taken.
create or replace macro hexagon_middle(chosen_easting, chosen_northing) as (
    list_aggregate(
        list_transform(
            [
                [
                    round(chosen_easting / 4000) * 4000,
                    round(chosen_northing / (4000 * sqrt(3))) * 4000 * sqrt(3)
                ],
                [
                    (floor(chosen_easting / 4000) + 0.5) * 4000,
                    (floor(chosen_northing / (4000 * sqrt(3))) + 0.5) * 4000 * sqrt(3)
                ]
            ],
            lambda middle: [
                pow(middle[1] - chosen_easting, 2) + pow(middle[2] - chosen_northing, 2), middle[1], middle[2]
            ]
        ),
        'min'
    )[2:3]
);

-- How likely it is that chance alone reaches so few schools of a number, or fewer, where each is reached with the same
-- likelihood: the lower tail of the binomial distribution.
create or replace macro chance_of_so_few(chosen_reached, chosen_schools, chosen_share) as (
    list_sum(list_transform(
        range(0, chosen_reached::bigint + 1),
        lambda reached: factorial(chosen_schools::integer)
        / (factorial(reached::integer) * factorial((chosen_schools - reached)::integer))
        * pow(chosen_share, reached)
        * pow(1 - chosen_share, chosen_schools - reached)
    ))
);

-- One row per school open and in scope that the filters keep: how far it has come in the period, and its place on the
-- National Grid in metres, which is null where the establishment register has none.
create or replace macro schools_on_map(
    chosen_academic_year,
    chosen_period,
    chosen_rung,
    chosen_strands,
    chosen_light_touch,
    chosen_la_codes,
    chosen_phases,
    chosen_schools
) as table
    -- Registers write a town now as WIRRAL, now as Wirral.
    with towns as (
        select
            lower(town) as town_key,
            max(town) as town
        from schools
        group by all
    )

    select
        reach.urn,
        schools.name,
        reach.la_code,
        towns.town,
        schools.pupils,
        max(reach.rung_level) as rung_level,
        bool_or(reach.is_reached) as is_reached,
        case when schools.easting > 0 and schools.northing > 0 then schools.easting end as easting,
        case when schools.easting > 0 and schools.northing > 0 then schools.northing end as northing
    from school_reach(chosen_rung, chosen_strands, chosen_light_touch) as reach
    inner join schools on reach.urn = schools.urn
    left join towns on lower(schools.town) = towns.town_key
    where
        reach.academic_year = chosen_academic_year
        and reach.period = chosen_period
        and list_contains(chosen_la_codes, reach.la_code)
        and list_contains(chosen_phases, reach.phase)
        and is_counted(reach.attributes, chosen_schools)
    group by all;

-- One row per hexagon with a school in it that is not held back, and each of the ten schools that are nearest to its
-- middle, schools held back left out. So every hexagon is judged by as many schools as any other. hexagon says where it
-- is: the town of most of its schools, and the school nearest to its middle.
create or replace macro hexagons_and_nearest_schools(
    chosen_academic_year,
    chosen_period,
    chosen_rung,
    chosen_strands,
    chosen_light_touch,
    chosen_la_codes,
    chosen_phases,
    chosen_schools,
    chosen_day
) as table
    with placed as (
        select
            on_map.*,
            hexagon_middle(on_map.easting, on_map.northing) as middle
        from
            schools_on_map(
                chosen_academic_year,
                chosen_period,
                chosen_rung,
                chosen_strands,
                chosen_light_touch,
                chosen_la_codes,
                chosen_phases,
                chosen_schools
            ) as on_map
        left join schools_held_back(chosen_day, null) as held_back
            on
                on_map.urn = held_back.urn
                and held_back.academic_year = chosen_academic_year
                and held_back.period = chosen_period
        where on_map.easting is not null and held_back.urn is null
    ),

    hexagons as (
        select
            middle,
            count(*) as schools_inside,
            concat_ws(
                ', around ',
                mode(town order by town asc),
                arg_min(
                    name, [distance_km(middle[1], middle[2], easting, northing), urn]
                )
            ) as hexagon
        from placed
        group by all
    )

    select
        hexagons.middle[1] as easting,
        hexagons.middle[2] as northing,
        hexagons.hexagon,
        hexagons.schools_inside,
        placed.urn,
        placed.name,
        placed.la_code,
        placed.rung_level,
        placed.is_reached,
        distance_km(hexagons.middle[1], hexagons.middle[2], placed.easting, placed.northing) as distance_km
    from hexagons
    cross join placed
    qualify
        row_number() over (partition by hexagons.middle order by distance_km asc, placed.urn asc) <= 10;

-- What became of the schools on a journey since last academic year: moved on to a later stage, stayed, moved back or
-- left (while the year is not over: are not yet back); and which joined it or came back to it.
-- One row per place last year and move that can follow from it, whether or not any school made it.

with counted as (
    select
        place_before,
        move,
        count(*) as schools_that_moved
    from school_journeys($counted_as, $journey, $phases)
    where
        academic_year = $academic_year
        and period = $period
        and list_contains($la_codes, la_code)
        and is_counted(attributes, $schools)
        and move is not null
    group by all
),

places_before as (
    select
        place,
        position
    from journey_steps($journey)
    union all
    select
        'Not on it' as place,
        1001 as position
    where $journey is not null
)

select
    $academic_year as academic_year,
    places_before.place as place_before,
    journey_moves.move,
    coalesce(counted.schools_that_moved, 0)::integer as schools_that_moved
from places_before
inner join journey_moves
    on
        (places_before.place = 'Not on it') = (journey_moves.move in ('joined', 'came back'))
        and journey_moves.move <> case when is_year_over($academic_year) then 'not yet back' else 'left' end
left join counted on places_before.place = counted.place_before and journey_moves.move = counted.move
order by places_before.position asc, journey_moves.position asc

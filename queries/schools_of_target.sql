-- The schools that each target of the academic year is for, and whether they are reached: what each is, when somebody
-- from it last attended anything, and why and until when it is held back today.
-- One row per target and school.

with spans as (
    select
        target,
        urn
    from target_spans($academic_year, $counted_as, $light_touch, $schools)
    where academic_year = $academic_year and until_week = 52
    group by all
),

attended as (
    select
        urn,
        max(last_attended_on) as last_attended_on,
        arg_max(programme_name, (last_attended_on, programme_name)) as last_programme
    from engagement_by_programme
    where
        as_at_year = least($academic_year, (select academic_year from last_counted_years))
        and as_at_period = 'year'
        and attended > 0
    group by all
)

select
    targets.target,
    schools_open.urn,
    schools_open.name,
    las.la_code,
    las.la_name,
    spans.urn is not null as is_reached,
    attended.last_attended_on,
    attended.last_programme,
    schools_open.pupils,
    coalesce(held_back.held_back, '') as held_back
from named_targets as targets
inner join target_schools($academic_year, $schools) as target_schools
    on targets.target = target_schools.target and targets.academic_year = target_schools.academic_year
inner join schools_open
    on
        target_schools.urn = schools_open.urn
        and target_schools.academic_year = schools_open.academic_year
        and schools_open.period = 'year'
inner join local_authorities as las on schools_open.la_code = las.la_code
left join spans on targets.target = spans.target and schools_open.urn = spans.urn
left join attended on schools_open.urn = attended.urn
left join schools_held_back($today, null) as held_back
    on
        schools_open.urn = held_back.urn
        and schools_open.academic_year = held_back.academic_year
        and held_back.period = 'year'
where
    targets.academic_year = $academic_year
    and is_target_shown(targets.la_code, targets.phase, targets.for_strand, $la_codes, $phases, $strands)
order by targets.target_position asc, las.position asc, schools_open.name asc, schools_open.urn asc

-- The journeys of years that are for a phase that the school teaches: which stages it came to, as far as counts as
-- reached, and when.
-- One row per journey and stage, in order.

with years as (
    select
        programme_code,
        string_agg(academic_year, ', ' order by academic_year asc) as years,
        max(last_attended_on) as last_attended_on
    from engagement_of_school($urn)
    where rung_level >= rung_level($counted_as)
    group by all
)

select
    journey_stages.journey,
    string_agg(distinct journey_stages.stage_name, ', ' order by journey_stages.stage_name asc) as stage_name,
    bool_or(years.programme_code is not null) as is_stage_reached,
    coalesce(string_agg(years.years, ', ' order by years.years asc), '') as years,
    max(years.last_attended_on) as last_attended_on
from journey_stages
inner join programmes on journey_stages.programme_code = programmes.programme_code
left join years on journey_stages.programme_code = years.programme_code
where
    exists (
        select 1
        from school_phases
        inner join journey_phases on school_phases.phase = journey_phases.phase
        where
            school_phases.urn = urn_today($urn)
            and school_phases.phase <> 'all'
            and journey_phases.journey = journey_stages.journey
    )
group by journey_stages.journey, journey_stages.stage
order by journey_stages.journey asc, journey_stages.stage asc

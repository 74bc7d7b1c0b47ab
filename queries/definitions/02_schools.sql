-- Schools as the newest establishment register has them.

-- One row per URN of the hub's local authorities.
create or replace view schools as
select * exclude (batch_id, replaced_by)
from school_records
where replaced_by is null;

-- One row per URN of every other local authority, slim.
create or replace view other_schools as
select * exclude (batch_id, replaced_by)
from other_school_records
where replaced_by is null;

-- One row per URN that is known at all: what is needed to follow conversions.
create or replace view establishments as
select
    urn,
    name,
    la_code,
    la_name,
    establishment_number,
    status,
    opened_on,
    closed_on
from schools
union all
select
    urn,
    name,
    la_code,
    la_name,
    establishment_number,
    status,
    opened_on,
    closed_on
from other_schools;

-- One row per phase that a school teaches, and one of phase 'all' for the school as a whole.
create or replace view computed_school_phases as
with taught as (
    select
        urn,
        unnest(list_filter([
            case when gias_phase = 'Nursery' then 'early years' end,
            case
                when gias_phase in ('Primary', 'Middle deemed primary', 'All-through') then 'primary'
                when is_by_age and covers_two_years(low_age, high_age, 5, 11) then 'primary'
            end,
            case
                when gias_phase in ('Secondary', 'Middle deemed secondary', 'All-through') then 'secondary'
                when is_by_age and covers_two_years(low_age, high_age, 11, 16) then 'secondary'
            end,
            case
                when gias_phase = '16 plus' or sixth_form = 'Has a sixth form' then 'post-16'
                when is_by_age and covers_two_years(low_age, high_age, 16, 19) then 'post-16'
            end
        ], lambda phase: phase is not null)) as phase
    from (
        select
            *,
            coalesce(gias_phase, '') in ('', 'Not applicable') as is_by_age
        from schools
    )
)

select
    urn,
    phase
from taught
union all
select
    urn,
    'all' as phase
from schools;

-- One row per school that is in scope, and whether it counts only when independent schools are asked for.
create or replace view schools_in_scope as
select
    schools.*,
    coalesce(scoped_groups.is_independent, false) or scoped_types.establishment_type is not null as is_independent
from schools
inner join local_authorities as las on schools.la_code = las.la_code
left join scope_groups as scoped_groups on lower(schools.type_group) = lower(scoped_groups.type_group)
left join scope_groups as scoped_types on lower(schools.establishment_type) = lower(scoped_types.establishment_type)
where scoped_groups.type_group is not null or scoped_types.establishment_type is not null;

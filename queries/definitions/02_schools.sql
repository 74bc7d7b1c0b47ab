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
            case when phase_key = 'nursery' then 'early years' end,
            case
                when phase_key in ('primary', 'middledeemedprimary', 'allthrough') then 'primary'
                when is_by_age and covers_two_years(low_age, high_age, 5, 11) then 'primary'
            end,
            case
                when phase_key in ('secondary', 'middledeemedsecondary', 'allthrough') then 'secondary'
                when is_by_age and covers_two_years(low_age, high_age, 11, 16) then 'secondary'
            end,
            case
                when phase_key = '16plus' or word_key(sixth_form) = 'hasasixthform' then 'post-16'
                when is_by_age and covers_two_years(low_age, high_age, 16, 19) then 'post-16'
            end
        ], lambda phase: phase is not null)) as phase
    from (
        select
            *,
            word_key(gias_phase) as phase_key,
            word_key(gias_phase) in ('', 'notapplicable') as is_by_age
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

-- One row per word of the establishment register that the definitions know, as a key without punctuation.
create or replace view register_words as
select
    unnest(words.keys) as word_without_punctuation,
    words.field
from (
    values
    (
        'PhaseOfEducation',
        [
            '', 'notapplicable', 'nursery', 'primary', 'middledeemedprimary', 'secondary', 'middledeemedsecondary',
            'allthrough', '16plus'
        ]
    ),
    ('OfficialSixthForm', ['', 'notapplicable', 'hasasixthform', 'doesnothaveasixthform']),
    ('EstablishmentStatus', ['', 'open', 'closed', 'openbutproposedtoclose', 'proposedtoopen'])
) as words (field, keys);

-- One row per school of the hub and word in its record that no definition knows.
create or replace view unknown_register_words as
with said as (
    select
        urn,
        name,
        unnest(['PhaseOfEducation', 'OfficialSixthForm', 'EstablishmentStatus']) as field,
        unnest([gias_phase, sixth_form, status]) as word
    from schools
)

select
    said.urn,
    said.name,
    said.field,
    said.word
from said
anti join
    register_words
    on said.field = register_words.field and word_key(said.word) = register_words.word_without_punctuation;

-- One row per school that is in scope, and whether it counts only when independent schools are asked for.
create or replace view schools_in_scope as
select
    schools.*,
    coalesce(scoped_groups.is_independent, false) or scoped_types.establishment_type is not null as is_independent
from schools
inner join local_authorities as las on schools.la_code = las.la_code
left join scope_groups as scoped_groups on word_key(schools.type_group) = word_key(scoped_groups.type_group)
left join
    scope_groups as scoped_types
    on word_key(schools.establishment_type) = word_key(scoped_types.establishment_type)
where scoped_groups.type_group is not null or scoped_types.establishment_type is not null;

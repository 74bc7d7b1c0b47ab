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
create or replace macro computed_school_phases() as table
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

-- One row per word of the establishment register that the definitions know, as a key without punctuation. Groups and
-- types are those of the scope in hub.toml, and those that the register itself has for establishments out of scope.
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
    ('EstablishmentStatus', ['', 'open', 'closed', 'openbutproposedtoclose', 'proposedtoopen']),
    ('EstablishmentTypeGroup', ['othertypes', 'universities', 'welshschools', 'onlineprovider', 'onlineproviders']),
    (
        'TypeOfEstablishment',
        [
            '', 'academy16to19converter', 'academy16to19sponsorled', 'academy1619converter', 'academy1619sponsorled',
            'academyalternativeprovisionconverter', 'academyalternativeprovisionsponsorled', 'academyconverter',
            'academysecure16to19', 'academyspecialconverter', 'academyspecialsponsorled', 'academysponsorled',
            'britishschoolsoverseas', 'childrenscentre', 'childrenscentrelinkedsite', 'citytechnologycollege',
            'communityschool', 'communityspecialschool', 'foundationschool', 'foundationspecialschool', 'freeschools',
            'freeschools16to19', 'freeschoolsalternativeprovision', 'freeschoolsspecial', 'furthereducation',
            'highereducationinstitutions', 'institutionfundedbyothergovernmentdepartment', 'legacytypes',
            'localauthoritynurseryschool', 'miscellaneous', 'nonmaintainedspecialschool', 'offshoreschools',
            'onlineprovider', 'otherindependentschool', 'otherindependentspecialschool', 'pupilreferralunit',
            'secureunits', 'servicechildrenseducation', 'sixthformcentres', 'specialpost16institution',
            'studioschools', 'universitytechnicalcollege', 'voluntaryaidedschool', 'voluntarycontrolledschool',
            'welshestablishment'
        ]
    )
) as words (field, keys)
union
select
    word_key(type_group) as word_without_punctuation,
    'EstablishmentTypeGroup' as field
from scope_groups
where type_group is not null
union
select
    word_key(establishment_type) as word_without_punctuation,
    'TypeOfEstablishment' as field
from scope_groups
where establishment_type is not null;

-- One row per school of the hub and word in its record that no definition knows. A blank group is one of these: it
-- leaves a school out of scope.
create or replace view unknown_register_words as
with words_of_schools as (
    select
        urn,
        name,
        unnest([
            'PhaseOfEducation', 'OfficialSixthForm', 'EstablishmentStatus', 'EstablishmentTypeGroup',
            'TypeOfEstablishment'
        ]) as field,
        unnest([gias_phase, sixth_form, status, type_group, establishment_type]) as word
    from schools
)

select
    written.urn,
    written.name,
    written.field,
    coalesce(written.word, '') as word
from words_of_schools as written
anti join
    register_words
    on
        written.field = register_words.field
        and word_key(written.word) = register_words.word_without_punctuation;

-- One row per school that is in scope. attributes holds what filters of schools look at: definitions hand it on with
-- the school, up to where is_counted is asked.
create or replace view schools_in_scope as
with scoped as (
    select
        schools.*,
        coalesce(scoped_groups.is_independent, false) or scoped_types.establishment_type is not null as is_independent
    from schools
    inner join local_authorities as las on schools.la_code = las.la_code
    left join scope_groups as scoped_groups on word_key(schools.type_group) = word_key(scoped_groups.type_group)
    left join
        scope_groups as scoped_types
        on word_key(schools.establishment_type) = word_key(scoped_types.establishment_type)
    where scoped_groups.type_group is not null or scoped_types.establishment_type is not null
)

select
    *,
    struct_pack(is_independent := is_independent) as attributes
from scoped;

-- Does a school with these attributes count under the chosen filters of schools? Queries hand on $schools, in which all
-- of these filters are, and ask none of them by itself: a new one is a condition here.
create or replace macro is_counted(chosen_attributes, chosen_schools) as (
    chosen_schools.independent or not chosen_attributes.is_independent
);

-- One row per school that teaches a phase: its phases as a text, in their order, and the first of them.
create or replace view phases_taught as
select
    school_phases.urn,
    string_agg(school_phases.phase, '; ' order by phases.position asc) as phases,
    arg_min(school_phases.phase, phases.position) as main_phase
from school_phases
inner join phases on school_phases.phase = phases.phase
group by all;

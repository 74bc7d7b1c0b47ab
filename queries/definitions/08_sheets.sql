-- What the other sheets of the hub's template say, put together. Said again, the same says nothing new: what counts as
-- said last is what was first said last, as with registers. The views sheet_rows, sheet_schools, stages and
-- delivery_modes follow from reach/sheets, reach/candidate_stages.py and reach/delivery_modes.py.

-- One row per activity that a sheet tells of: what was last said of it, where a blank says nothing. Its name and its
-- lead partner are those in activities.
create or replace view activity_details as
with statements as (
    select
        activity_key(programme_code, activity) as activity_id,
        programme_code,
        lead_partner,
        places,
        delivery_mode,
        phase_focus,
        starts_on,
        min([batch_id, row_number]) as first_said
    from activity_rows
    group by all
)

select
    activity_id,
    programme_code,
    arg_max(places, first_said) filter (where places is not null) as places,
    arg_max(delivery_mode, first_said) filter (where delivery_mode is not null) as delivery_mode,
    arg_max(phase_focus, first_said) filter (where phase_focus is not null) as phase_focus,
    arg_max(starts_on, first_said) filter (where starts_on is not null) as starts_on
from statements
group by all;

-- One row per activity: its mode of delivery, with the place that the mode has among all. 'not said' stands for what no
-- sheet says, and for a mode that is no longer one.
create or replace view activity_modes as
select
    activities.activity_id,
    coalesce(modes.delivery_mode, 'not said') as delivery_mode,
    coalesce(modes.position, (select max(position) from delivery_modes)) as position
from activities
left join activity_details as details on activities.activity_id = details.activity_id
left join delivery_modes as modes on details.delivery_mode = modes.delivery_mode;

-- One row per candidate, route and stage: what was last said of it. The local authority is the school's where none is
-- given.
create or replace view candidate_stages as
with statements as (
    select
        candidate,
        route,
        stage,
        reached_on,
        la_code,
        phase,
        urn,
        min([batch_id, row_number]) as first_said
    from candidate_stage_rows
    group by all
)

select
    statements.candidate,
    statements.route,
    statements.stage,
    stages.position as stage_level,
    statements.reached_on,
    coalesce(statements.la_code, establishments.la_code) as la_code,
    statements.phase,
    statements.urn
from statements
left join stages on statements.stage = stages.stage
left join establishments on statements.urn = establishments.urn
qualify
    row_number() over (
        partition by statements.candidate, statements.route, statements.stage
        order by statements.first_said desc
    ) = 1;

-- One row per support: a school that supported another from a day on in one thing, as last said.
create or replace view supports as
with statements as (
    select
        supporting_urn,
        supported_urn,
        started_on,
        ended_on,
        days,
        lower(focus) as focus_key,
        arg_min(focus, [batch_id, row_number]) as focus,
        programme_code,
        min([batch_id, row_number]) as first_said
    from support_rows
    group by all
)

select
    supporting_urn,
    supported_urn,
    started_on,
    ended_on,
    days,
    focus,
    programme_code
from statements
qualify
    row_number() over (
        partition by supporting_urn, supported_urn, started_on, focus_key
        order by first_said desc
    ) = 1;

-- One row per academic year, strand, programme, local authority and phase with a target, each null where it is for
-- all: hub.toml's, or what a sheet or the screen said instead, whichever was said later. It is a share or a number of
-- schools; the other is null. What was withdrawn on screen is not in it.
create or replace view all_targets as
with by_sheet as (
    select
        academic_year,
        strand,
        programme_code,
        la_code,
        phase,
        share,
        schools,
        source,
        min([batch_id, row_number]) as first_said
    from target_rows
    group by all
),

statements as (
    select
        by_sheet.* exclude (first_said),
        false as is_withdrawn,
        'sheet' as set_in,
        batches.file as file_name,
        batches.imported_at as said_at,
        batches.imported_by as said_by,
        by_sheet.first_said
    from by_sheet
    left join import_batches as batches on by_sheet.first_said[1] = batches.batch_id
    union all by name
    select
        *,
        'screen' as set_in
    from targets_on_screen
    union all by name
    select
        academic_year,
        strand,
        la_code,
        phase,
        share,
        source,
        false as is_withdrawn,
        'hub.toml' as set_in,
        [0, 0] as first_said
    from targets
)

select
    academic_year,
    strand,
    programme_code,
    la_code,
    phase,
    share,
    schools,
    source,
    set_in,
    file_name,
    said_at,
    said_by
from (
    select *
    from statements
    qualify
        row_number() over (
            partition by academic_year, strand, programme_code, la_code, phase
            -- Of what was said at one time, the screen stands before a sheet, and setting before withdrawing.
            order by
                said_at desc nulls last,
                set_in = 'screen' desc,
                is_withdrawn asc,
                first_said desc nulls last,
                source asc
        ) = 1
)
where not is_withdrawn;

-- One row per strategic partner, of hub.toml and of the sheets: its name as first written, its kind as last said.
create or replace view all_partners as
with statements as (
    select
        lower(partner) as partner_key,
        arg_min(partner, [batch_id, row_number]) as partner,
        kind,
        min([batch_id, row_number]) as first_said
    from partner_rows
    group by all
    union all
    select
        lower(partner) as partner_key,
        partner,
        null as kind,
        [0, 0] as first_said
    from partners
)

select
    arg_min(partner, first_said) as partner,
    arg_max(kind, first_said) filter (where kind is not null) as kind,
    min(first_said[1]) = 0 as is_in_settings
from statements
group by partner_key;

-- One row per row of a register or sheet and school that it was matched to, with the evidence.
create or replace view rows_at_schools as
select
    batch_id,
    row_number,
    urn,
    evidence
from attended_rows
union all
select
    batch_id,
    row_number,
    urn,
    evidence
from sheet_schools;

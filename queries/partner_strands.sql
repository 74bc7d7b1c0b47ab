-- Who leads what: for each lead partner and strand, the activities with schools on their registers in the period, the
-- schools reached and the different people who attended.
-- One row per lead partner and chosen strand, whether or not it leads there; activities without a lead come last.

with people as (
    select
        partner,
        has_no_lead,
        strand,
        activity_id,
        urn,
        attendee,
        rung_level
    from people_of_partners($academic_year, [$period], $la_codes, $phases, $strands, $schools, $light_touch)
),

partners_shown as (
    select
        partner,
        any_value(has_no_lead) as has_no_lead,
        count(distinct activity_id) as all_activities
    from people
    group by all
)

select
    $academic_year as academic_year,
    $period as period,
    partners_shown.partner,
    strands.strand,
    strands.strand_name,
    count(distinct people.activity_id) as activities,
    count(distinct people.urn) filter (where people.rung_level >= rung_level($counted_as)) as reached,
    count(distinct people.attendee) filter (where people.rung_level >= rung_level('attended')) as people
from partners_shown
cross join strands
left join people on partners_shown.partner = people.partner and strands.strand = people.strand
where list_contains($strands, strands.strand)
group by all
order by
    min(partners_shown.has_no_lead) asc,
    min(partners_shown.all_activities) desc,
    partners_shown.partner asc,
    min(strands.position) asc

-- Notes on charts: what an administrator dated.

-- One row per note, as it was last recorded, with its academic year, term and week. la_name, strand_name and
-- programme_name are null where it is of all of them, or of one that hub.toml does not have; for_strand is also that of
-- its programme.
create or replace view latest_chart_notes as
select
    chart_notes.note_id,
    chart_notes.dated_on,
    chart_notes.note,
    chart_notes.la_code,
    las.la_name,
    coalesce(chart_notes.strand, programmes.strand) as for_strand,
    chart_notes.strand,
    strands.strand_name,
    chart_notes.programme_code,
    programmes.programme_name,
    terms.academic_year,
    terms.period,
    academic_week(chart_notes.dated_on, years.starts_on) as week,
    chart_notes.is_removed,
    chart_notes.recorded_at,
    chart_notes.recorded_by
from chart_notes
left join
    calendar_periods as terms
    on chart_notes.dated_on between terms.starts_on and terms.ends_on and terms.period <> 'year'
left join calendar_periods as years on terms.academic_year = years.academic_year and years.period = 'year'
left join local_authorities as las on chart_notes.la_code = las.la_code
left join programmes on chart_notes.programme_code = programmes.programme_code
left join strands on chart_notes.strand = strands.strand
qualify
    row_number() over (
        partition by chart_notes.note_id
        order by chart_notes.recorded_at desc, chart_notes.is_removed desc
    ) = 1;

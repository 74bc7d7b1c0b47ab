"""Notes that stand on charts, with the academic year, term and week of their date."""

import datetime as dt
from pathlib import Path

from reach import queries
from reach.ingest import NoteScope, add_chart_note, remove_chart_note
from tests.builders import filters, hub, school


def test_a_note_has_the_year_term_and_week_of_its_date_and_the_strand_of_its_programme(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    core = NoteScope(programme="CORE")
    add_chart_note(store, "Trial began", dated_on=dt.date(2026, 1, 12), scope=core, recorded_by="alex")
    add_chart_note(store, "First day", dated_on=dt.date(2025, 9, 1), recorded_by="alex")
    gone = add_chart_note(store, "Not so", dated_on=dt.date(2025, 10, 1), recorded_by="alex")
    remove_chart_note(store, gone, recorded_by="alex")
    frame = queries.run("chart_notes", filters(), store.read()).frame
    assert frame[["note", "academic_year", "period", "week"]].to_numpy().tolist() == [
        ["First day", "2025/26", "autumn", 1],
        ["Trial began", "2025/26", "spring", 20],
    ]
    assert frame["for_strand"].notna().tolist() == [False, True]

"""Notes on charts over time: where they stand, for which filters, and that every form of an exhibit has them."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from python_calamine import CalamineWorkbook

from reach import exports, ingest
from reach.charts.chart import Axis, Category, CategoryChart, NumberChart, Panels
from reach.charts.chart_notes import mark_days
from reach.exhibit import Exhibit
from reach.exhibits import attendance, fairness, reaching, schools, targets
from reach.exhibits.schools import OneSchool
from reach.ingest import NoteScope
from reach.report import ChosenFilters, FromStore, Recipe, chosen_formats, make_pack, pack_files, record
from reach.report.answers import PackContext
from reach.report.recipes import Addition, Part
from reach.store import Store
from tests.builders import attended, filters, hub, imported, query_context_of, register, school

LATE, TRIAL = "Registers of <b>Work Group 7</b> were late", "Trial began"
_AUTUMN, _SPRING = dt.date(2022, 11, 10), dt.date(2023, 1, 16)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    schools = [school(900000 + number, la="344" if number % 2 else "876", fsm=str(number)) for number in range(1, 11)]
    days = ("10/10/2021", "10/10/2022", "20/01/2023", "10/05/2023")
    rows = [attended(900001 + at, day, session=at + 1) for at, day in enumerate(days)]
    store = hub(tmp_path, schools, rows)
    ingest.add_chart_note(store, LATE, dated_on=_AUTUMN, recorded_by="alex")
    wirral = NoteScope(local_authority="344")
    ingest.add_chart_note(store, TRIAL, dated_on=_SPRING, scope=wirral, recorded_by="alex")
    return store


def asking(store: Store, **chosen: Any) -> PackContext:
    return query_context_of(store, "2022/23", **chosen)


def marked_categories(exhibit: Exhibit) -> list[str]:
    assert isinstance(exhibit.chart, CategoryChart)
    return [category.name for category in exhibit.chart.categories]


def test_the_trend_marks_the_term_of_a_note_and_says_it_below(store: Store) -> None:
    trend = reaching.reach_trend(asking(store))
    assert marked_categories(trend) == ["Autumn term\n[1]", "Spring term\n[2]", "Summer term"]
    assert trend.sentence.endswith(f"[1] 10 November 2022: {LATE}. [2] 16 January 2023, Wirral: {TRIAL}.")
    assert LATE not in trend.finding and trend.details == trend.footnotes
    noted = trend.result.frame.dropna(subset="note")
    assert noted[["academic_year", "period", "note"]].to_numpy().tolist() == [
        ["2022/23", "autumn", f"[1] {LATE}"],
        ["2022/23", "spring", f"[2] {TRIAL}"],
    ]


def test_two_notes_on_one_place_are_both_marked(store: Store) -> None:
    ingest.add_chart_note(store, "Storm", dated_on=_AUTUMN, recorded_by="alex")
    assert marked_categories(reaching.reach_trend(asking(store)))[0] == "Autumn term\n[1] [2]"


def test_a_note_of_one_local_authority_stands_where_it_is_shown(store: Store) -> None:
    halton = reaching.reach_trend(asking(store, la_codes=("876",)))
    assert halton.notes == (f"[1] 10 November 2022: {LATE}.",)


@pytest.mark.parametrize("shown", [True, False])
def test_a_note_of_a_programme_stands_where_its_strand_is_shown(store: Store, *, shown: bool) -> None:
    programmes = {each.code: each.strand for each in store.settings.programmes}
    others = tuple(strand for strand in store.settings.strand_codes if strand != programmes["CORE"])
    ingest.add_chart_note(store, "Launch", dated_on=_AUTUMN, scope=NoteScope(programme="CORE"), recorded_by="alex")
    strands = {"strands": (programmes["CORE"],)} if shown else {"strands": others}
    assert any("Launch" in note for note in reaching.reach_trend(asking(store, **strands)).notes) is shown


def test_a_note_on_a_day_that_no_figure_is_of_yet_is_not_shown(store: Store) -> None:
    imported(store, register([attended(900001, "10/10/2023")]))
    ingest.add_chart_note(store, "Launch", dated_on=dt.date(2023, 10, 3), recorded_by="alex")
    ingest.add_chart_note(store, "Not yet", dated_on=dt.date(2023, 12, 30), recorded_by="alex")
    notes = reaching.reach_trend(query_context_of(store, "2023/24")).notes
    assert notes[-1] == "[3] 3 October 2023: Launch."


def test_attendance_by_term_and_the_equity_gap_mark_their_terms_and_years(store: Store) -> None:
    by_term = attendance.attendance_rate(asking(store), breakdown="term")
    assert marked_categories(by_term)[:2] == ["Autumn term [1]", "Spring term [2]"]
    assert attendance.attendance_rate(asking(store), breakdown="la").notes == ()
    gap = fairness.equity_gap_trend(asking(store))
    assert [name for name in marked_categories(gap) if "[" in name] == ["2022/23\n[1] [2]"]
    autumn = fairness.equity_gap_trend(asking(store, period="autumn"))
    assert autumn.notes == (f"[1] 10 November 2022: {LATE}.",)


def test_without_notes_nothing_is_added(tmp_path: Path) -> None:
    trend = reaching.reach_trend(asking(hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])))
    assert trend.notes == () and "note" not in trend.result.frame


def test_files_of_a_chart_have_its_notes(store: Store) -> None:
    trend = reaching.reach_trend(asking(store))
    assert f"[1] {LATE}" in exports.FORMATS["CSV"].make(trend).decode("utf-8-sig")
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(exports.FORMATS["XLSX"].make(trend)))
    cells = [str(cell) for row in workbook.get_sheet_by_name("Figures").to_python() for cell in row]
    assert "Note" in cells and f"[2] {TRIAL}" in cells
    assert trend.figure is not None and "<b>Work Group" not in str(trend.figure.to_json())


def test_a_pack_has_marks_and_footnotes_in_every_format_and_so_does_its_record(store: Store) -> None:
    chosen = filters()
    recipe = Recipe(
        audience="internal",
        filters=ChosenFilters.of(chosen, store.settings),
        parts=(Part(section="added"),),
        additions=(
            Addition(make="reaching.reach_trend", options="{}", filters=ChosenFilters.of(chosen, store.settings)),
        ),
    )
    made_at = dt.datetime(2023, 6, 1, 9)
    pack = make_pack(recipe, FromStore(store.read()), store.settings, made_at=made_at, made_by="alex")
    files = dict(pack_files(pack, chosen_formats(["pptx", "html", "xlsx"])))
    by_ending = {name.rpartition(".")[2]: content for name, content in files.items()}
    slide = next(
        slide for slide in Presentation(io.BytesIO(by_ending["pptx"])).slides if any(s.has_chart for s in slide.shapes)
    )
    chart = next(shape for shape in slide.shapes if shape.has_chart)
    texts = [shape for shape in slide.shapes if shape.has_text_frame]
    foot = next(shape for shape in texts if f"[1] 10 November 2022: {LATE}." in shape.text_frame.text)
    assert foot.top >= chart.top + chart.height, "the footnote is below the chart"
    assert sum(TRIAL in shape.text_frame.text for shape in texts) == 1, "it is said once"
    assert "[1]" in chart.chart._chartSpace.xml, "the mark is a label of the chart's own"
    page = by_ending["html"].decode()
    assert "Registers of &lt;b&gt;Work Group 7&lt;/b&gt; were late" in page and "<b>Work Group 7" not in page

    number = record.record_pack(store, pack)
    ingest.remove_chart_note(store, 1, recorded_by="alex")
    again = record.made_again(store, number)
    assert [numbered.exhibit.notes for numbered in again.exhibits] == [each.exhibit.notes for each in pack.exhibits]


def test_targets_week_by_week_mark_the_week_and_only_notes_of_what_the_target_is_of(store: Store) -> None:
    year = "2022/23"
    ingest.add_chart_note(store, "A week later", dated_on=_AUTUMN + dt.timedelta(days=7), recorded_by="alex")
    ingest.set_target(store, ingest.Scope(year), share=0.6, source="Board", by="alex")
    ingest.set_target(store, ingest.Scope(year, local_authority="876"), share=0.6, source="Board", by="alex")
    whole = targets.target_weeks(asking(store), target="Whole hub", week=None)
    halton = targets.target_weeks(asking(store), target="Halton", week=None)
    assert len(whole.notes) == 3 and len(halton.notes) == 2
    assert isinstance(whole.chart, NumberChart)
    of_notes = whole.chart.series[-1].points
    assert [(point.at, point.label.text) for point in of_notes] == [(11, "[1]"), (12, "[2]"), (20, "[3]")]
    heights = [point.value for point in of_notes]
    assert heights[0] != heights[1] and heights[0] == heights[2], "a mark beside another one stands above it"


def test_a_schools_charts_have_the_notes_of_the_hub_and_its_local_authority_alone(store: Store) -> None:
    core = NoteScope(programme="CORE")
    ingest.add_chart_note(store, "Launch", dated_on=_AUTUMN, scope=core, recorded_by="alex")
    in_wirral, in_halton = (OneSchool(urn, "A school", "2022/23", urn) for urn in (900003, 900002))
    wirral, halton = (schools.timeline(asking(store), school=school) for school in (in_wirral, in_halton))
    assert [note.partition(": ")[2] for note in wirral.notes] == [f"{LATE}.", f"{TRIAL}."]
    assert [note.partition(": ")[2] for note in halton.notes] == [f"{LATE}."]
    assert isinstance(halton.chart, NumberChart)
    assert halton.chart.rows[-1].name == "Notes"
    assert [(point.at, point.label.text) for point in halton.chart.series[-1].points] == [(_AUTUMN, "[1]")]
    assert halton.result.frame["note"].tolist() == [f"[1] {LATE}"], "at the last session, as none came later"
    assert halton.figure is not None


def test_a_schools_years_are_marked_in_the_panel_that_names_them(store: Store) -> None:
    halton = OneSchool(900002, "A school", "2022/23", 900002)
    people = schools.people_by_year(asking(store), school=halton)
    assert isinstance(people.chart, Panels)
    assert [category.name for category in people.chart.charts[0].categories] == ["2022/23 [1]", "2023/24"]
    rates = schools.attendance_by_year(asking(store), school=halton)
    assert [name for name in marked_categories(rates) if "[" in name] == ["2022/23\n[1]"]


def test_notes_near_each_other_on_a_line_of_days_are_one_mark() -> None:
    day = dt.date(2022, 11, 10)
    chart = NumberChart((), Axis(ends=(dt.date(2021, 9, 1), dt.date(2023, 9, 1))), Axis(), 100, (Category("Core"),))
    marked = mark_days(chart, [(day, "[1]"), (day + dt.timedelta(4), "[2]"), (day + dt.timedelta(250), "[3]")])
    assert isinstance(marked, NumberChart)
    points = marked.series[-1].points
    assert [(point.at, point.label.text) for point in points] == [
        (day + dt.timedelta(2), "[1] [2]"),
        (day + dt.timedelta(250), "[3]"),
    ]
    assert len(marked.dividers) == 3


def test_a_pack_for_the_public_has_notes_too(store: Store) -> None:
    chosen = ChosenFilters.of(filters(), store.settings)
    recipe = Recipe(
        audience="public",
        filters=chosen,
        parts=(Part(section="added"),),
        additions=(
            Addition(make="attendance.attendance_rate", options='{"breakdown": "term"}', filters=chosen),
            Addition(make="reaching.reach_trend", options="{}", filters=chosen),
        ),
    )
    made_at = dt.datetime(2023, 6, 1, 9)
    pack = make_pack(recipe, FromStore(store.read()), store.settings, made_at=made_at, made_by="alex")
    assert [len(numbered.exhibit.notes) for numbered in pack.exhibits] == [2, 2]


def test_an_activity_has_the_notes_between_its_sessions_of_the_hub_and_its_programme(store: Store) -> None:
    for programme, text in (("MNRKS1", "Register late"), ("CORE", "Launch")):
        scope = NoteScope(programme=programme)
        ingest.add_chart_note(store, text, dated_on=_AUTUMN, scope=scope, recorded_by="alex")
    ingest.add_chart_note(store, "After it", dated_on=dt.date(2023, 7, 1), recorded_by="alex")
    (activity_id,) = {str(each) for (each,) in store.read().rows("select activity_id from activities")}
    register_of = attendance.activity_register(asking(store), activity_id=activity_id)
    assert [note.partition(": ")[2] for note in register_of.notes] == [f"{LATE}.", "Register late."]
    assert [name for name in marked_categories(register_of) if "[" in name] == ["3\n20/01/23\n[1] [2]"]
    as_table = attendance.activity_register(asking(store), activity_id=activity_id, as_table=True)
    assert as_table.notes == ()

"""Last year's figures: whatever a chart marks or a sentence names stands in the table, in CSV and in the workbook."""

import csv
import dataclasses
import io
from collections.abc import Callable

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from reach import columns, formats
from reach.academic_years import ShownPeriod
from reach.charts.chart import CategoryChart
from reach.exhibit import Exhibit
from reach.exhibits import attendance, candidates, fairness, maps, reaching, strands
from reach.exhibits.last_year import with_last_year
from reach.exhibits.query_context import QueryContext
from reach.exports.tables import exhibit_csv
from reach.exports.workbooks import exhibit_xlsx
from reach.queries import Result, load
from reach.store import Store
from tests.builders import filters, query_context_of

_LAST = ShownPeriod("2024/25", "year", None)

COMPARED: dict[str, tuple[Callable[[QueryContext], Exhibit], str]] = {
    "reach by LA": (reaching.reach_by_la, "reach"),
    "schools by LA": (lambda context: reaching.reach_by_la(context, as_share=False), "reached"),
    "reach by phase": (reaching.reach_by_phase, "reach"),
    "reach by group": (lambda context: fairness.reach_by_group(context, breakdown="fifth"), "reach"),
    "attendance": (attendance.attendance_rate, "share_attended"),
    "attendance by LA": (lambda context: attendance.attendance_rate(context, breakdown="la"), "share_attended"),
    "attendance by term": (lambda context: attendance.attendance_rate(context, breakdown="term"), "share_attended"),
    "schools by strand": (lambda context: strands.strand_bars(context, measure="reached"), "reached"),
    "people by strand": (lambda context: strands.strand_bars(context, measure="people"), "people"),
    "programmes": (
        lambda context: strands.programme_reach(context, strands=context.filters.strands),
        "reached",
    ),
    "candidates": (candidates.candidate_flow, "candidates"),
}


def marked_last_year(chart: CategoryChart) -> list[float | None]:
    (mark,) = (each for each in chart.series if each.name == "2023/24")
    return [None if value is None else float(value) for value in mark.values]


@pytest.mark.parametrize("name", COMPARED)
def test_what_the_chart_marks_of_last_year_stands_in_the_table(name: str, demonstration: Store) -> None:
    make, measure = COMPARED[name]
    exhibit = make(query_context_of(demonstration, "2024/25"))
    assert isinstance(exhibit.chart, CategoryChart)
    drawn = exhibit.result.frame[exhibit.result.frame[measure].notna()]  # as counts, England has none
    in_table = drawn[columns.last_year_of(measure)]
    assert [None if pd.isna(value) else float(value) for value in in_table] == marked_last_year(exhibit.chart)
    assert in_table.notna().any()


def test_the_map_has_the_change_that_it_speaks_of(demonstration: Store) -> None:
    exhibit = maps.reach_map(query_context_of(demonstration, "2024/25"))
    assert exhibit.result.frame["reach_last_year"].notna().all()


def test_people_read_the_time_in_the_heading_and_machines_in_a_column(demonstration: Store) -> None:
    exhibit = reaching.reach_by_la(query_context_of(demonstration, "2024/25"))
    shown = formats.table_for_people(exhibit.result.frame, exhibit.result.symbols)
    assert "Reach, 2023/24" in shown.columns
    assert "Compared with" not in shown.columns
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(exhibit_xlsx(exhibit)))
    assert any("Reach, 2023/24" in row for row in workbook.get_sheet_by_name("Figures").to_python())
    row = next(csv.DictReader(io.StringIO(exhibit_csv(exhibit).decode("utf-8-sig"))))
    assert row["compared_with"] == "2023/24"
    assert float(row["reach_last_year"]) == exhibit.result.frame["reach_last_year"].iloc[0]


def of(frame: pd.DataFrame) -> Result:
    return Result(load("reach_by_la"), filters(), frame, None, None, is_demonstration=True)


def people(**counts: int | None) -> pd.DataFrame:
    return pd.DataFrame({"la_name": list(counts), "people": pd.Series(list(counts.values()), dtype="Int64")})


def test_a_year_without_records_has_no_columns() -> None:
    now = of(people(Halton=5))
    for before in (of(people(Halton=0)), of(people(Halton=0).iloc[:0])):
        assert with_last_year(now, before, _LAST, by="la_name", measure="people") is now


def test_rows_are_found_by_name_and_a_new_group_has_nothing() -> None:
    now, before = of(people(Wirral=1, Halton=2, Cheshire=3)), of(people(Halton=20, Wirral=10))
    shown = with_last_year(now, before, _LAST, by="la_name", measure="people")
    assert shown.frame["people_last_year"].tolist() == [10, 20, pd.NA]
    assert shown.frame["people_last_year"].dtype == "Int64"


def test_low_and_hidden_cells_stay_so_in_their_new_rows() -> None:
    before = dataclasses.replace(
        of(people(Halton=None, Wirral=25).assign(share=float("nan"))),
        low=frozenset({(0, "people")}),
        hidden=frozenset({(0, "share"), (1, "share")}),
    )
    now = dataclasses.replace(of(people(Wirral=None, Halton=20)), low=frozenset({(0, "people")}))
    shown = with_last_year(now, before, _LAST, by="la_name", measure="people", bases=("share",))
    assert shown.low == {(0, "people"), (1, "people_last_year")}
    assert shown.hidden == {(0, "share_last_year"), (1, "share_last_year")}


def test_what_the_public_does_not_see_is_not_added() -> None:
    now = of(people(Halton=5))
    shown = with_last_year(now, now, _LAST, by="la_name", measure="people", bases=("times_attended",))
    assert list(shown.frame.columns) == ["la_name", "people", "people_last_year", "compared_with"]


def test_no_programme_last_year_is_not_zero() -> None:
    cells = frozenset({(0, "people"), (1, "people")})
    now = dataclasses.replace(of(people(early=0, post16=0)), without_programme=cells)
    shown = with_last_year(now, of(people(early=0, post16=5)), _LAST, by="la_name", measure="people")
    assert shown.without_programme == {(0, "people"), (1, "people"), (0, "people_last_year")}

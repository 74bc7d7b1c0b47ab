"""Charts draw what the query found, and nothing that a name could smuggle in."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from reach import exhibits, formats, theme
from reach.charts import reaching as charts
from reach.charts.chart import CategoryChart, Grid
from reach.exhibit import Exhibit
from reach.exports.tables import exhibit_csv
from reach.store import Store
from tests.builders import SETTINGS, attended, hub, query_context_of, school
from tests.typed import of_kind, present

EXHIBITS = [
    exhibits.reach_by_la,
    exhibits.reach_by_phase,
    exhibits.reach_by_la_phase,
    exhibits.ladder_by_la,
    exhibits.ladder_by_phase,
    exhibits.standing_by_la,
    exhibits.reach_trend,
]


@pytest.mark.parametrize("make", EXHIBITS, ids=lambda make: make.__name__)
def test_an_exhibit_has_a_title_a_sentence_and_a_stamp(demonstration: Store, make: Callable[..., Exhibit]) -> None:
    exhibit = make(query_context_of(demonstration))
    assert "2024/25" in exhibit.title
    assert exhibit.sentence.endswith(".")
    stamp = dict(exhibit.stamp)
    assert stamp["As at"] == "31 August 2025" and stamp["Period"] == "2024/25"
    shows_every_rung = make in (exhibits.ladder_by_la, exhibits.ladder_by_phase)
    assert stamp.get("Counted as reached") == (None if shows_every_rung else "Attended")
    assert stamp["Source"] == "Demonstration: invented schools and people."
    assert exhibit.chart is not None


def test_a_local_authority_has_the_same_colour_everywhere() -> None:
    colours = theme.la_colours(SETTINGS)
    assert len(set(colours.values())) == len(SETTINGS.la_codes)
    frame = pd.DataFrame({"la_code": ["344"], "la_name": ["Wirral"], "schools": [10], "reached": [5], "reach": [0.5]})
    chart = charts.reach_bars(frame, by="la_code", label="la_name", colours=colours)
    assert chart.series[0].colours == (colours["344"],)
    of_few = charts.reach_bars(frame.assign(schools=9), by="la_code", label="la_name", colours=colours)
    assert of_few.series[0].colours == (theme.MUTED,)


def test_a_phase_that_no_programme_is_for_is_no_nought(tmp_path: Path) -> None:
    schools = [school(900001, phase="Nursery"), school(900002)]
    store = hub(tmp_path, schools, [attended(900002, "10/10/2022", programme="MNRKS1")])
    of_all, of_leadership = (
        exhibits.reach_by_phase(query_context_of(store, "2022/23", strands=strands))
        for strands in (("cpd", "leadership"), ("leadership",))
    )
    assert "No programme" not in of_all.sentence
    assert of_leadership.sentence.endswith("No programme is for early years.")
    (bars, *_) = of_kind(CategoryChart, of_leadership.chart).series
    assert [point.label.text.split("  ")[-1] for point in bars.points] == ["No programme", "0 of 1", "0 of 2"]


@pytest.mark.parametrize("make", [exhibits.reach_by_phase, exhibits.reach_by_la_phase, exhibits.ladder_by_phase])
def test_every_table_and_export_says_that_a_phase_has_no_programme(
    tmp_path: Path, make: Callable[..., Exhibit]
) -> None:
    schools = [school(900001, phase="Nursery"), school(900002)]
    store = hub(tmp_path, schools, [attended(900002, "10/10/2022", programme="MNRKS1")])
    exhibit = make(query_context_of(store, "2022/23", strands=("leadership",)))
    rows = list(zip(exhibit.result.frame["phase"], table_csv_rows(exhibit), strict=True))
    of_early_years = {cell for phase, row in rows if phase == "early years" for cell in row}
    assert "no programme" in of_early_years and not of_early_years & {"0", "0.0"}
    assert not any("no programme" in row for phase, row in rows if phase == "primary")
    table = formats.table_for_people(exhibit.result.frame, exhibit.result.symbols)
    assert "No programme" in set(table[table["Phase"] == "Early years"].iloc[0])
    assert "No programme is for early years." in exhibit.sentence


def test_a_cell_of_a_phase_without_a_programme_is_white_and_says_so(tmp_path: Path) -> None:
    schools = [school(900001, phase="Nursery"), school(900002)]
    store = hub(tmp_path, schools, [attended(900002, "10/10/2022", programme="MNRKS1")])
    grid = of_kind(Grid, exhibits.reach_by_la_phase(query_context_of(store, "2022/23", strands=("leadership",))).chart)
    early_years, primary = grid.cells[0, 0], grid.cells[0, 1]
    assert (early_years.text, early_years.colour, early_years.value) == ("No programme", "", None)
    assert primary.text == "0%\n0 of 1" and primary.colour


def table_csv_rows(exhibit: Exhibit) -> list[list[str]]:
    lines = list(csv.reader(io.StringIO(exhibit_csv(exhibit).decode("utf-8-sig"))))
    return [row[: len(exhibit.result.frame.columns)] for row in lines[1:]]


def test_bars_begin_at_zero(demonstration: Store) -> None:
    for make in (exhibits.reach_by_la, exhibits.reach_by_phase, exhibits.ladder_by_la):
        chart = of_kind(CategoryChart, make(query_context_of(demonstration)).chart)
        assert present(chart.axis.ends)[0] == 0
    counts = of_kind(CategoryChart, exhibits.reach_by_la(query_context_of(demonstration), as_share=False).chart)
    assert present(counts.axis.ends)[0] == 0


def test_an_axis_of_counts_holds_last_year_too() -> None:
    frame = pd.DataFrame({"la_code": ["1"], "la_name": ["A"], "schools": [40], "reached": [2], "reach": [0.05]})
    before = frame.assign(reached=30)
    chart = charts.reach_bars(frame, by="la_code", label="la_name", as_share=False, last_year=before)
    assert chart.series[1].values == (30,) and present(chart.axis.ends)[1] > 30


def test_text_can_be_read_on_every_colour_of_the_palettes() -> None:
    def luminance(colour: str) -> float:
        channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for colour in [*theme.CATEGORICAL, *theme.SEQUENTIAL]:
        light, dark = sorted((luminance(colour), luminance(theme.text_colour_on(colour))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_cell_without_schools_stays_empty() -> None:
    frame = pd.DataFrame(
        [["1", "A", "primary", 2, 1, 0.5], ["2", "B", "secondary", 2, 2, 1.0]],
        columns=["la_code", "la_name", "phase", "schools", "reached", "reach"],
    )
    grid = charts.reach_heat_map(frame, groups=len(frame))
    assert (grid.rows, grid.columns) == (("A", "B"), ("Primary", "Secondary"))
    assert {place: cell.value for place, cell in grid.cells.items()} == {(0, 0): 0.5, (1, 1): 1}
    texts = [f"{formats.percent(share)}\n{count} of 2" for share, count in ((0.5, 1), (1, 2))]
    assert [cell.text for cell in grid.cells.values()] == texts
    assert [cell.key for cell in grid.cells.values()] == [("1", "primary"), ("2", "secondary")]


def test_bars_of_pale_groups_are_pale_and_a_stack_has_a_part_for_each_kind() -> None:
    frame = pd.DataFrame({"group": ["x", "y"], "schools": [4, 40], "reached": [2, 20], "reach": [0.5, 0.5]})
    chart = charts.reach_bars(frame, by="group", label="group", pale=["x"])
    assert chart.series[0].colours == (theme.MUTED, theme.MAIN)
    kinds = pd.DataFrame({"group": ["x", "x", "y"], "kind": ["new", "never", "never"], "n": [1, 2, 3]})
    colours = {"new": theme.MAIN, "never": theme.MUTED}
    stack = charts.stacked_bars(kinds, by="group", label="group", part="kind", count="n", colours=colours)
    assert {series.name: series.values for series in stack.series} == {"New": (1, None), "Never": (2, 3)}
    assert stack.series[1].points[0].key == ("x", "never") and stack.is_stacked


def test_the_trend_has_a_line_a_year_and_says_only_this_years_shares() -> None:
    frame = pd.DataFrame(
        {
            "academic_year": ["2021/22", "2022/23", "2022/23"],
            "period": ["autumn", "autumn", "spring"],
            "schools": 10,
            "reached": [2, 4, 5],
            "reach": [0.2, 0.4, 0.5],
        }
    )
    last, this = charts.trend(frame, academic_year="2022/23", last_year="2021/22", same_date="").series
    assert (last.values, this.values) == ((0.2, None, None), (0.4, 0.5, None))
    assert not any(last.labels) and [label.text for label in this.labels] == ["40%", "50%", ""]
    assert this.width > last.width and this.points[1].key == ("2022/23", "spring")

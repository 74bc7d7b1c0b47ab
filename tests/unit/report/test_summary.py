"""The summary: true to its rows whatever the figures are, and fair to what became worse."""

import datetime as dt
import re
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reach import columns, formats
from reach.filters import Filters
from reach.report import ChosenFilters, Recipe
from reach.report.answers import CachedAnswers, FromStore, PackContext
from reach.report.summary import BigNumber, Headline, Summary, next_steps, summarised
from reach.store import Store
from tests import effort
from tests.builders import attended, hub, school
from tests.definitions.hubs import SETTINGS, Hub, choices, hubs, store_of
from tests.typed import of_kind
from tests.unit.report.conftest import pack_of

YEAR = re.compile(r"\d{4}/\d{2}")
DAY = re.compile(r"to \d{1,2} [A-Z][a-z]+")
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


def pack_context(store: Store, filters: Filters) -> PackContext:
    return PackContext(store.settings, filters, CachedAnswers(FromStore(store.read())), dt.date(2026, 5, 20))


def headlines_of(folder: Path, rows: list[dict[str, Any]], schools: int = 12, **chosen: str) -> list[str]:
    store = hub(folder, [school(900001 + number) for number in range(schools)], rows)
    filters = Filters.choose(store.settings, "2022/23", **chosen)
    return [headline.text for headline in summary_of(store, filters).headlines]


def summary_of(store: Store, filters: Filters) -> Summary:
    return summarised(pack_context(store, filters), "")


def came(number: int, on: str = "10/10/2022") -> dict[str, Any]:
    return attended(900001 + number, on, person=f"ada{number}")


def numbers_in(row: pd.Series) -> set[str]:
    """Every way in which a number of a row may be written."""
    found: set[str] = set()
    for column, value in row.items():
        if isinstance(value, str | bool | pd.Timestamp) or pd.isna(value):
            continue
        if columns.kind(str(column)) is columns.Kind.SHARE:
            found.add(formats.percent(value).removesuffix("%"))
        else:
            found |= {f"{abs(round(value)):,}", f"{abs(int(value)):,}"}
    return found


def check(headline: Headline) -> None:
    rows = headline.result.frame.iloc[list(headline.rows)]
    allowed = set().union(*(numbers_in(row) for _, row in rows.iterrows()))
    text = DAY.sub("", YEAR.sub("", headline.text)).replace("post-16", "")
    written = set(NUMBER.findall(text))
    assert written <= allowed, (headline.text, written - allowed)
    assert "nan" not in headline.text and "NA>" not in headline.text and "None" not in headline.text


def check_number(number: BigNumber) -> None:
    """Hold that a big number's value and change are in its row, and that its arrow points the way that it went."""
    row = number.result.frame.iloc[number.row]
    if number.label == "Ever reached":
        ever = int(row["schools"]) - int(row["schools_of_standing"])
        assert f"{ever:,} of {formats.count_of(int(row['schools']), 'school')}" in f"{number.value} {number.of}"
        return
    is_share = row["measure"] != "teachers"
    shown = formats.percent(row["share_now"]) if is_share else f"{int(row['count_now']):,}"
    counts = (
        "" if pd.isna(row["of_now"]) else f"{row['count_now']:,} of {formats.count_of(int(row['of_now']), 'school')}"
    )
    assert number.value in (shown, counts)
    if number.way:
        change = row["change_points"] if row["measure"] == "attendance_rate" else row["count_change"]
        assert (number.way > 0) == (change > 0) and str(abs(round(change))) in number.change.replace(",", "")


@effort.examples(usual=3, thorough=150)
@given(a_hub=hubs(), chosen=st.lists(choices(), min_size=3, max_size=3))
def test_every_number_in_a_headline_is_in_its_rows(a_hub: Hub, chosen: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = store_of(a_hub, Path(folder) / "hub")
        for choice in chosen:
            choice = dict(choice)
            filters = Filters.choose(SETTINGS, choice.pop("academic_year"), **choice)
            context = pack_context(store, filters)
            total = context.ask("reach_total").frame
            if total.empty or not total.iloc[0]["schools"]:
                continue  # a pack of no schools is not made
            summary = summarised(context, "")
            for headline in summary.headlines:
                check(headline)
            for number in summary.numbers:
                check_number(number)
            assert all(step.endswith(".") for step in next_steps(context))


@pytest.mark.parametrize("year", ["2021/22", "2022/23", "2023/24", "2024/25", "2025/26"])
@pytest.mark.parametrize("period", ["year", "spring"])
def test_every_number_of_the_demonstration_is_in_its_rows(demonstration: Store, year: str, period: str) -> None:
    summary = summary_of(demonstration, Filters.choose(demonstration.settings, year, period=period))
    assert len(summary.headlines) >= 4 and len(summary.numbers) == 4
    for headline in summary.headlines:
        check(headline)
    for number in summary.numbers:
        check_number(number)


def test_it_begins_with_the_hub_and_how_it_changed(tmp_path: Path) -> None:
    rows = [came(number) for number in range(9)] + [came(number, "10/10/2021") for number in range(6)]
    assert headlines_of(tmp_path, rows)[0] == "We reached 9 of 12 schools (75%) in 2022/23, 3 more than in 2021/22."


def test_what_fell_is_said_as_what_rose(tmp_path: Path) -> None:
    rows = [came(number) for number in range(3)] + [came(number, "10/10/2021") for number in range(6)]
    found = headlines_of(tmp_path, rows)
    assert "Halton primary 25% (3 of 12 schools), down 25 points." in found


def test_neither_way_hides_the_other(demonstration: Store) -> None:
    summary = summary_of(demonstration, Filters.choose(demonstration.settings, "2025/26", period="spring"))
    assert 0 < len(summary.better) <= 3 and 0 < len(summary.worse) <= 3
    assert all(", up " in each.text for each in summary.better)
    assert all(", down " in each.text for each in summary.worse)
    assert [heading for heading, _ in summary.lists] == ["Better", "Worse"]


def test_schools_of_places_that_are_worse_are_named_for_whoever_is_asked(tmp_path: Path) -> None:
    rows = [came(number) for number in range(3)] + [came(number, "10/10/2021") for number in range(6)]
    names = [f"Fermat {letter} Primary School" for letter in "ABCDEFGHIJKLMNOPQR"]
    store = hub(tmp_path, [school(900001 + number, names[number]) for number in range(18)], rows)
    context = pack_context(store, Filters.choose(store.settings, "2022/23"))
    (line,) = summarised(context, "", names_schools=True).which_schools
    assert line == f"Not reached in Halton primary: {', '.join(names[3:15])} and 3 more."
    assert summarised(context, "").which_schools == ()
    for audience in ("internal", "public"):
        recipe = Recipe.usual(ChosenFilters(academic_year="2022/23"), audience=audience)
        summary = of_kind(Summary, pack_of(store, recipe).summary)
        assert bool(summary.which_schools) == (audience == "internal")


def test_englands_line_compares_years(demonstration: Store) -> None:
    term, of_halton = (
        summary_of(demonstration, Filters.choose(demonstration.settings, "2025/26", period="spring", **chosen))
        for chosen in ({}, {"la_codes": ("876",)})
    )
    assert term.england == "2025/26 so far: 340 of 522 schools reached (65%). England, all of 2024/25: 61%."
    assert of_halton.england.startswith("2025/26 so far: ")
    primary = Filters.choose(demonstration.settings, "2025/26", phases=("primary",))
    assert summary_of(demonstration, primary).england == ""


def test_a_change_within_rounding_is_not_said(tmp_path: Path) -> None:
    many = [school(900001 + number) for number in range(300)]
    rows = [came(number) for number in range(151)] + [came(number, "10/10/2021") for number in range(150)]
    store = hub(tmp_path, many, rows)
    found = [each.text for each in summary_of(store, Filters.choose(store.settings, "2022/23")).headlines]
    assert not any("Halton primary" in text for text in found)
    assert found[0].endswith("about as many as in 2021/22.")


def test_one_school_reads_well(tmp_path: Path) -> None:
    found = headlines_of(tmp_path, [came(0)], schools=1)
    assert found[0] == "We reached 1 of 1 school in 2022/23."
    assert found[1] == "1 teacher came to at least one session."
    assert not any("attendance rate" in text for text in found)


def test_an_attendance_rate_of_many_marks_and_few_people_is_not_said(tmp_path: Path) -> None:
    rows = [attended(900001, f"{day:02}/10/2022") for day in range(3, 18)]
    store = hub(tmp_path, [school(900001 + number) for number in range(12)], rows)
    summary = summary_of(store, Filters.choose(store.settings, "2022/23"))
    assert not any("ttendance rate" in each.label for each in summary.numbers)
    assert not any("attendance rate" in each.text for each in summary.headlines)


def test_none_reads_well(tmp_path: Path) -> None:
    rows = [came(0) | {"Attendance": "Absent"}, came(1, "10/10/2021")]
    found = headlines_of(tmp_path, rows)
    assert found[0] == "We reached 0 of 12 schools (0%) in 2022/23, about as many as in 2021/22."
    assert found[1] == "0 teachers came to at least one session, 1 fewer than in 2021/22."


def test_against_a_year_without_records_nothing_is_compared(tmp_path: Path) -> None:
    found = headlines_of(tmp_path, [came(0), came(1)])
    assert not any("than in" in text or "first time ever" in text for text in found)


def test_a_period_under_way_says_so_far(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2023")])
    summary = summary_of(store, Filters.choose(store.settings, "2023/24"))
    assert summary.finding.text == "We have reached 1 of 1 school so far."
    assert [number.label for number in summary.numbers[:2]] == ["Schools reached so far", "Teachers reached so far"]

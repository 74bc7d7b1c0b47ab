"""Headlines: true to their rows whatever the figures are, and fair to what became worse."""

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
from reach.report.answers import CachedAnswers, FromStore, PackContext
from reach.report.headlines import Headline, headlines, next_steps
from reach.store import Store
from tests import effort
from tests.builders import attended, hub, school
from tests.definitions.hubs import SETTINGS, Hub, choices, hubs, store_of

YEAR = re.compile(r"\d{4}/\d{2}")
DAY = re.compile(r"to \d{1,2} [A-Z][a-z]+")
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


def pack_context(store: Store, filters: Filters) -> PackContext:
    return PackContext(store.settings, filters, CachedAnswers(FromStore(store.read())), dt.date(2026, 5, 20))


def said(folder: Path, rows: list[dict[str, Any]], schools: int = 12, **chosen: str) -> list[str]:
    store = hub(folder, [school(900001 + number) for number in range(schools)], rows)
    filters = Filters.choose(store.settings, "2022/23", **chosen)
    return [headline.text for headline in headlines(pack_context(store, filters))]


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


@effort.examples(usual=3, thorough=150)
@given(a_hub=hubs(), chosen=st.lists(choices(), min_size=3, max_size=3))
def test_every_number_in_a_headline_is_in_its_rows(a_hub: Hub, chosen: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = store_of(a_hub, Path(folder) / "hub")
        for choice in chosen:
            choice = dict(choice)
            filters = Filters.choose(SETTINGS, choice.pop("academic_year"), **choice)
            context = pack_context(store, filters)
            for headline in headlines(context):
                check(headline)
            assert all(step.endswith(".") for step in next_steps(context))


@pytest.mark.parametrize("year", ["2021/22", "2022/23", "2023/24", "2024/25", "2025/26"])
@pytest.mark.parametrize("period", ["year", "spring"])
def test_every_number_of_the_demonstration_is_in_its_rows(demonstration: Store, year: str, period: str) -> None:
    found = headlines(pack_context(demonstration, Filters.choose(demonstration.settings, year, period=period)))
    assert len(found) >= 4
    for headline in found:
        check(headline)


def test_it_begins_with_the_hub_and_how_it_changed(tmp_path: Path) -> None:
    rows = [came(number) for number in range(9)] + [came(number, "10/10/2021") for number in range(6)]
    assert said(tmp_path, rows)[0] == "2022/23: 9 of 12 schools reached (75%), 3 more than in 2021/22."


def test_what_fell_is_said_as_what_rose(tmp_path: Path) -> None:
    rows = [came(number) for number in range(3)] + [came(number, "10/10/2021") for number in range(6)]
    found = said(tmp_path, rows)
    assert "Halton primary: 3 of 12 schools reached (25%), 3 fewer than in 2021/22." in found


def test_neither_way_hides_the_other(demonstration: Store) -> None:
    frame = pd.DataFrame(
        {
            "la_name": [f"LA{number}" for number in range(8)],
            "phase": ["primary"] * 8,
            "of_now": 100,
            "of_then": 100,
            "count_now": [70, 69, 68, 67, 66, 46, 44, 50],
            "count_then": 50,
        }
    )
    frame["share_now"], frame["share_then"] = frame["count_now"] / 100, 0.5
    frame["count_change"] = frame["count_now"] - frame["count_then"]
    frame["change_points"] = 100 * (frame["share_now"] - frame["share_then"])
    from reach.report.headlines import _most_changed

    assert list(_most_changed(frame)["la_name"]) == ["LA0", "LA1", "LA6", "LA5"]


def test_a_change_within_rounding_is_not_said(tmp_path: Path) -> None:
    many = [school(900001 + number) for number in range(300)]
    rows = [came(number) for number in range(151)] + [came(number, "10/10/2021") for number in range(150)]
    store = hub(tmp_path, many, rows)
    found = [each.text for each in headlines(pack_context(store, Filters.choose(store.settings, "2022/23")))]
    assert not any("Halton primary:" in text for text in found)
    assert found[0].endswith("about as many as in 2021/22.")


def test_one_school_reads_well(tmp_path: Path) -> None:
    found = said(tmp_path, [came(0)], schools=1)
    assert found[0] == "2022/23: 1 of 1 school reached."
    assert found[1] == "1 teacher came to at least one session."
    assert not any("attendance rate" in text for text in found)


def test_none_reads_well(tmp_path: Path) -> None:
    rows = [came(0) | {"Attendance": "Absent"}, came(1, "10/10/2021")]
    found = said(tmp_path, rows)
    assert found[0] == "2022/23: 0 of 12 schools reached (0%), about as many as in 2021/22."
    assert found[1] == "0 teachers came to at least one session, 1 fewer than in 2021/22."


def test_against_a_year_without_records_nothing_is_compared(tmp_path: Path) -> None:
    found = said(tmp_path, [came(0), came(1)])
    assert not any("than in" in text or "first time ever" in text for text in found)


def test_a_period_under_way_says_so_far(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2023")])
    found = headlines(pack_context(store, Filters.choose(store.settings, "2023/24")))
    assert found[0].text.startswith("2023/24 so far: ")

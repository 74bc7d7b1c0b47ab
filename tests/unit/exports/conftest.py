"""Exhibits made by hand: as they usually are, with the worst that people type, and with nothing in them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from reach.charts.chart import Axis, Category, CategoryChart, Point, Series
from reach.exhibit import Exhibit
from reach.exports import pictures
from reach.exports.chart_renderer import ChartRenderer
from reach.queries import Query, Result
from tests.builders import SETTINGS, filters

NASTY = [
    '=HYPERLINK("http://evil.example";"Click me")',
    "-1+1|cmd",
    "@SUM(A1:A9)",
    "＝1+1",
    "  +44 151 496 0000",
    "\t=1",
    'St Mary\'s <b>Infants</b> & "Juniors" <script>alert(1)</script>',
    "[Click me](http://evil.example) and [me](http://evil.example)",
    "$$note$$ of what costs $x$",
    "\u200f\u202eמתמטיקה",
    "🎉",
    "数学",
    "a bell \x07 and a line\r\nbreak, with; separators",
    "x" * 200,
    "A very long name " * 12,
    "http://www.school.example",
    "00123",
    "",
    None,
]


def exhibit(frame: pd.DataFrame, title: str = "Reach by school", sentence: str = "One school was reached.") -> Exhibit:
    """Give an exhibit of these figures, with a bar a row."""
    parameters = frozenset(filters().parameters())
    query = Query("reach_by_school", "", "Reach by school: schools reached.", "One row per school.", parameters)
    result = Result(query, filters(), frame, dt.date(2023, 8, 31), dt.date(2023, 11, 16), is_demonstration=False)
    bars = Series("Reach", "bar", tuple(map(Point, frame["reach"])))
    names = tuple(Category(str(name)) for name in frame["name"])
    return Exhibit(title, result, CategoryChart(names, (bars,), Axis("Share"), height=360), sentence, SETTINGS)


def _frame(names: list[str | None]) -> pd.DataFrame:
    count = len(names)
    days: list[Any] = [*["2023-02-01"] * (count - 1), None]
    return pd.DataFrame(
        {
            "urn": pd.array([None if n == 2 else 100000 + n for n in range(count)], dtype="Int64"),
            "name": pd.array(names, dtype="object"),
            "pupils": pd.array([1234 - n for n in range(count)], dtype="Int64"),
            "change": [-0.25] * count,
            "reach": [0.125] * count,
            "is_reached": [n % 2 == 0 for n in range(count)],
            "last_attended_on": pd.to_datetime(days) if count else pd.Series([], dtype="datetime64[us]"),
        }
    )


@pytest.fixture
def usual() -> Exhibit:
    """An exhibit as they usually are."""
    return exhibit(_frame(["Cosine Park Primary School", "Sine Wood Academy", "Tangent High School"]))


@pytest.fixture
def nasty() -> Exhibit:
    """An exhibit with the worst in its cells, title and sentence."""
    return exhibit(_frame(NASTY), title="Reach of <b>A & B</b>, " + "long " * 40, sentence=" ".join(map(str, NASTY)))


@pytest.fixture
def empty() -> Exhibit:
    """An exhibit without any figures."""
    return exhibit(_frame([]), sentence="There are no schools to show.")


@pytest.fixture
def renderer(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChartRenderer]:
    """A renderer of the test's own, whose browser ends with the test."""
    fresh = ChartRenderer()
    monkeypatch.setattr(pictures, "_renderer", fresh)
    yield fresh
    fresh.end()

"""The checker finds what it is for: each fault that pages once had, said of the fixed hub, is found and named."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from reach.charts.chart import CategoryChart
from reach.exhibits import reaching, targets
from reach.filters import Filters
from reach.store import Store
from tests.golden.fixed_hub import SETTINGS, YEAR_OVER, YEAR_RUNNING
from tests.golden.test_exhibits import FUNCTIONS
from tests.sentences import reading
from tests.sentences.claims import Faults, View
from tests.sentences.reading import Text, check, check_chart, context_of
from tests.typed import of_kind

LAST_DAY = dt.date(2024, 2, 16)


@pytest.fixture
def store(fixed_store: Store) -> Store:
    """The fixed hub."""
    return fixed_store


def view_of(store: Store, year: str, **chosen: Any) -> View:
    return View(store.read(), Filters.choose(SETTINGS, year, **chosen), LAST_DAY)


def faults_of(view: View, place: str, text: str, **options: Any) -> str:
    faults = Faults()
    check(Text(place, text, options), view, faults, {})
    return "\n".join(faults.found)


RUNNING: list[tuple[str, str, dict[str, Any], str]] = [
    (
        "targets.target_weeks",
        "The target of 66% (35 schools) will be missed: 26 of 52 schools reached so far.",
        {"target": "Whole hub", "week": None},
        "“will be missed”, and the year is not over",
    ),
    ("targets.target_outlook", "Of 4 targets: 4 missed.", {"week": None}, "said missed of a year that is not over"),
    (
        "reaching.standing_by_la",
        "Halton: 0 new, 3 sustained, 0 re-engaged, 2 lapsed, 3 never.",
        {},
        "lapsed, and the year is not over",
    ),
    (
        "next",
        "We propose to ring the 6 schools that came before and have not come in 2023/24.",
        {},
        "“2023/24” is not over",
    ),
    (
        "headlines",
        "We have reached 26 of 52 schools (50%) so far, 7 fewer than in 2022/23.",
        {},
        "a running period against the whole of 2022/23",
    ),
    ("targets.targets_and_reach", "2 of 4 targets are met.", {}, "of a year that is not over"),
    ("partners.idle_partners", "1 partner leads nothing: Nobody. A quite new sentence says that all is well.", {},
     "nothing is known of what this claims"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "text", "options", "found"), RUNNING, ids=lambda value: str(value)[:40])
def test_what_is_said_too_early_is_found(
    store: Store, place: str, text: str, options: dict[str, Any], found: str
) -> None:
    assert found in faults_of(view_of(store, YEAR_RUNNING), place, text, **options)


OVER: list[tuple[str, str, dict[str, Any], dict[str, Any], str]] = [
    (
        "reaching.reach_by_la",
        "Reach is highest in Cheshire East (12 of 15 schools, 80%) and lowest in Halton (5 of 8 schools, 62%).",
        {},
        {},
        "a finding on fewer than ten: Halton, 8",
    ),
    (
        "reaching.reach_by_la",
        "Reach is highest in Wirral (9 of 14 schools, 64%) and lowest in Cheshire East (12 of 15 schools, 80%).",
        {},
        {},
        "another",
    ),
    (
        "strands.strand_bars",
        "CPD and school-to-school support has most: 32 schools. Target met: Maths leadership.",
        {"measure": "reached"},
        {"period": "autumn"},
        "a target for the year against a term",
    ),
    (
        "headlines",
        "We reached 0 of 52 schools (0%) in 2018/19, as many as in 2017/18.",
        {},
        {"academic_year": "2018/19"},
        "nothing is recorded of 2017/18",
    ),
    ("overview", "We reached 0 of 52 schools (0%) in 2024/25.", {}, {"academic_year": "2024/25"},
     "nothing is recorded of 2024/25"),
    ("headlines", "The attendance rate was 60%, 1 point higher than in 2021/22.", {}, {}, "said"),
    ("headlines", "We reached 33 of 52 schools (64%) in 2022/23, 6 more than in 2021/22.", {}, {}, "said 64%"),
    ("headlines", "We reached 33 of 52 schools (63%) in 2022/23, 6 fewer than in 2021/22.", {}, {}, "said fewer"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "text", "options", "chosen", "found"), OVER, ids=lambda value: str(value)[:40])
def test_what_is_false_or_of_few_or_of_nothing_is_found(
    store: Store, place: str, text: str, options: dict[str, Any], chosen: dict[str, Any], found: str
) -> None:
    view = view_of(store, **{"year": chosen.pop("academic_year", YEAR_OVER)} | chosen)
    assert found in faults_of(view, place, text, **options)


def test_a_change_within_rounding_is_found(store: Store) -> None:
    text = "The greatest change is in Cheshire East: reach rose from 80% to 80%."
    assert "said rose from 80% to 80%" in faults_of(view_of(store, YEAR_OVER), "reaching.reach_by_la", text)


def test_two_charts_with_two_marks_for_one_target_are_found(store: Store) -> None:
    """The bars once had the share that was aimed at, 60%, and the outlook what it came to in schools, 71.4%."""
    view, faults, said = view_of(store, YEAR_RUNNING), Faults(), {}  # type: ignore[var-annotated]
    context = context_of(view)
    of_bars, of_outlook = targets.targets_and_reach(context), targets.target_outlook(context, week=None)
    check_chart(Text("targets.targets_and_reach", ""), present_chart(of_bars.chart), view, faults, said)
    assert not faults.found
    chart = present_chart(of_outlook.chart)
    moved = tuple(
        dataclasses.replace(series, points=tuple(dataclasses.replace(each, value=0.714) for each in series.points))
        if series.name == "Target"
        else series
        for series in chart.series
    )
    check_chart(Text("targets.target_outlook", ""), dataclasses.replace(chart, series=moved), view, faults, said)
    assert any("mark of the target" in fault for fault in faults.found)


def test_a_bar_of_few_that_is_not_pale_is_found(store: Store) -> None:
    view, faults = view_of(store, YEAR_OVER), Faults()
    chart = present_chart(reaching.reach_by_la(context_of(view)).chart)
    check_chart(Text("reaching.reach_by_la", ""), chart, view, faults, {})
    assert not faults.found
    bars = dataclasses.replace(
        chart.series[0], points=tuple(dataclasses.replace(each, is_few=False) for each in chart.series[0].points)
    )
    check_chart(Text("reaching.reach_by_la", ""), dataclasses.replace(chart, series=(bars,)), view, faults, {})
    assert "a bar of 8 is not pale" in faults.found[0]


def test_every_exhibit_is_read(store: Store) -> None:
    assert {place for place, _ in reading.exhibits_of(view_of(store, YEAR_RUNNING))} == set(FUNCTIONS)


def present_chart(chart: Any) -> CategoryChart:
    return of_kind(CategoryChart, chart)

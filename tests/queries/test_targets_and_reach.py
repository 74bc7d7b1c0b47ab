"""Each target against what stands."""

from pathlib import Path
from typing import Any

import pytest

from reach import queries
from reach.ingest import Scope, set_target
from reach.store import Store
from tests.builders import attended, filters, school
from tests.builders.targets import YEAR, target, targeted
from tests.rows import records_of


def ask(store: Store, **chosen: Any) -> list[dict[str, Any]]:
    frame = queries.run("targets_and_reach", filters(YEAR, **chosen), store.read()).frame
    return records_of(frame)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three schools of Halton, one secondary, and one of Wirral; two primary schools came."""
    schools = [school(900001), school(900002), school(900003, phase="Secondary"), school(900004, la="344")]
    rows = [
        attended(900001, "10/10/2022"),
        attended(900004, "10/10/2022", person="bob"),
        attended(900001, "10/10/2021"),
    ]
    targets = [
        target(0.6),
        target(0.5, local_authority="876"),
        target(0.3, local_authority="344"),
        target(0.9, phase="secondary"),
        target(0.9, phase="post-16"),
    ]
    return targeted(tmp_path, *targets, schools=schools, rows=rows)


def test_each_is_set_against_exactly_its_own_schools(store: Store) -> None:
    found = {row["target"]: (row["reached"], row["schools"], row["still_needed"]) for row in ask(store)}
    assert found == {
        "Whole hub": (2, 4, 1),
        "Secondary": (0, 1, 1),
        "Post-16": (0, 0, 0),
        "Halton": (1, 3, 1),
        "Wirral": (1, 1, 0),
    }


def test_last_year_and_england_stand_beside_it(store: Store) -> None:
    rows = {row["target"]: row for row in ask(store)}
    assert rows["Whole hub"]["share_last_year"] == 0.25 and rows["Halton"]["share_last_year"] == pytest.approx(1 / 3)
    assert {row["share_national"] for row in rows.values()} == {None}, "no figure is as old"


def test_a_number_of_schools_and_a_programme(store: Store) -> None:
    set_target(store, Scope(YEAR, programme="MNRKS1"), schools=5, source="Plan", by="test")
    set_target(store, Scope(YEAR, programme="CORE"), share=0.5, source="Plan", by="test")
    rows = {row["target"]: row for row in ask(store)}
    numbers = rows["Mastering Number at Reception and KS1"]
    assert (numbers["schools"], numbers["reached"], numbers["schools_aimed_at"], numbers["still_needed"]) == (
        3,
        2,
        5,
        3,
    )
    assert numbers["share_aimed_at"] == 1, "no share is above all"
    assert rows["Level 3 Core Maths"]["schools"] == 0


def test_filters_choose_which_targets_are_shown_and_never_their_schools(store: Store) -> None:
    assert [row["target"] for row in ask(store, la_codes=["876"])] == ["Halton"]
    assert [row["target"] for row in ask(store, phases=["secondary"])] == ["Secondary"]
    assert ask(store, strands=["cpd"]) == []
    set_target(store, Scope(YEAR, programme="MNRKS1"), schools=2, source="Plan", by="test")
    assert [row["reached"] for row in ask(store, strands=["cpd"])] == [2]


def test_light_touch_counts_where_it_is_chosen_or_is_what_the_target_is_for(tmp_path: Path) -> None:
    light = next(each.code for each in Store(tmp_path / "x").settings.programmes if each.light_touch)
    rows = [attended(900001, "10/10/2022", programme=light)]
    store = targeted(tmp_path / "y", target(1), schools=[school(900001)], rows=rows)
    set_target(store, Scope(YEAR, programme=light), schools=1, source="Plan", by="test")
    assert [row["reached"] for row in ask(store)] == [0, 1]
    assert [row["reached"] for row in ask(store, light_touch=True)] == [1, 1]


@pytest.mark.parametrize(("share", "schools", "aimed"), [(0.6, 515, 309), (0.58, 50, 29), (0.581, 50, 30), (0.5, 1, 1)])
def test_a_share_asks_for_whole_schools(store: Store, share: float, schools: int, aimed: int) -> None:
    assert store.read().rows(f"select schools_aimed_at({share}, null, {schools})") == [(aimed,)]


def test_the_hubs_is_that_of_reach_on_every_rung(demonstration: Store) -> None:
    for rung in ("signed_up", "attended", "completed"):
        view = filters("2024/25", counted_as=rung)
        total = queries.run("reach_total", view, demonstration.read()).frame.iloc[0]
        row = queries.run("targets_and_reach", view, demonstration.read()).frame.iloc[0]
        assert (row["target"], row["reached"], row["schools"]) == ("Whole hub", total["reached"], total["schools"])
        assert row["share_national"] == 0.61


def test_the_last_week_of_a_year_is_its_reach_on_every_rung(store_and_year: tuple[Store, str]) -> None:
    store, year = store_and_year
    for rung in ("signed_up", "attended", "completed"):
        view = filters(year, counted_as=rung)
        total = queries.run("reach_total", view, store.read()).frame.iloc[0]
        weeks = queries.run("target_weeks", view, store.read()).frame
        assert weeks.iloc[-1]["reached"] == total["reached"]


def test_a_number_of_schools_is_no_share_where_there_is_no_school(store: Store) -> None:
    set_target(store, Scope(YEAR, phase="post-16"), schools=3, source="Plan", by="test")
    (row,) = (row for row in ask(store) if row["target"] == "Post-16")
    assert (row["share_aimed_at"], row["schools_aimed_at"], row["schools"]) == (None, 3, 0)

"""What is not over is set against the same days of the year before, and nobody has lapsed before a year is over."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from reach import queries
from reach.academic_years import ShownPeriod
from reach.report.answers import FromStore, PackContext
from reach.store import Store
from tests.builders import SETTINGS, attended, establishments, filters, hub, imported, new_store, register, school
from tests.builders.targets import target, targeted

SCHOOLS = [school(urn) for urn in range(900001, 900006)]
REGISTER = "20221001"
LAST_YEAR = [
    attended(900001, "16/11/2021"),
    attended(900002, "17/11/2021"),
    attended(900003, "10/05/2022"),
    attended(900005, "10/10/2020"),
]
THIS_YEAR = [
    attended(900001, "05/10/2022"),
    attended(900002, "16/11/2022"),
    attended(900003, "05/12/2022", attendance="Booked"),
]
"""The last session held is on 16 November 2022, so that day is how far the year has come."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(tmp_path, SCHOOLS, LAST_YEAR + THIS_YEAR, on=REGISTER)


@pytest.fixture
def context(store: Store) -> PackContext:
    return context_of(store)


def context_of(store: Store, period: str = "year", year: str = "2022/23") -> PackContext:
    return PackContext(SETTINGS, filters(year, period=period), FromStore(store.read()), dt.date(2022, 11, 20))


def test_a_year_that_is_not_over_is_compared_with_the_same_date(context: PackContext) -> None:
    now, then = context.ask("reach_total"), context.ask_last_year("reach_total")
    assert (now.frame["reached"].item(), then.frame["reached"].item()) == (2, 1), "what came on 17 November is later"
    assert (now.time_in_words, then.time_in_words) == ("2022/23 so far", "2021/22 to 16 November")
    assert then.as_at == dt.date(2021, 11, 16)
    assert context.ask("reach_total", academic_year="2021/22").frame["reached"].item() == 3


def test_a_term_that_is_not_over_is_compared_with_its_own_days(store: Store) -> None:
    autumn = context_of(store, "autumn")
    assert autumn.ask_last_year("reach_total").frame["reached"].item() == 1
    assert autumn.then == ShownPeriod("2021/22", "autumn_to_date", dt.date(2021, 11, 16))
    assert (autumn.period_in_words, autumn.last_year_in_words) == (
        "autumn term 2022/23 so far",
        "autumn term 2021/22 to 16 November",
    )


def test_a_year_that_is_over_is_compared_with_the_whole_of_the_one_before(store: Store) -> None:
    over = context_of(store, year="2021/22")
    assert over.then == ShownPeriod("2020/21") and not over.now.is_running
    assert over.ask_last_year("reach_total").time_in_words == "2020/21"


def test_a_term_that_is_over_is_compared_with_the_whole_one_while_the_year_runs(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    imported(store, establishments(SCHOOLS, REGISTER), register([*LAST_YEAR, attended(900001, "01/02/2023")]))
    autumn, spring = context_of(store, "autumn"), context_of(store, "spring")
    assert autumn.then == ShownPeriod("2021/22", "autumn")
    assert spring.then == ShownPeriod("2021/22", "spring_to_date", dt.date(2022, 2, 1))


def test_a_summer_term_that_had_not_begun_a_year_before_has_nothing_to_compare_with(tmp_path: Path) -> None:
    """Easter Monday was 18 April 2022 and 10 April 2023."""
    store = new_store(tmp_path)
    rows = [attended(900001, "10/04/2022"), attended(900001, "12/04/2023")]
    imported(store, establishments(SCHOOLS, REGISTER), register(rows))
    summer = context_of(store, "summer")
    before = summer.ask_last_year("reach_total").frame
    assert summer.ask("reach_total").frame["reached"].item() == 1
    assert (before["schools"].item(), before["reached"].item()) == (5, 0)


def test_a_leap_day_is_compared_with_the_28th(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    imported(store, establishments(SCHOOLS, "20231001"), register([attended(900001, "29/02/2024")]))
    assert context_of(store, year="2023/24").then.until == dt.date(2023, 2, 28)


def standings(store: Store, year: str) -> dict[str, int]:
    frame = queries.run("standing_by_group", filters(year), store.read()).frame
    return dict(zip(frame["standing"], frame["schools_of_standing"], strict=True))


def test_nobody_has_lapsed_before_the_year_is_over(store: Store) -> None:
    assert standings(store, "2022/23") == {"new": 0, "sustained": 2, "re-engaged": 0, "not yet back": 2, "never": 1}
    assert standings(store, "2021/22") == {"new": 3, "sustained": 0, "re-engaged": 0, "lapsed": 1, "never": 1}


def test_standing_at_the_same_date_a_year_before_knows_nothing_later(context: PackContext) -> None:
    frame = context.ask_last_year("standing_by_group").frame
    counts = dict(zip(frame["standing"], frame["schools_of_standing"], strict=True))
    assert counts == {"new": 1, "sustained": 0, "re-engaged": 0, "lapsed": 1, "never": 3}


def test_the_year_is_over_with_the_first_thing_that_is_later(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    imported(store, establishments(SCHOOLS, "20230831"), register(LAST_YEAR + THIS_YEAR))
    assert "lapsed" in standings(store, "2022/23") and store.read().until_days == {}


def test_a_target_stands_beside_the_same_date(tmp_path: Path) -> None:
    store = targeted(tmp_path, target(0.6), schools=SCHOOLS, rows=LAST_YEAR + THIS_YEAR, on=REGISTER)

    def ask(**chosen: Any) -> Any:
        return queries.run("targets_and_reach", filters("2022/23"), store.read(), chosen).frame.iloc[0]

    assert (ask()["reached"], ask()["reached_last_year"]) == (2, 1)
    assert ask(other_period="year")["reached_last_year"] == 3


def test_each_year_of_the_trend_is_whole_and_the_same_date_a_row_of_its_own(context: PackContext) -> None:
    frame = context.ask("reach_trend").frame
    found = {(row["academic_year"], row["period"]): row["reached"] for _, row in frame.iterrows()}
    assert found["2021/22", "autumn"] == 2 and found["2021/22", "autumn_to_date"] == 1
    assert found["2022/23", "autumn"] == 2 and ("2022/23", "autumn_to_date") not in found
    earlier = context.ask("reach_trend", academic_year="2021/22").frame
    assert "autumn_to_date" not in set(earlier["period"]), "2020/21 was not compared with"


def test_journeys_lose_nobody_before_the_year_is_over(tmp_path: Path) -> None:
    rows = [attended(900001, "16/11/2021", programme="PTFM-R"), attended(900002, "16/11/2022", programme="PTFM-D")]
    store = new_store(tmp_path)
    imported(store, establishments(SCHOOLS, REGISTER), register(rows))
    journey = SETTINGS.journeys[0]

    def counts(year: str) -> dict[str, int]:
        frame = queries.run("journey_by_group", filters(year), store.read(), {"journey": journey}).frame
        return dict(zip(frame["place"], frame["schools_at_place"], strict=True))

    assert counts("2022/23")["Not yet back"] == 1 and "Left" not in counts("2022/23")
    assert counts("2021/22")["Left"] == 0 and "Not yet back" not in counts("2021/22")
    moves = queries.run("journey_moves", filters("2022/23"), store.read(), {"journey": journey}).frame
    assert moves.loc[moves["move"] == "not yet back", "schools_that_moved"].sum() == 1
    assert "left" not in set(moves["move"])

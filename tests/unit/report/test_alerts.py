"""Alerts: which lines were crossed, each said once until it clears."""

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from reach import ingest
from reach.report import ChosenFilters, Recipe
from reach.report.alerts import AlertsNow, alerts_now, remember_alerts
from reach.report.recipes import Audience
from reach.settings import Alerts
from reach.store import Store
from reach.store.checks import breaches
from tests.builders import SETTINGS, attended, hub, imported, register, school
from tests.builders.places import with_places

YEAR = "2023/24"
TODAY = dt.date(2023, 11, 20)
ALL = Alerts(target_reached=True, schools_behind_last_year=1, group_filled_under_percent=50)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Ten schools, of which three came by the same date last year and none has come this year but for a booking."""
    rows = [attended(900001 + number, "10/10/2022", person=f"p{number}") for number in range(3)]
    rows += [attended(900009, "01/12/2023", person="q", activity="Group 9", attendance="Booked")]
    rows += [attended(900009, "01/10/2021", person="q", activity="Group 8")]
    return hub(tmp_path, [school(900001 + number) for number in range(10)], rows)


def now(
    store: Store, rules: Alerts = ALL, *, audience: Audience = "internal", recipe_name: str = "Termly", **chosen: Any
) -> AlertsNow:
    recipe = Recipe.usual(ChosenFilters.model_validate({"academic_year": YEAR, **chosen}), audience=audience)
    settings = SETTINGS.model_copy(update={"alerts": rules})
    return alerts_now(store.read(), settings, recipe, recipe_name=recipe_name, today=TODAY)


def new(store: Store, rules: Alerts = ALL, **chosen: Any) -> list[str]:
    return [alert.sentence for alert in now(store, rules, **chosen).new]


def test_no_alert_is_said_that_is_not_set(store: Store) -> None:
    assert new(store, Alerts()) == []


def test_reach_behind_the_same_date_last_year_by_more_than_the_line_is_said(store: Store) -> None:
    behind = "Reach is 3 schools behind: 0 reached in 2023/24 so far, 3 in 2022/23 to 16 November."
    assert new(store, Alerts(schools_behind_last_year=2)) == [behind]
    assert new(store, Alerts(schools_behind_last_year=3)) == []


def test_a_year_that_is_over_has_no_same_date(store: Store) -> None:
    assert new(store, Alerts(schools_behind_last_year=0), academic_year="2022/23") == []


def test_a_target_that_is_reached_is_said_and_none_that_is_missed(store: Store) -> None:
    rules = Alerts(target_reached=True)
    ingest.set_target(store, ingest.Scope(YEAR), schools=1, source="Board", by="alex")
    ingest.set_target(store, ingest.Scope(YEAR, phase="primary"), schools=2, source="Board", by="alex")
    assert new(store, rules) == []
    imported(store, register([attended(900001, "06/11/2023")], "autumn.csv"))
    assert new(store, rules) == [
        "Target reached: Whole hub. 1 of 10 schools was reached in 2023/24 so far; the target is 1."
    ]


def test_a_group_with_a_session_to_come_and_few_places_taken_is_said(store: Store) -> None:
    with_places(store, ("Group 9", 10), ("Group 8", 10))
    rules = Alerts(group_filled_under_percent=50)
    (said,) = new(store, rules)
    assert said.startswith("Less than 50% full: Group 9 (") and said.endswith("): 1 of 10 places taken.")
    (to_the_public,) = new(store, rules, audience="public")
    assert to_the_public.endswith(").") and "1 of 10" not in to_the_public
    assert new(store, Alerts(group_filled_under_percent=10)) == []


def test_a_group_is_judged_by_its_whole_year_whatever_the_term(store: Store) -> None:
    with_places(store, ("Group 9", 6))
    early = [attended(900001 + n, "10/10/2023", person=f"e{n}", activity="Group 9", session=2) for n in range(3)]
    imported(store, register(early, "early.csv"))
    rules = Alerts(group_filled_under_percent=50)
    assert new(store, rules, period="autumn") == new(store, rules) == []
    imported(
        store,
        register(
            [attended(900009, "10/01/2024", person="q", activity="Group 9", session=3, attendance="Booked")],
            "spring.csv",
        ),
    )
    assert new(store, rules, period="spring") == [], "half of the places are taken over the year"


def test_an_alert_is_said_once_until_it_clears_and_again_after_that(store: Store) -> None:
    rules = Alerts(schools_behind_last_year=2)
    first = now(store, rules)
    remember_alerts(store, first, recipe_name="Termly")
    again = now(store, rules)
    assert not again.new and again.known == first.new and not again.cleared
    imported(store, register([attended(900001, "06/11/2023")], "autumn.csv"))
    cleared = now(store, rules)
    assert cleared == AlertsNow((), (), tuple(alert.key for alert in first.new))
    remember_alerts(store, cleared, recipe_name="Termly")
    batch = next(each for each in store.read().rows("select batch_id from import_batches where file = 'autumn.csv'"))
    ingest.undo(store, batch[0])
    assert now(store, rules).new == first.new
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []


def test_an_alert_whose_figure_changes_is_not_said_again(store: Store) -> None:
    rules = Alerts(schools_behind_last_year=0)
    remember_alerts(store, now(store, rules), recipe_name="Termly")
    imported(store, register([attended(900001, "06/11/2023")], "autumn.csv"))
    assert now(store, rules).new == ()


def test_readers_of_another_recipe_are_told_too(store: Store) -> None:
    rules = Alerts(schools_behind_last_year=2)
    remember_alerts(store, now(store, rules), recipe_name="Termly")
    assert now(store, rules, recipe_name="Board").new
    assert not now(store, rules, recipe_name="Termly").new


def test_without_news_nothing_is_written(store: Store) -> None:
    name = store.read().name
    remember_alerts(store, now(store, Alerts()), recipe_name="Termly")
    assert store.read().name == name


def test_what_stands_already_is_not_written_twice(store: Store) -> None:
    found = now(store, Alerts(schools_behind_last_year=2))
    remember_alerts(store, found, recipe_name="Termly")
    remember_alerts(store, dataclasses.replace(found), recipe_name="Termly")
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []

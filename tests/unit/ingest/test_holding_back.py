"""Schools held back on screen and put back on the list."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from reach.ingest import LONGEST_REASON, HoldBackError, hold_back, release
from reach.store import Store
from reach.store.checks import breaches
from tests.builders import attended, hub, link, school

TODAY = dt.date(2026, 11, 1)
TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(
        tmp_path,
        [school(900001, closed="31-03-2022"), school(900002, opened="01-04-2022"), school(900003)],
        [attended(900003, "10/10/2022")],
        [link(900002, "Predecessor", 900001)],
    )


def held_back(store: Store) -> list[tuple[Any, ...]]:
    return store.read().rows("select urn, programme_code, reason, until_on, said_by from hold_backs order by all")


def test_a_school_is_held_back_and_put_back(store: Store) -> None:
    hold_back(store, 900003, " Control  of a trial ", programme="mnks2", until=TODAY, by="alex", today=TODAY)
    assert held_back(store) == [(900003, "MNKS2", "Control of a trial", TODAY, "alex")]
    release(store, 900003, programme="Mastering Number at KS2", by="alex")
    assert held_back(store) == []
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []


def test_what_is_said_last_stands_for_each_programme_of_its_own(store: Store) -> None:
    hold_back(store, 900003, "Asked", by="alex")
    hold_back(store, 900003, "Trial", programme="ENR", by="alex")
    hold_back(store, 900003, "Asked again", until=TOMORROW, by="sam", today=TODAY)
    assert held_back(store) == [
        (900003, "ENR", "Trial", None, "alex"),
        (900003, None, "Asked again", TOMORROW, "sam"),
    ]
    release(store, 900003, by="sam")
    assert held_back(store) == [(900003, "ENR", "Trial", None, "alex")]
    hold_back(store, 900003, "Asked again", until=TOMORROW, by="sam", today=TODAY)
    assert len(held_back(store)) == 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"reason": "  "}, "No reason was given"),
        ({"reason": "Ask head@school.example"}, "has an e-mail address"),
        ({"reason": "x" * (LONGEST_REASON + 1)}, "too long"),
        ({"until": TODAY - dt.timedelta(days=1)}, "31/10/2026 has passed"),
        ({"until": dt.date(2140, 8, 31)}, "in no academic year"),
        ({"programme": "Tiling"}, "There is no programme “Tiling”"),
        ({"urn": 900777}, "URN 900777 is not known"),
    ],
)
def test_what_cannot_be_said_changes_nothing(store: Store, wrong: dict[str, Any], says: str) -> None:
    before = store.read().name
    good: dict[str, Any] = {"urn": 900003, "reason": "Asked", "until": TOMORROW, "by": "alex", "today": TODAY}
    with pytest.raises(HoldBackError, match=says):
        hold_back(store, **good | wrong)
    assert store.read().name == before


def test_putting_back_what_is_not_held_back_says_what_is(store: Store) -> None:
    with pytest.raises(HoldBackError, match="Nothing holds it back"):
        release(store, 900003, by="alex")
    hold_back(store, 900001, "Trial", programme="ENR", by="alex")
    with pytest.raises(HoldBackError, match="URN 900001 for Maths Enrichment Day"):
        release(store, 900002, by="alex")
    assert len(held_back(store)) == 1

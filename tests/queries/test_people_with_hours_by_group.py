"""Teachers with at least so many hours."""

from pathlib import Path
from typing import Any

import pandas as pd

from reach import queries
from reach.store import Store
from tests.builders import filters, hub, school
from tests.builders.attendance import course
from tests.rows import values_of

COUNTS = ["people", "people_with_hours", "share_with_hours", "people_without_hours"]


def ask(store: Store, breakdown: str | None, least_hours: float = 5, **chosen: Any) -> pd.DataFrame:
    choices = {"breakdown": breakdown, "least_hours": least_hours}
    return queries.run("people_with_hours_by_group", filters(**chosen), store.read(), choices).frame


def test_hours_of_all_a_teachers_sessions_add_up_and_in_each_programme_those_of_its_own(tmp_path: Path) -> None:
    rows = [
        *course(900001, {"ada": "xx.", "bob": "x-.", "cy": "xxx"}),
        *course(900001, {"ada": "xx"}, activity="Fun", programme="ENR"),
    ]
    store = hub(tmp_path, [school(900001)], rows)
    assert ask(store, None)[COUNTS].values.tolist() == [[3, 2, 2 / 3, 0]]
    by_programme = ask(store, "programme").set_index("group_code")
    assert values_of(by_programme, "MNRKS1", COUNTS) == [3, 1, 1 / 3, 0]
    assert values_of(by_programme, "ENR", COUNTS) == [1, 0, 0, 0]
    assert ask(store, None, least_hours=2)["people_with_hours"].tolist() == [3]
    assert ask(store, None, least_hours=8.5)["people_with_hours"].tolist() == [0]


def test_who_did_not_come_has_no_hours_and_sessions_without_hours_are_counted_apart(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx", "bob": "--"}), *course(900001, {"cy": "xx"}, activity="B", Hours="")]
    store = hub(tmp_path, [school(900001)], rows)
    assert ask(store, "la")[COUNTS].values.tolist() == [[2, 0, 0, 1]]


def test_each_term_has_its_own_hours(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], course(900001, {"ada": "xxxx"}))
    frame = ask(store, "term").set_index("period")
    assert frame["people_with_hours"].to_dict() == {"autumn": 1, "spring": 0}

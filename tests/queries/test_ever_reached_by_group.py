"""Schools reached this year, and ever."""

from pathlib import Path
from typing import Any

import pandas as pd

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, school
from tests.rows import values_of


def ask(store: Store, breakdown: str | None, **chosen: Any) -> pd.DataFrame:
    return queries.run("ever_reached_by_group", filters(**chosen), store.read(), {"breakdown": breakdown}).frame


def test_a_school_that_came_in_any_year_up_to_the_chosen_one_was_reached(tmp_path: Path) -> None:
    schools = [school(900001), school(900002), school(900003), school(900004), school(900005, la="344")]
    rows = [attended(900001, "10/10/2022"), attended(900002, "10/10/2017"), attended(900003, "10/10/2023")]
    store = hub(tmp_path, schools, rows)
    frame = ask(store, "la").set_index("group_code")
    counts = ["schools", "reached_this_year", "share_reached_this_year", "reached_ever", "share_reached_ever"]
    assert values_of(frame, "876", counts) == [4, 1, 0.25, 2, 0.5]
    assert values_of(frame, "344", counts) == [1, 0, 0, 0, 0]
    assert ask(store, None)[counts].values.tolist() == [[5, 1, 0.2, 2, 0.4]]


def test_in_a_phase_only_programmes_for_it_count_and_a_term_shows_the_year(tmp_path: Path) -> None:
    through = school(900001, phase="All-through")
    store = hub(tmp_path, [through], [attended(900001, "10/05/2023", programme="MNRKS1")])
    frame = ask(store, "phase", period="autumn").set_index("group_code")
    assert frame["reached_ever"].to_dict()["primary"] == 1
    assert frame["reached_ever"].to_dict()["secondary"] == 0

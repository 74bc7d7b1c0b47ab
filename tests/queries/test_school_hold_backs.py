"""The hold-backs of a school that is not to be approached."""

import datetime as dt
from pathlib import Path
from typing import Any

from reach import queries
from reach.ingest import hold_back, release
from tests.builders import attended, filters, hub, link, school

TODAY = dt.date(2026, 11, 1)


def test_it_lists_what_is_said_under_each_of_a_schools_urns_ended_or_not(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-03-2022"), school(900002, opened="01-04-2022"), school(900003)],
        [attended(900003, "10/10/2022")],
        [link(900002, "Predecessor", 900001)],
    )
    hold_back(store, 900001, "Trial", programme="ENR", until=TODAY, by="alex", today=TODAY)
    hold_back(store, 900002, "Asked", by="sam")
    hold_back(store, 900002, "Trial", programme="MNKS2", by="sam")
    hold_back(store, 900003, "Asked", by="sam")
    release(store, 900002, programme="MNKS2", by="sam")

    def ask(today: dt.date) -> list[list[Any]]:
        frame = queries.run("school_hold_backs", filters(), store.read(), {"urn": 900002, "today": today}).frame
        return frame[["held_back_urn", "programme_name", "reason", "is_held_back", "said_by"]].to_numpy().tolist()

    assert [row[0::2] for row in ask(TODAY)] == [[900002, "Asked", "sam"], [900001, "Trial", "alex"]]
    assert [row[3] for row in ask(TODAY)] == [True, True]
    assert [row[3] for row in ask(TODAY + dt.timedelta(days=1))] == [True, False]

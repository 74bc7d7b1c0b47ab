"""The schools behind the figures."""

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from reach import queries
from reach.ingest import hold_back
from reach.store import Store
from tests.builders import attended, filters, hub, school


def test_a_row_says_what_a_school_is_and_how_far_it_has_come(tmp_path: Path) -> None:
    through = school(900001, "Cosine Park", phase="All-through", sixth_form="Has a sixth form", fsm="30.0")
    store = hub(
        tmp_path,
        [through, school(900002, fsm="SUPP", pupils="")],
        [
            attended(900001, "10/10/2021", programme="LEAD", activity="L"),
            attended(900001, "10/10/2022"),
            attended(900001, "11/10/2022", programme="STFM", activity="S"),
        ],
    )
    rows = queries.run("school_list", filters(), store.read()).frame.set_index("urn")
    here = rows.loc[900001]
    assert here["phases"] == "primary; secondary; post-16"
    assert (here["rung"], here["is_reached"], here["standing"]) == ("attended", True, "sustained")
    assert str(here["last_attended_on"].date()) == "2022-10-11"
    assert here["programmes"] == "Mastering Number at Reception and KS1; Secondary Teaching for Mastery"
    assert here["pupils"] == 200
    there = rows.loc[900002]
    assert (there["rung"], there["standing"], there["programmes"]) == ("not_reached", "never", "")
    assert pd.isna(there["fsm_quintile"]) and pd.isna(there["pupils"]) and pd.isna(there["last_attended_on"])


def test_it_has_as_many_schools_as_the_total_counts_in_every_view(store_and_year: tuple[Store, str]) -> None:
    store, year = store_and_year
    for chosen in ({}, {"phases": ["secondary"]}, {"la_codes": ["344"], "independent": True}, {"period": "spring"}):
        view, version = filters(year, **chosen), store.read()
        schools = queries.run("school_list", view, version).frame
        total = queries.run("reach_total", view, version).frame.iloc[0]
        assert (len(schools), schools["is_reached"].sum()) == (total["schools"], total["reached"])
        assert schools["urn"].is_unique


def test_the_most_disadvantaged_schools_are_in_the_fifth_fifth(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900000 + n, fsm=str(n)) for n in range(10)])
    rows = queries.run("school_list", filters(), store.read()).frame.set_index("urn")["fsm_quintile"]
    assert rows.sort_index().tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_a_school_held_back_is_marked_with_reason_and_until_when(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002)], [attended(900001, "10/10/2022")])
    hold_back(store, 900002, "Trial", until=dt.date(2026, 11, 1), by="test", today=dt.date(2026, 11, 1))

    def marks(today: dt.date) -> list[str]:
        return queries.run("school_list", filters(), store.read(), {"today": today}).frame["held_back"].tolist()

    assert marks(dt.date(2026, 11, 1)) == ["", "Trial, until 01/11/2026"]
    assert marks(dt.date(2026, 11, 2)) == ["", ""]


def test_last_attended_says_of_what_and_never_looks_past_the_period(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2021", programme="LEAD", activity="A"),
        attended(900001, "11/10/2022", programme="MNKS2", activity="B"),
        attended(900001, "11/05/2023", programme="PTFM", activity="C"),
        attended(900001, "12/05/2023", programme="NET", activity="D"),
    ]
    store = hub(tmp_path, [school(900001)], rows)

    def last(query: str, **chosen: Any) -> tuple[str, str]:
        row = queries.run(query, filters("2022/23", **chosen), store.read(), {"urn": 900001}).frame.iloc[0]
        return f"{row['last_attended_on']:%d/%m/%Y}", row["last_programme"]

    for period in ("autumn", "spring"):
        for query in ("school_list", "school_standing"):
            assert last(query, period=period) == ("11/10/2022", "Mastering Number at KS2"), query
    assert last("call_list", period="spring") == ("11/10/2022", "Mastering Number at KS2")
    assert last("school_list") == ("11/05/2023", "Primary Teaching for Mastery")
    assert last("school_standing")[0] == "12/05/2023", "of all programmes"
    assert last("school_list", strands=["leadership"])[0] == "10/10/2021"

"""Schools that are not to be approached today."""

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reach import queries
from reach.ingest import SourceFile, hold_back
from reach.store import Store
from tests.builders import attended, filters, hub, imported, link, school

TODAY = dt.date(2026, 11, 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(
        tmp_path,
        [
            school(900001, "Acute School", closed="31-03-2022"),
            school(900002, "Acute Academy", opened="01-04-2022"),
            school(900003, "Sine School", la="344", phase="Secondary"),
            school(900004, "Tangent School", group="Independent schools"),
        ],
        [attended(900003, "10/10/2022")],
        [link(900002, "Predecessor", 900001)],
    )


def ask(store: Store, programme: str | None = None, **chosen: Any) -> pd.DataFrame:
    choices = {"today": TODAY, "programme_code": programme}
    return queries.run("held_back_schools", filters(**chosen), store.read(), choices).frame


def test_it_says_why_until_when_and_who_said_so(store: Store) -> None:
    hold_back(store, 900001, "Trial", programme="ENR", until=TODAY, by="alex", today=TODAY)
    sheet = SourceFile("held.csv", b"URN,Programme,Reason,Until\n900003,,Asked,\n")
    imported(store, sheet)
    rows = ask(store).drop(columns=["la_code", "said_at"]).astype(object)
    assert rows.where(rows.notna(), None).to_numpy().tolist() == [
        [900002, "Acute Academy", "Halton", "Maths Enrichment Day", "Trial", pd.Timestamp(TODAY), "alex"],
        [900003, "Sine School", "Wirral", "All programmes", "Asked", None, "test, held.csv"],
    ]


def test_a_programme_and_the_filters_narrow_it(store: Store) -> None:
    hold_back(store, 900002, "Trial", programme="ENR", by="alex")
    hold_back(store, 900003, "Asked", by="alex")
    hold_back(store, 900004, "Asked", by="alex")
    assert ask(store)["urn"].tolist() == [900002, 900003]
    assert ask(store, "MNKS2")["urn"].tolist() == [900003]
    assert ask(store, la_codes=["876"])["urn"].tolist() == [900002]
    assert ask(store, phases=["secondary"])["urn"].tolist() == [900003]
    assert ask(store, independent=True)["urn"].tolist() == [900002, 900004, 900003]


def test_what_has_ended_is_not_in_it(store: Store) -> None:
    hold_back(store, 900003, "Trial", until=TODAY, by="alex", today=TODAY)
    later = {"today": TODAY + dt.timedelta(days=1)}
    assert queries.run("held_back_schools", filters(), store.read(), later).frame.empty


def test_the_school_is_the_one_open_at_the_end_of_the_period(tmp_path: Path) -> None:
    schools = [school(900001, closed="31-12-2022"), school(900002, opened="01-01-2023")]
    rows = [attended(900001, "10/10/2021"), attended(900001, "10/10/2022", session=2)]
    store = hub(tmp_path, schools, rows, [link(900002, "Predecessor", 900001)])
    hold_back(store, 900002, "Asked", by="alex")
    assert ask(store)["urn"].tolist() == [900002]
    assert ask(store, period="autumn")["urn"].tolist() == [900001]
    before = queries.run("held_back_schools", filters("2021/22"), store.read(), {"today": TODAY}).frame
    assert before["urn"].tolist() == [900001]

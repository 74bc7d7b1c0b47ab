"""The schools taking part in an activity."""

from pathlib import Path
from typing import Any

import pandas as pd

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, link, school
from tests.builders.attendance import course


def activity_id(store: Store) -> str:
    return str(queries.run("activity_list", filters(), store.read()).frame["activity_id"].iloc[0])


def taking_part(store: Store, **chosen: Any) -> pd.DataFrame:
    answer = queries.run("activity_schools", filters(**chosen), store.read(), {"activity_id": activity_id(store)})
    return answer.frame


def test_each_school_has_its_people_and_its_rate(tmp_path: Path) -> None:
    rows = [
        *course(900001, {"ada": "xxxx", "bob": "x---"}),
        *course(900002, {"cy": "---a"}),
        *course(900003, {"visitor": "x"}),
    ]
    store = hub(tmp_path, [school(900001), school(900002, la="344"), school(900003, la="999")], rows)
    frame = taking_part(store)
    columns = ["urn", "counts_for_hub", "signed_up", "came", "stayed", "share_attended"]
    assert frame[columns].to_numpy().tolist() == [
        [900001, True, 2, 2, 1, 5 / 8],
        [900002, True, 1, 0, 0, 0.0],
        [900003, False, 1, 1, 0, 1.0],
    ]


def test_a_school_that_became_an_academy_is_one_school(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-12-2022"), school(900002, opened="01-01-2023")],
        [attended(900001, "10/10/2022"), attended(900002, "10/02/2023", session=2)],
        [link(900001, "Successor", 900002)],
    )
    frame = taking_part(store)
    assert frame[["urn", "signed_up", "stayed"]].to_numpy().tolist() == [[900002, 1, 1]]


def test_an_independent_school_counts_only_when_asked_for(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "x"}), *course(900002, {"bob": "x"})]
    store = hub(tmp_path, [school(900001), school(900002, group="Independent schools")], rows)
    assert taking_part(store)["counts_for_hub"].tolist() == [True, False]
    assert taking_part(store, independent=True)["counts_for_hub"].tolist() == [True, True]


def test_no_row_and_no_column_is_of_a_single_person(tmp_path: Path) -> None:
    frame = taking_part(hub(tmp_path, [school(900001)], course(900001, {"ada": "x"})))
    assert not [column for column in frame.columns if "attendee" in column or "person" in column]


def test_a_school_is_the_one_that_it_was_at_the_end_of_the_period(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022"), attended(900002, "10/02/2023", session=2)]
    schools = [school(900001, closed="31-12-2022"), school(900002, opened="01-01-2023")]
    store = hub(tmp_path, schools, rows, [link(900001, "Successor", 900002)])
    columns = ["urn", "counts_for_hub"]
    assert taking_part(store, period="autumn")[columns].to_numpy().tolist() == [[900001, True]]
    assert taking_part(store, period="spring")[columns].to_numpy().tolist() == [[900002, True]]


def test_only_sessions_held_are_stayed_for(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx"}), *course(900001, {"ada": "..bb"})]
    assert taking_part(hub(tmp_path, [school(900001)], rows))["stayed"].tolist() == [1]

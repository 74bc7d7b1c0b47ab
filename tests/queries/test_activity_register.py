"""An activity's register in numbers."""

from pathlib import Path

import pandas as pd

from reach import queries
from reach.store import Store
from tests.builders import filters, hub, imported, school, table
from tests.builders.attendance import course, one_course


def activity_id(store: Store) -> str:
    return str(queries.run("activity_list", filters(), store.read()).frame["activity_id"].iloc[0])


def register(store: Store) -> pd.DataFrame:
    answer = queries.run("activity_register", filters(), store.read(), {"activity_id": activity_id(store)})
    return answer.frame


def test_each_session_has_its_marks_its_rate_and_who_is_still_there(tmp_path: Path) -> None:
    frame = register(one_course(tmp_path, {"ada": "xx", "bob": "x-", "cy": "-a", "di": ".b"}))
    columns = ["attended", "absent", "apologies", "booked", "share_attended", "still_there", "share_still_there"]
    assert frame[columns].to_numpy().tolist() == [[2, 1, 0, 0, 2 / 3, 2, 1.0], [1, 1, 1, 1, 1 / 3, 1, 0.5]]


def test_a_session_still_to_come_is_only_booked(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xb"}), *course(900001, {"ada": "..b"})]
    rows[-1]["Session date"] = "10/10/2030"
    frame = register(hub(tmp_path, [school(900001)], rows))
    assert frame["state"].tolist() == ["held", "not_marked", "to_come"]
    assert frame["booked"].tolist() == [0, 1, 1]
    assert frame["still_there"].isna().tolist() == [False, True, True]


def test_everybody_counts_visitors_too(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "x"}), *course(900002, {"visitor": "x"})]
    assert register(hub(tmp_path, [school(900001), school(900002, la="999")], rows))["attended"].tolist() == [2]


def test_a_session_at_which_only_pupils_were_counted_says_so_and_loses_nobody(tmp_path: Path) -> None:
    store = one_course(tmp_path, {"ada": "x"})
    counts = {"Activity": "Group 1", "Programme": "MNRKS1", "Session date": "11/10/2022", "Session": 1}
    imported(store, table([counts | {"School": "", "URN": 900001, "Postcode": "", "Pupils": 30}], "pupils.csv"))
    frame = register(store)
    assert frame["state"].tolist() == ["held", "pupils_counted"]
    assert frame["still_there"].tolist()[0] == 1 and frame["pupils"].tolist()[1] == 30

"""Teachers reached."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, school


def people(store: Store, **chosen: Any) -> int:
    return int(queries.run("people_total", filters(**chosen), store.read()).frame["people"].iloc[0])


def test_a_person_counts_once_however_often_they_came(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001), school(900002, la="999")],
        [
            attended(900001, "10/10/2022"),
            attended(900001, "11/10/2022", session=2, Email="ADA@school.example "),
            attended(900001, "11/10/2022", programme="LEAD", activity="L"),
            attended(900001, "11/10/2022", person="bob", attendance="Absent", session=2),
            attended(900002, "11/10/2022", person="visitor", session=2),
        ],
    )
    assert people(store) == 1
    assert people(store, period="spring") == 0
    assert people(store, phases=["secondary"]) == 0
    assert people(store, strands=["leadership"]) == 1

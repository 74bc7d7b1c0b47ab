"""The schools behind programmes."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school


def test_who_was_on_a_register_is_listed_with_the_rung(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2022"),
        attended(900002, "10/10/2022", person="bob", attendance="Absent"),
        attended(900003, "10/10/2021", person="cy"),
    ]
    store = hub(tmp_path, [school(900001), school(900002), school(900003)], rows)
    frame = queries.run("programme_schools", filters(), store.read()).frame
    assert frame[["urn", "rung", "is_reached", "people"]].to_numpy().tolist() == [
        [900001, "attended", True, 1],
        [900002, "signed_up", False, 0],
    ]

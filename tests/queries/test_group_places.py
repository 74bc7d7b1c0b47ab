"""How a programme's groups are filled."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school
from tests.builders.places import with_places


def test_a_group_is_full_filling_or_under_filled(tmp_path: Path) -> None:
    people = ["ada", "bea", "cy"]
    rows = [
        attended(900001, "10/10/2022", person=name, activity=group) for group in ("A", "B", "C", "D") for name in people
    ]
    store = with_places(hub(tmp_path, [school(900001)], rows), ("A", 3), ("B", 5), ("C", 6), ("E", 8))
    frame = queries.run("group_places", filters(), store.read(), {"programme_code": "MNRKS1"}).frame
    assert frame[["activity", "signed_up", "places", "group_state"]].to_numpy().tolist() == [
        ["E", 0, 8, "under-filled"],
        ["C", 3, 6, "under-filled"],
        ["B", 3, 5, "filling"],
        ["A", 3, 3, "full"],
    ]


def test_a_group_belongs_to_the_terms_of_its_sessions(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022"), attended(900001, "10/02/2023", session=2, person="bea")]
    store = with_places(hub(tmp_path, [school(900001)], rows), ("Group 1", 10))

    def signed_up(period: str) -> list[int]:
        chosen = {"programme_code": "MNRKS1"}
        return queries.run("group_places", filters(period=period), store.read(), chosen).frame["signed_up"].tolist()

    assert (signed_up("year"), signed_up("autumn"), signed_up("spring"), signed_up("summer")) == ([2], [1], [1], [])

"""The schools that a journey is for."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school

JOURNEY = {"journey": "Primary Teaching for Mastery"}


def test_a_school_has_its_place_its_move_and_its_path(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2020", programme="PTFM-R", activity="A"),
        attended(900001, "10/10/2022", programme="PTFM-D", activity="B"),
        attended(900001, "10/10/2023", programme="PTFM-E", activity="C"),
    ]
    store = hub(tmp_path, [school(900001), school(900002)], rows)
    frame = queries.run("journey_schools", filters(), store.read(), JOURNEY).frame
    columns = ["urn", "place", "place_before", "move", "path"]
    assert frame[columns].astype(object).where(frame[columns].notna(), None).to_numpy().tolist() == [
        [900001, "Development", "Not on it", "came back", "2020/21 Readiness, 2022/23 Development"],
        [900002, "Not yet", "Not on it", None, ""],
    ]

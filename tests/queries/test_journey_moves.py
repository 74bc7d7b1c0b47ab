"""What became of the schools on a journey."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school
from tests.rows import rows_of

JOURNEY = {"journey": "Primary Teaching for Mastery"}
YEARS = {"21": "10/10/2021", "22": "10/10/2022", "20": "10/10/2020"}


def test_each_school_made_one_move(tmp_path: Path) -> None:
    paths = {
        900001: {"21": "PTFM-R", "22": "PTFM-D"},
        900002: {"21": "PTFM-D", "22": "PTFM-D"},
        900003: {"21": "PTFM-E", "22": "PTFM-D"},
        900004: {"21": "PTFM-R"},
        900005: {"22": "PTFM-R"},
        900006: {"20": "PTFM-R", "22": "PTFM-D"},
        900007: {"20": "PTFM-R"},
        900008: {},
    }
    rows = [
        attended(urn, YEARS[year], programme=programme, activity=f"{urn}")
        for urn, path in paths.items()
        for year, programme in path.items()
    ]
    store = hub(tmp_path, [school(urn) for urn in paths], rows)
    frame = queries.run("journey_moves", filters(), store.read(), JOURNEY).frame
    made = {(row.place_before, row.move): row.schools_that_moved for row in rows_of(frame) if row.schools_that_moved}
    assert made == {
        ("Readiness", "moved on"): 1,
        ("Readiness", "left"): 1,
        ("Development", "stayed there"): 1,
        ("Embedding", "moved back"): 1,
        ("Not on it", "joined"): 1,
        ("Not on it", "came back"): 1,
    }
    assert len(frame) == 4 * 4 + 2

"""Where the schools are."""

from pathlib import Path

import pandas as pd

from reach import queries
from reach.ingest import hold_back
from reach.store import Store
from tests.builders import attended, filters, hub, school
from tests.rows import values_of


def test_a_row_says_where_a_school_is_and_how_far_it_has_come(tmp_path: Path) -> None:
    schools = [
        school(900001, Easting="351234", Northing="381234", Town="RADIAN"),
        school(900002, Easting="0", Northing="0", Town="Radian"),
        school(900003, Easting="", Northing="", Town=""),
    ]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2022")])
    hold_back(store, 900002, "Trial", by="test")
    frame = queries.run("map_schools", filters(), store.read()).frame.set_index("urn")
    columns = ["town", "rung", "is_reached", "standing", "held_back"]
    assert values_of(frame, 900001, columns) == ["Radian", "attended", True, "new", ""]
    assert values_of(frame, 900001, ["easting", "northing"]) == [351234, 381234]
    assert values_of(frame, 900002, columns) == ["Radian", "not_reached", False, "never", "Trial"]
    assert frame.loc[[900002, 900003], ["easting", "northing"]].isna().to_numpy().all()
    assert frame.loc[900003, "town"] == "Town not known"


def test_it_has_the_schools_of_the_list_in_every_view(store_and_year: tuple[Store, str]) -> None:
    store, year = store_and_year
    for chosen in ({}, {"phases": ["secondary"]}, {"la_codes": ["344"], "independent": True}, {"period": "spring"}):
        view, version = filters(year, **chosen), store.read()
        shared = ["urn", "name", "la_code", "rung", "is_reached", "standing", "held_back"]
        found, listed = (queries.run(name, view, version).frame[shared] for name in ("map_schools", "school_list"))
        pd.testing.assert_frame_equal(found, listed)

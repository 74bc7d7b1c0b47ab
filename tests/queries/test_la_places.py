"""Where the schools of the local authorities are."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school


def test_open_schools_with_coordinates_are_given_whatever_is_chosen(tmp_path: Path) -> None:
    schools = [
        school(900001),
        school(900002, phase="Secondary", la="344"),
        school(900003, closed="31-08-2020"),
        school(900004, Easting="0", Northing="0"),
        school(900005, la="999"),
    ]
    store = hub(tmp_path, schools)
    for view in (filters(), filters("2015/16", la_codes=["876"], phases=["primary"])):
        frame = queries.run("la_places", view, store.read()).frame
        assert frame["urn"].tolist() == [900001, 900002]
        assert frame["easting"].tolist() == [350000, 350000]

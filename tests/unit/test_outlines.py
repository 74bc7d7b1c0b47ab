"""Outlines for maps: loaded ones as they are, approximate ones around the schools."""

import pandas as pd
import shapely
from shapely.geometry import Point, Polygon

from reach.outlines import Outline, approximate_outlines, clearings, loaded_outlines


def places(*rows: tuple[str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["la_code", "easting", "northing"])
    return frame.assign(la_name="LA " + frame["la_code"])


def area_of(outline: Outline) -> shapely.Geometry:
    return shapely.union_all([Polygon(list(zip(*ring, strict=True))) for ring in outline.rings])


def test_approximate_areas_hold_their_schools_and_do_not_overlap() -> None:
    schools = places(("1", 0, 0), ("1", 2000, 500), ("2", 6000, 0), ("2", 9000, 4000), ("2", 40000, 0))
    one, two = approximate_outlines(schools)
    assert one.is_approximate and (one.la_code, two.la_name) == ("1", "LA 2")
    for la_code, easting, northing in schools[["la_code", "easting", "northing"]].to_numpy():
        assert area_of(one).buffer(70).contains(Point(easting, northing)) == (la_code == "1")
    assert area_of(one).intersection(area_of(two)).area < 0.01 * area_of(one).area
    assert len(two.rings) == 2
    assert area_of(one).contains(Point(one.middle))


def test_one_school_two_schools_at_one_place_and_none_make_areas_too() -> None:
    (alone,) = approximate_outlines(places(("1", 350000, 380000)))
    assert area_of(alone).contains(Point(350000, 380000))
    assert len(approximate_outlines(places(("1", 350000, 380000), ("2", 350000, 380000)))) == 1
    assert len(approximate_outlines(places(("1", 350000, 380000), ("2", 352000, 380000)))) == 2
    assert approximate_outlines(places()) == []


def test_a_loaded_outline_keeps_its_rings_and_its_name_keeps_clear_of_schools() -> None:
    square, hole = ([0, 9000, 9000, 0, 0], [0, 0, 9000, 9000, 0]), ([1000, 1000, 2000, 2000, 1000], [1000, 2000] * 2)
    hole = (hole[0], [1000, 2000, 2000, 1000, 1000])
    rings = pd.DataFrame(
        [("1", "One", eastings, northings) for eastings, northings in (square, hole)],
        columns=["la_code", "la_name", "eastings", "northings"],
    )
    (outline,) = loaded_outlines(rings)
    assert not outline.is_approximate
    assert [list(map(int, ring[0])) for ring in outline.rings] == [square[0], hole[0]]
    clearing = clearings([outline], places(("1", 4500, 4500)))["1"]
    assert Point(clearing).distance(Point(4500, 4500)) > 500

"""How many of the ten nearest schools are reached, hexagon by hexagon."""

from pathlib import Path

import pytest

from reach import queries
from reach.ingest import hold_back
from reach.store import Store
from tests.builders import attended, filters, hub, school
from tests.builders.places import cluster


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Twelve schools at Here, all but one reached; twelve at There, 40 km away, one of them reached."""
    schools = cluster(900100, 12, 350000, "Here") + cluster(900200, 12, 390000, "There")
    reached = [900101 + n for n in range(11)] + [900200]
    return hub(tmp_path, schools, [attended(urn, "10/10/2022", person=f"p{urn}") for urn in reached])


def test_a_cold_spot_is_where_so_few_of_ten_are_hardly_chance(store: Store) -> None:
    frame = queries.run("cold_spots", filters(), store.read()).frame.set_index("hexagon")
    assert set(frame["schools"]) == {10} and frame["can_be_cold"].all()
    there = frame[frame.index.str.startswith("There")]
    here = frame[frame.index.str.startswith("Here")]
    assert there["is_cold"].all() and set(there["reached"]) <= {0, 1}
    assert not here["is_cold"].any() and set(here["reached"]) <= {9, 10}
    assert frame["schools_inside"].sum() == 24
    assert (frame["share_overall"] == 0.5).all()
    # Of ten tosses of a coin, none is heads in 1 of 1,024 cases, none or one in 11.
    for reached, share in there[["reached", "share_by_chance"]].itertuples(index=False, name=None):
        assert share == pytest.approx((1 + 10 * reached) / 1024)


def test_schools_held_back_are_left_out_and_so_is_a_place_that_has_only_such(store: Store) -> None:
    for urn in range(900201, 900212):
        hold_back(store, urn, "Trial", by="test")
    frame = queries.run("cold_spots", filters(), store.read()).frame
    assert frame["schools_inside"].sum() == 13
    hold_back(store, 900200, "Trial", by="test")
    frame = queries.run("cold_spots", filters(), store.read()).frame
    assert not frame["hexagon"].str.startswith("There").any() and not frame["is_cold"].any()


def test_fewer_than_ten_schools_are_no_cold_spot(tmp_path: Path) -> None:
    schools = cluster(900100, 9, 350000, "Here")
    store = hub(tmp_path, schools, [attended(900100, "10/10/2022")])
    frame = queries.run("cold_spots", filters(), store.read()).frame
    assert set(frame["schools"]) == {9} and not frame["is_cold"].any() and not frame["can_be_cold"].any()


def test_schools_without_coordinates_are_in_no_hexagon(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, Easting="", Northing="")], [attended(900001, "10/10/2022")])
    assert queries.run("cold_spots", filters(), store.read()).frame.empty

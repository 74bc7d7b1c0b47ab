"""The schools that a hexagon is judged by."""

from pathlib import Path

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub
from tests.builders.places import cluster


def test_the_ten_nearest_are_those_that_the_cold_spot_counts(store_and_year: tuple[Store, str]) -> None:
    store, year = store_and_year
    for chosen in ({}, {"phases": ["post-16"], "counted_as": "completed"}, {"la_codes": ["876"]}):
        view, version = filters(year, **chosen), store.read()
        hexagons = queries.run("cold_spots", view, version).frame.set_index("hexagon")
        schools = queries.run("cold_spot_schools", view, version).frame.groupby("hexagon")
        assert hexagons.index.is_unique
        assert schools.size().to_dict() == hexagons["schools"].to_dict()
        assert schools["is_reached"].sum().to_dict() == hexagons["reached"].to_dict()
        assert schools["distance_km"].max().to_dict() == hexagons["furthest_km"].to_dict()


def test_a_row_says_how_far_the_school_is_from_the_middle(tmp_path: Path) -> None:
    store = hub(tmp_path, cluster(900100, 2, 348000, "Here"), [attended(900100, "10/10/2022")])
    frame = queries.run("cold_spot_schools", filters(), store.read()).frame
    assert set(frame["urn"]) == {900100, 900101}
    assert frame["distance_km"].is_monotonic_increasing and frame["distance_km"].between(0, 4).all()
    assert frame["hexagon"].str.startswith("Here, around Here School").all()

"""Map."""

import json
from pathlib import Path

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, imported, school
from tests.builders.boundaries import area, geojson
from tests.pages.conftest import Opener, chart_titles, charts


def test_schools_are_told_apart_by_standing_or_by_how_far_they_have_come(
    open_page: Opener, demonstration: Store
) -> None:
    frame = queries.run("map_schools", filters("2024/25"), demonstration.read()).frame.dropna(subset=["easting"])
    for label, by, words in (
        ("Status", "standing", "status"),
        ("How far they have come", "rung", "how far they have come"),
    ):
        app = open_page("map", demonstration, year="2024/25", marks=label)
        assert chart_titles(app) == [
            f"Schools by {words}, 2024/25",
            "Reach by area, 2024/25",
            "Cold spots: how many of the ten nearest schools are reached, 2024/25",
        ]
        marks = [trace for trace in json.loads(charts(app)[0].spec)["data"] if trace["mode"] == "markers"]
        assert sorted(len(trace["customdata"]) for trace in marks) == sorted(frame[by].value_counts())


def test_without_a_lasso_schools_are_listed_by_local_authority_and_town(
    open_page: Opener, demonstration: Store
) -> None:
    frame = queries.run("map_schools", filters("2024/25"), demonstration.read()).frame
    town = frame["town"].iloc[0]
    app = open_page("map", demonstration, year="2024/25")
    app.segmented_control(key="open_schools").set_value("schools").run()
    app.selectbox(key="schools_town").set_value(town).run()
    assert not app.exception
    assert app.dataframe[0].value["URN"].tolist() == frame.loc[frame["town"] == town, "urn"].astype(str).tolist()


def test_what_is_lassoed_is_listed_until_it_is_let_go(open_page: Opener, demonstration: Store) -> None:
    urns = queries.run("map_schools", filters("2024/25"), demonstration.read()).frame["urn"].tolist()[:7]
    app = open_page("map", demonstration, year="2024/25")
    app.session_state["picked_schools"] = urns
    app.session_state["open_schools"] = "schools"
    app.run()
    assert not app.exception
    assert sorted(app.dataframe[0].value["URN"]) == sorted(map(str, urns))
    assert any("of 7 schools reached" in each.value for each in app.markdown)
    next(button for button in app.button if button.label == "Clear selection").click().run()
    assert len(app.dataframe[0].value) > 7


def test_the_schools_behind_a_hexagon_are_its_ten_nearest(open_page: Opener, demonstration: Store) -> None:
    hexagon = queries.run("cold_spots", filters("2024/25"), demonstration.read()).frame.iloc[0]
    app = open_page("map", demonstration, year="2024/25")
    app.segmented_control(key="open_cold").set_value("schools").run()
    app.selectbox(key="cold_hexagon").set_value(hexagon["hexagon"]).run()
    said = next(each.value for each in app.markdown if "of 10 schools reached" in each.value)
    assert f"{hexagon['reached']} of 10 schools reached" in said


def test_areas_are_said_to_be_approximate_until_outlines_are_loaded(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002, la="344")], [attended(900001, "10/10/2022")])
    app = open_page("map", store, year="2022/23")
    assert any("Areas are approximate" in each.value for each in app.info)
    imported(store, geojson(area(), name="ons.geojson"))
    app = open_page("map", store, year="2022/23")
    assert not any("Areas are approximate" in each.value for each in app.info)
    said = next(each.value for each in app.caption if "Outlines: ons.geojson" in each.value)
    assert "Approximate, as none is loaded: Cheshire East, Cheshire West and Chester and Wirral." in said


def test_schools_without_coordinates_are_counted_and_listed(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002, Easting="0")], [attended(900001, "10/10/2022")])
    app = open_page("map", store, year="2022/23")
    assert any("1 school without coordinates is not on the map" in each.value for each in app.markdown)
    assert [each.label for each in app.expander] == ["Schools without coordinates (1)"]
    app.session_state["unplaced"] = True
    app.run()
    assert app.dataframe[0].value["URN"].tolist() == ["900002"]


def test_a_hub_without_any_coordinates_has_words_in_place_of_maps(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, Easting="", Northing="")], [attended(900001, "10/10/2022")])
    app = open_page("map", store, year="2022/23")
    assert not charts(app)
    assert any("No school with coordinates fits these filters" in each.value for each in app.markdown)


def test_streets_are_only_loaded_when_they_are_asked_for(open_page: Opener, demonstration: Store) -> None:
    app = open_page("map", demonstration, year="2024/25")
    assert "scattermap" not in charts(app)[0].spec
    app.toggle(key="streets").set_value(True).run()
    assert not app.exception
    assert "open-street-map" in charts(app)[0].spec
    assert any("openstreetmap.org, which sees your internet address" in each.value for each in app.caption)

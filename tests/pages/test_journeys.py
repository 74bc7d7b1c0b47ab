"""Journeys."""

from pathlib import Path

import pytest

from reach import queries
from reach.store import Store
from tests.builders import SETTINGS, attended, filters, hub, school
from tests.pages.conftest import Opener, chart_titles


def test_the_bars_are_the_querys_counts(open_page: Opener, demonstration: Store) -> None:
    app = open_page("journeys", demonstration, year="2024/25", journey="Secondary Teaching for Mastery")
    journey = "Secondary Teaching for Mastery"
    assert chart_titles(app) == [
        f"{journey}: stages by local authority, 2024/25",
        f"{journey}: schools at each stage, year by year to 2024/25",
        f"{journey}: stages by phase, 2024/25",
        f"{journey}: from 2023/24 to 2024/25: moved on, stayed, left",
    ]
    said = [each.value for each in app.markdown]
    chosen = {"journey": journey, "breakdown": "la"}
    frame = queries.run("journey_by_group", filters("2024/25"), demonstration.read(), chosen).frame
    halton = frame[frame["group_name"] == "Halton"].set_index("place")
    sentence = next(each for each in said if "Halton: of " in each)
    assert f"Halton: of {halton['schools'].iloc[0]} schools" in sentence
    assert f"{halton['schools_at_place']['Development']} at Development" in sentence


def test_behind_a_place_stand_as_many_schools_as_it_says(open_page: Opener, demonstration: Store) -> None:
    app = open_page("journeys", demonstration, year="2024/25")
    app.segmented_control(key="open_by_la").set_value("schools").run()
    app.selectbox(key="by_la_la_code").set_value("876").run()
    app.selectbox(key="by_la_place").set_value("Sustaining").run()
    chosen = {"journey": "Primary Teaching for Mastery", "breakdown": "la"}
    frame = queries.run("journey_by_group", filters("2024/25"), demonstration.read(), chosen).frame
    count = frame.set_index(["group_code", "place"])["schools_at_place"]["876", "Sustaining"]
    assert count > 0 and len(app.dataframe[0].value) == count


def test_paths_are_shown_when_asked_for_and_can_be_searched(open_page: Opener, tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022", programme="PTFM-R"), attended(900002, "10/10/2022", programme="PTFM-D")]
    app = open_page("journeys", hub(tmp_path, [school(900001), school(900002)], rows), year="2022/23")
    assert not app.dataframe
    app.toggle(key="paths").set_value(True).run()
    assert len(app.dataframe[0].value) == 2
    app.text_input(key="path_search").set_value("development").run()
    assert app.dataframe[0].value["URN"].tolist() == ["900002"]


def test_registers_that_name_no_stage_say_how_to_give_them(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022", programme="PTFM")])
    app = open_page("journeys", store, year="2022/23")
    assert "Registers of 2022/23 name Primary Teaching for Mastery without its stages" in app.info[0].value
    assert "PTFM-R (Readiness), PTFM-D (Development)" in app.info[0].value and not chart_titles(app)
    app.segmented_control(key="journey").set_value("Secondary Teaching for Mastery").run()
    assert app.info[0].value.startswith("None of the chosen schools has come to a stage of Secondary Teaching")
    assert not chart_titles(app)


def test_years_with_stages_are_shown_beside_one_without(open_page: Opener, tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2021", programme="PTFM-R"),
        attended(900001, "10/10/2022", programme="PTFM", activity="Group 2"),
    ]
    app = open_page("journeys", hub(tmp_path, [school(900001)], rows), year="2022/23")
    assert "without its stages" in app.info[0].value and chart_titles(app)


def test_a_year_with_some_stages_says_that_other_registers_lack_them(open_page: Opener, tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2022", programme="PTFM-R"),
        attended(900002, "10/10/2022", programme="PTFM", activity="Group 2"),
    ]
    app = open_page("journeys", hub(tmp_path, [school(900001), school(900002)], rows), year="2022/23")
    assert app.info[0].value.startswith("Some registers of 2022/23 name Primary Teaching for Mastery without")
    assert "undo these registers" in app.info[0].value and chart_titles(app)


def test_a_hub_without_journeys_sees_how_to_have_one(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    without = SETTINGS.model_copy(
        update={"programmes": tuple(each for each in SETTINGS.programmes if each.journey is None)}
    )
    monkeypatch.setattr("reach.store.load_settings", lambda: without)
    app = open_page("journeys", store, year="2022/23")
    assert "No programme is a stage of a journey yet" in app.info[0].value

"""Targets."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reach import queries
from reach.ingest import Scope, set_target, withdraw_target
from reach.store import Store
from tests.builders import SETTINGS, attended, filters, hub, school
from tests.pages.conftest import Opener, chart_titles, charts


def said(app: AppTest) -> str:
    return " ".join(each.value for each in app.markdown)


def test_bars_marks_and_what_is_needed_are_those_of_the_query(open_page: Opener, demonstration: Store) -> None:
    frame = queries.run("targets_and_reach", filters("2025/26"), demonstration.read()).frame
    app = open_page("targets", demonstration, year="2025/26")
    assert chart_titles(app) == [
        "Will we make it? Each target of 2025/26",
        "Targets and reach, 2025/26 so far",
        "Whole hub: week by week, 2025/26 so far and earlier years",
    ]
    bars = json.loads(charts(app)[1].spec)["data"][0]
    assert [mark[0] for mark in bars["customdata"]] == frame["target"].tolist()
    assert bars["y"][0] == f"Whole hub<br><b>{frame.iloc[0]['still_needed']} to go</b>"


def test_the_schools_behind_a_target_begin_with_those_still_to_reach(open_page: Opener, demonstration: Store) -> None:
    row = queries.run("targets_and_reach", filters("2025/26"), demonstration.read()).frame.iloc[2]
    app = open_page("targets", demonstration, year="2025/26", period="Spring term")
    app.segmented_control(key="open_targets").set_value("schools").run()
    app.selectbox(key="targets_target").set_value(row["target"]).run()
    assert len(app.dataframe[0].value) == row["schools"] - row["reached"]


def test_an_earlier_week_can_be_looked_back_to(open_page: Opener, demonstration: Store) -> None:
    app = open_page("targets", demonstration, year="2025/26", week="20", target="Primary")
    assert "By week 20 the 4 earlier years had reached" in said(app)
    assert "Tried in the same week of 2023/24 and 2024/25" in said(app)
    assert app.selectbox(key="target").value == "Primary" and app.slider(key="week").value == 20


def test_a_short_history_is_owned_up_to(open_page: Opener, demonstration: Store) -> None:
    app = open_page("targets", demonstration, year="2022/23")
    assert "5 met and 4 missed" in said(app) and "Tried in" not in said(app)
    app = open_page("targets", demonstration, year="2022/23", week="20")
    assert "A projection needs two earlier years" in said(app)


def test_targets_are_set_changed_and_withdrawn(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page("targets", store, year="2022/23")
    assert "No target is set for what is chosen in 2022/23" in [each.value for each in app.header]
    app.session_state["setting"] = True
    app.run()
    app.number_input(key="target_amount").set_value(60)
    next(each for each in app.button if each.label == "Set target").click().run()
    assert "No source was given" in app.error[0].value
    app.text_input(key="target_source").set_value("Plan")
    next(each for each in app.button if each.label == "Set target").click().run()
    assert not app.exception and app.success[0].value == "The target was set."
    assert "The one target is met." in said(app)
    app.selectbox(key="withdrawn_target").set_value("Whole hub").run()
    app.button(key="withdraw_target").click().run()
    assert not app.exception and app.success[0].value == "“Whole hub” was withdrawn."
    assert store.read().rows("select count(*) from all_targets") == [(0,)]


@pytest.fixture
def of_renamed_strands(tmp_path: Path) -> Store:
    """A store with three targets, two of them for what is called otherwise in hub.toml since."""
    strands = tuple(
        strand.model_copy(update={"code": "old"}) if strand.code == "cpd" else strand for strand in SETTINGS.strands
    )
    programmes = (
        SETTINGS.programmes[0].model_copy(update={"code": "OLD", "strand": "leadership"}),
        *(programme for programme in SETTINGS.programmes if programme.code == "ENR"),
    )
    earlier = SETTINGS.model_copy(update={"strands": strands, "programmes": programmes, "targets": ()})
    store = hub(tmp_path, [school(900001), school(900002, la="344")], [attended(900001, "10/10/2022", programme="ENR")])
    for scope in (
        {"strand": "old"},
        {"programme": "OLD"},
        {"phase": "primary"},
    ):
        set_target(Store(tmp_path, earlier), Scope("2022/23", **scope), share=0.5, source="Plan", by="test")
    return store


def test_targets_that_hub_toml_does_not_know_are_named(open_page: Opener, of_renamed_strands: Store) -> None:
    app = open_page("targets", of_renamed_strands, year="2022/23")
    assert "2 targets of 2022/23 count nowhere" in app.warning[0].value
    assert "programme “OLD” and strand “old”" in app.warning[0].value
    assert [mark[0] for mark in json.loads(charts(app)[0].spec)["data"][0]["customdata"]] == ["Primary"]
    app = open_page("targets", of_renamed_strands, year="2022/23", la="Wirral")
    assert "1 target of this year is for other local authorities" in said(app)
    assert not open_page("targets", of_renamed_strands, year="2023/24").warning


def test_targets_that_hub_toml_does_not_know_can_be_withdrawn(open_page: Opener, of_renamed_strands: Store) -> None:
    app = open_page("targets", of_renamed_strands, year="2022/23")
    app.session_state["setting"] = True
    app.run()
    for name in ("Strand: old", "Programme: OLD"):
        app.selectbox(key="withdrawn_target").set_value(name).run()
        app.button(key="withdraw_target").click().run()
        assert not app.exception and app.success[0].value == f"“{name}” was withdrawn."
    assert not app.warning


def test_no_strand_is_said_to_have_no_target_where_one_is_not_known(
    open_page: Opener, of_renamed_strands: Store
) -> None:
    app = open_page("strands", of_renamed_strands, year="2022/23")
    assert "2 targets of 2022/23 count nowhere" in app.warning[0].value and "No target of its own" not in said(app)
    for scope in (Scope("2022/23", strand="old"), Scope("2022/23", programme="OLD")):
        withdraw_target(of_renamed_strands, scope, by="test")
    app = open_page("strands", of_renamed_strands, year="2022/23")
    assert not app.warning and said(app).count("No target of its own") == len(SETTINGS.strands)


def test_where_targets_are_for_other_parts_the_page_says_so(open_page: Opener, demonstration: Store) -> None:
    app = open_page("targets", demonstration, year="2025/26", phase="Post-16", la="Wirral")
    assert "targets of this year are for other local authorities" in said(app)

"""Targets."""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, school
from tests.pages.conftest import Opener, chart_titles, charts


def said(app: AppTest) -> str:
    return " ".join(each.value for each in app.markdown)


def test_bars_marks_and_what_is_needed_are_those_of_the_query(open_page: Opener, demonstration: Store) -> None:
    frame = queries.run("targets_and_reach", filters("2025/26"), demonstration.read()).frame
    app = open_page("targets", demonstration, year="2025/26")
    assert chart_titles(app) == [
        "Targets and reach, 2025/26",
        "Whole hub: week by week, 2025/26 and earlier years",
        "Will we make it? Each target of 2025/26",
    ]
    bars = json.loads(charts(app)[0].spec)["data"][0]
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
    assert "By week 20 the 4 earlier years stood at" in said(app)
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
    assert "No target is set for what is chosen in 2022/23" in [each.value for each in app.subheader]
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


def test_where_targets_are_for_other_parts_the_page_says_so(open_page: Opener, demonstration: Store) -> None:
    app = open_page("targets", demonstration, year="2025/26", phase="Post-16", la="Wirral")
    assert "targets of this year are for other local authorities" in said(app)

"""Attendance."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from reach import queries
from reach.exhibits.attendance import BREAKDOWNS
from reach.exhibits.broken_down import with_known_columns
from reach.store import Store
from reach.ui.escape import escape
from tests.builders import attended, filters, hub, imported, register, school
from tests.builders.attendance import course, one_course, with_activities
from tests.pages.conftest import Opener, chart_titles, charts, texts


def titles(app: AppTest) -> list[str]:
    return [each.value for each in app.header]


def test_the_figures_at_the_top_are_those_of_the_query(open_page: Opener, demonstration: Store) -> None:
    app = open_page("attendance", demonstration, year="2024/25")
    total = queries.run("attendance_total", filters("2024/25"), demonstration.read()).frame.iloc[0]
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown == {
        "Attendance rate": f"{100 * total['share_attended']:.1f}%",
        "Came, of those signed up": f"{100 * total['share_came']:.1f}%",
        "Came to 75%": f"{100 * total['share_stayed']:.1f}%",
        "No-shows": f"{100 * total['share_no_shows']:.1f}%",
    }


def answer(store: Store, breakdown: str) -> pd.DataFrame:
    result = queries.run("attendance_by_group", filters("2024/25"), store.read(), {"breakdown": breakdown})
    return with_known_columns(result, breakdown).frame


@pytest.mark.parametrize("breakdown", BREAKDOWNS)
def test_it_is_broken_down_by_what_is_chosen_and_the_address_knows(
    open_page: Opener, demonstration: Store, breakdown: str
) -> None:
    words = BREAKDOWNS[breakdown].words
    app = open_page("attendance", demonstration, year="2024/25", by=words.capitalize())
    frame = answer(demonstration, breakdown)
    bars = json.loads(charts(app)[0].spec)["data"][0]
    assert f"Attendance rate by {words}, 2024/25" in titles(app)
    assert [mark[0] for mark in bars["customdata"]] == frame[BREAKDOWNS[breakdown].by].tolist()
    assert all(
        f"{attended:,} of {expected:,}" in text
        for attended, expected, text in zip(frame["times_attended"], frame["times_expected"], bars["text"], strict=True)
    )


@pytest.mark.parametrize("breakdown", BREAKDOWNS)
def test_the_schools_behind_each_bar_can_be_shown(open_page: Opener, demonstration: Store, breakdown: str) -> None:
    broken = BREAKDOWNS[breakdown]
    app = open_page("attendance", demonstration, year="2024/25", by=broken.words.capitalize())
    frame = answer(demonstration, breakdown)
    app.segmented_control(key=f"open_outcomes_by_{breakdown}").set_value("schools").run()
    app.selectbox(key=f"outcomes_by_{breakdown}_{broken.by}").set_value(frame[broken.by].iloc[0]).run()
    assert not app.exception
    rows = app.dataframe[0].value
    assert rows["No-shows"].astype(int).sum() == frame["no_shows"].iloc[0]
    assert rows["People signed up"].astype(int).sum() == frame["signed_up"].iloc[0]


def test_every_chart_has_a_sentence_for_those_who_do_not_see_it(open_page: Opener, demonstration: Store) -> None:
    app = open_page("attendance", demonstration)
    said = " ".join(texts(app))
    assert chart_titles(app) == [
        "Attendance rate by programme, 2025/26 so far",
        "No-shows and apologies by programme, 2025/26 so far",
        "Teachers with at least 5 hours by programme, 2025/26 so far",
        "Signed up, came, came to 75% of sessions, 2025/26 so far",
        "Still there, from the first session to the last, 2025/26 so far",
    ]
    for chart in charts(app):
        assert escape(chart.alt.partition(". ")[2]) in said


def test_the_limits_of_worry_are_the_users(open_page: Opener, tmp_path: Path) -> None:
    people = {f"s{number}": "xxx" for number in range(6)} | {f"l{number}": "x--" for number in range(6)}
    store = one_course(tmp_path, people)
    app = open_page("attendance", store, year="2022/23")
    assert any("6 of 12 still there" in each.value for each in app.markdown)
    app = open_page("attendance", store, year="2022/23", gone="50%")
    assert any(each.startswith("No activity raises an alarm.") for each in texts(app))


def test_each_activity_to_worry_about_is_a_click_from_its_own_page(open_page: Opener, tmp_path: Path) -> None:
    store = with_activities(one_course(tmp_path, {"ada": "xx"}), {"Places": 20})
    app = open_page("attendance", store, year="2022/23", la="Halton")
    links = [each.proto for each in app.get("page_link")]
    identity = queries.run("activities_to_worry_about", filters(), store.read()).frame["activity_id"][0]
    assert [each.label for each in links] == ["**Group 1**"]
    assert parse_qs(links[0].query_string) == {
        "activity": [identity],
        "year": ["2022/23"],
        "period": ["Whole year"],
        "la": ["Halton"],
        "counted_as": ["Attended"],
    }


def test_many_worries_are_folded_away_after_the_first(open_page: Opener, tmp_path: Path) -> None:
    rows = [row for number in range(12) for row in course(900001, {"ada": "xx"}, activity=f"Group {number}")]
    store = hub(tmp_path, [school(900001)], rows)
    with_activities(store, *({"Activity": f"Group {number}", "Places": 20} for number in range(12)))
    app = open_page("attendance", store, year="2022/23")
    assert len(app.get("page_link")) == 8
    assert [each.label for each in app.expander] == ["4 more activities"]


def test_an_activity_can_be_picked_out_and_opened(open_page: Opener, demonstration: Store) -> None:
    app = open_page("attendance", demonstration, year="2024/25")
    picker = app.selectbox(key="picked_out")
    picker.set_value(picker.options[0]).run()
    drawn = [json.loads(chart.spec)["data"] for chart in charts(app)]
    (lines,) = [[line["name"] for line in lines] for lines in drawn if lines[0]["name"] == "Each activity"]
    assert lines == ["Each activity", "All activities", picker.options[0]]
    assert "Go to its page" in [each.proto.label for each in app.get("page_link")]


def test_markup_in_an_activitys_name_is_shown_not_obeyed(open_page: Opener, tmp_path: Path) -> None:
    name = "*Bold* [x](http://bad.example) <b>"
    store = with_activities(one_course(tmp_path, {"ada": "xx"}, activity=name), {"Activity": name, "Places": 20})
    app = open_page("attendance", store, year="2022/23")
    assert app.get("page_link")[0].proto.label == f"**{escape(name)}**"


def test_a_term_in_which_nothing_was_held_says_so(open_page: Opener, tmp_path: Path) -> None:
    store = one_course(tmp_path, {"ada": "xx"})
    imported(store, register([attended(900001, "10/06/2023", activity="To come", attendance="Booked")], "summer.csv"))
    app = open_page("attendance", store, year="2022/23", period="Summer term", by="Mode")
    assert {metric.label: metric.value for metric in app.metric}["Attendance rate"] == "–"
    said = " ".join(texts(app))
    assert "Nobody signed up for a session held in this period." in said
    assert "No activity has held two sessions in this period yet." in said


def test_a_card_says_which_chosen_filters_its_figures_ignore(open_page: Opener, demonstration: Store) -> None:
    app = open_page("attendance", demonstration, year="2024/25", counted_as="Completed", la="Halton")
    said = [each.value for each in app.markdown if "Filters not applied" in each.value]
    assert len(said) == len(charts(app)) + 1, "each chart's card, and the list of activities"
    assert all("Filters not applied: Counted as reached." in each for each in said)
    usual = open_page("attendance", demonstration, year="2024/25", la="Halton")
    assert not any("Filters not applied" in each.value for each in usual.markdown)


def test_hours_by_term_are_said_of_the_whole_year(open_page: Opener, demonstration: Store) -> None:
    version = demonstration.read()
    (people, many) = queries.run(
        "people_with_hours_by_group", filters("2024/25"), version, {"least_hours": 5}
    ).frame.iloc[0][["people", "people_with_hours"]]
    app = open_page("attendance", demonstration, year="2024/25", period="Autumn term", by="Term")
    assert any(f"{many:,} of {people:,} teachers" in each for each in texts(app))

"""Fairness."""

import json
from pathlib import Path

import pytest

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, school
from tests.pages.conftest import Opener, chart_titles, charts, texts

CHOICES = {
    "fifth": ("Free school meals", ["Reach by free school meals", "Equity gap by local authority and phase"]),
    "investment_area": ("Investment areas", ["Reach by investment area"]),
    "governance": ("Trusts", ["Reach by who runs the school", "Reach by academy trust"]),
    "size": ("School size", ["Reach by size of school"]),
    "place": ("Urban and rural", ["Reach by urban and rural"]),
}


@pytest.mark.parametrize("breakdown", CHOICES)
def test_each_comparison_draws_only_its_own_charts_with_the_figures_of_the_query(
    open_page: Opener, demonstration: Store, breakdown: str
) -> None:
    label, own = CHOICES[breakdown]
    app = open_page("fairness", demonstration, year="2024/25", groups=label)
    assert chart_titles(app) == ["Equity gap, 2024/25 and the years before", *(f"{title}, 2024/25" for title in own)]
    frame = queries.run("reach_by_group", filters("2024/25"), demonstration.read(), {"breakdown": breakdown}).frame
    bars = json.loads(charts(app)[1].spec)["data"][0]
    *groups, of_hub, of_england = bars["customdata"]
    assert [group for (group,) in groups] == frame["school_group"].tolist()
    assert (of_hub, of_england) == (None, None), "a click on the whole hub or England leads nowhere"
    assert all(
        f"{reached} of {schools}" in text
        for reached, schools, text in zip(frame["reached"], frame["schools"], bars["text"], strict=False)
    )


def test_the_gap_is_said_in_words_on_every_comparison(open_page: Opener, demonstration: Store) -> None:
    frame = queries.run("equity_gap_trend", filters("2024/25"), demonstration.read()).frame
    gap = abs(round(frame[frame["academic_year"] == "2024/25"]["gap_points"].iloc[0]))
    app = open_page("fairness", demonstration, year="2024/25", groups="School size")
    assert any(f"The most disadvantaged are {gap} percentage points lower" in each.value for each in app.markdown)


def test_the_schools_behind_a_fifth_of_another_year_are_those_of_that_year(
    open_page: Opener, demonstration: Store
) -> None:
    app = open_page("fairness", demonstration, year="2024/25")
    app.segmented_control(key="open_gap_trend").set_value("schools").run()
    app.selectbox(key="gap_trend_academic_year").set_value("2022/23").run()
    app.selectbox(key="gap_trend_school_group").set_value("Fifth 5, most disadvantaged").run()
    frame = queries.run("equity_gap_trend", filters("2024/25"), demonstration.read()).frame
    row = frame[(frame["academic_year"] == "2022/23") & frame["is_most_disadvantaged"]].iloc[0]
    assert any(f"{row['reached']} of {row['schools']} schools reached." in each.value for each in app.markdown)


def test_the_schools_behind_a_trust_are_its_own(open_page: Opener, demonstration: Store) -> None:
    app = open_page("fairness", demonstration, year="2024/25", groups="Trusts")
    trust = queries.run("reach_by_trust", filters("2024/25"), demonstration.read()).frame.iloc[0]
    app.segmented_control(key="open_by_trust").set_value("schools").run()
    app.selectbox(key="by_trust_trust").set_value(trust["trust"]).run()
    said = f"**{trust['trust']}**: {trust['reached']} of {trust['schools']} schools reached."
    assert said in [each.value for each in app.markdown]


def test_where_the_register_says_nothing_of_urban_and_rural_the_card_says_what_to_do(
    open_page: Opener, tmp_path: Path
) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page("fairness", store, year="2022/23", groups="Urban and rural")
    assert any("does not say which schools are urban" in each.value for each in app.markdown)
    assert any("load one that has it on the Imports page" in each.value for each in app.markdown)


def test_without_free_school_meals_there_is_no_chart_of_the_gap_but_a_sentence(
    open_page: Opener, tmp_path: Path
) -> None:
    store = hub(tmp_path, [school(900001, fsm="SUPP")], [attended(900001, "10/10/2022")])
    app = open_page("fairness", store, year="2022/23")
    assert any(each.startswith("There is no gap to speak of") for each in texts(app))
    assert chart_titles(app) == ["Reach by free school meals, 2022/23"]


def test_without_academy_trusts_the_page_says_so(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page("fairness", store, year="2022/23", groups="Trusts")
    assert "No academy trust has two or more of these schools." in texts(app)


def test_a_first_year_is_not_set_against_the_nothing_before_it(open_page: Opener, demonstration: Store) -> None:
    app = open_page("fairness", demonstration, year="2021/22")
    assert [marks["name"] for marks in json.loads(charts(app)[1].spec)["data"]] == ["This period"]
    assert not any("rose from 0%" in each.value for each in app.markdown)

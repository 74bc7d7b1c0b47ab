"""Strands."""

import json
from pathlib import Path

import pytest

from reach import queries
from reach.store import Store
from tests.builders import SETTINGS, attended, filters, hub, school
from tests.pages.conftest import charts


def test_there_is_a_panel_for_each_strand_with_its_figures(open_page, demonstration: Store) -> None:
    frame = queries.run("strand_panels", filters("2024/25"), demonstration.read()).frame
    app = open_page("strands", demonstration, year="2024/25")
    assert [each.value for each in app.metric] == [f"{reached:,}" for reached in frame["reached"]]
    said = [each.value for each in app.markdown]
    assert all(f"**{strand.name}**" in said for strand in SETTINGS.strands)
    assert any("**36 candidates** enquired" in each for each in said)


@pytest.mark.parametrize(
    ("look", "cards"),
    [("Recruitment and training", 7), ("CPD and support", 4), ("Leadership", 3), ("Enrichment", 4)],
)
def test_each_strand_has_charts_of_its_own(open_page, demonstration: Store, look: str, cards: int) -> None:
    app = open_page("strands", demonstration, year="2024/25", look=look)
    assert len(charts(app)) == cards


def test_bars_can_count_something_else(open_page, demonstration: Store) -> None:
    frame = queries.run("strand_panels", filters("2024/25"), demonstration.read()).frame
    app = open_page("strands", demonstration, year="2024/25", count="Sessions held")
    assert json.loads(charts(app)[0].spec)["data"][0]["customdata"] == [
        [strand, f"{count:,}", "session held" if count == 1 else "sessions held"]
        for strand, count in zip(frame["strand"], frame["sessions_held"], strict=True)
    ]


def test_the_schools_behind_a_bar_are_as_many_as_it_says(open_page, demonstration: Store) -> None:
    frame = queries.run("strand_panels", filters("2024/25"), demonstration.read()).frame.set_index("strand")
    app = open_page("strands", demonstration, year="2024/25", look="Leadership")
    app.segmented_control(key="open_strands").set_value("schools").run()
    app.selectbox(key="strands_strand").set_value("leadership").run()
    assert len(app.dataframe[0].value) == frame.loc["leadership", "reached"]


def test_a_strand_without_data_says_where_it_comes_from(open_page, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    for look, heading in (
        ("Recruitment and training", "No candidates to show"),
        ("CPD and support", "No school-to-school support began in 2022/23"),
        ("Enrichment", "No pupils were counted in 2022/23"),
    ):
        app = open_page("strands", store, year="2022/23", look=look)
        assert heading in [each.value for each in app.subheader]


def test_a_strand_that_is_not_chosen_says_so(open_page, demonstration: Store) -> None:
    app = open_page("strands", demonstration, year="2024/25", strand="Maths leadership", look="Enrichment")
    assert any("is not among the strands that are chosen" in each.value for each in app.info)
    assert len(app.metric) == 1

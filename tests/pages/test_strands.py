"""Strands."""

import json
from pathlib import Path

import pytest

from reach import queries
from reach.store import Store
from tests.builders import SETTINGS, attended, filters, hub, school
from tests.pages.conftest import Opener, chart_titles, charts


def test_there_is_a_panel_for_each_strand_with_its_figures(open_page: Opener, demonstration: Store) -> None:
    frame = queries.run("strand_panels", filters("2024/25"), demonstration.read()).frame
    app = open_page("strands", demonstration, year="2024/25")
    assert [each.value for each in app.metric] == [f"{reached:,}" for reached in frame["reached"]]
    said = [each.value for each in app.markdown]
    assert all(f"**{strand.name}**" in said for strand in SETTINGS.strands)
    assert any("**36 candidates** enquired" in each for each in said)


@pytest.mark.parametrize(
    ("look", "own"),
    [
        (
            "Recruitment and training",
            [
                "Candidates who came to each stage in 2024/25",
                "From stage to stage: the candidates of 2024/25 that have gone on by now",
                "The candidates of 2024/25 by route and stage by now",
                "Cohorts year on year, up to 2024/25",
                "Days from stage to stage, 2024/25",
            ],
        ),
        (
            "CPD and support",
            [
                "Days of support given and received by local authority, 2024/25",
                "Who supports whom, in days, 2024/25",
            ],
        ),
        (
            "Leadership",
            [
                "Schools with a leader trained, up to 2024/25",
                "Days of support given and received by local authority, 2024/25",
                "Who supports whom, in days, 2024/25",
            ],
        ),
        (
            "Enrichment",
            [
                "Pupils brought, by local authority and phase, 2024/25",
                "Pupils brought, by disadvantage of their school, 2024/25",
            ],
        ),
    ],
)
def test_each_strand_has_charts_of_its_own(open_page: Opener, demonstration: Store, look: str, own: list[str]) -> None:
    app = open_page("strands", demonstration, year="2024/25", look=look)
    first, last = "Schools reached by strand, 2024/25", "Programmes by schools reached, 2024/25"
    assert chart_titles(app) == [first, *own, last]


def test_bars_can_count_something_else(open_page: Opener, demonstration: Store) -> None:
    frame = queries.run("strand_panels", filters("2024/25"), demonstration.read()).frame
    app = open_page("strands", demonstration, year="2024/25", count="Sessions held")
    bars = json.loads(charts(app)[0].spec)["data"][0]
    assert bars["customdata"] == [[strand] for strand in frame["strand"]]
    assert bars["hovertext"] == [
        f"{count:,} {'session held' if count == 1 else 'sessions held'}" for count in frame["sessions_held"]
    ]


def test_the_schools_behind_a_bar_are_as_many_as_it_says(open_page: Opener, demonstration: Store) -> None:
    frame = queries.run("strand_panels", filters("2024/25"), demonstration.read()).frame.set_index("strand")
    app = open_page("strands", demonstration, year="2024/25", look="Leadership")
    app.segmented_control(key="open_strands").set_value("schools").run()
    app.selectbox(key="strands_strand").set_value("leadership").run()
    assert len(app.dataframe[0].value) == frame.loc["leadership", "reached"]


def test_a_strand_without_data_says_where_it_comes_from(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    for look, heading in (
        ("Recruitment and training", "No candidates to show"),
        ("CPD and support", "No school-to-school support began in 2022/23"),
        ("Enrichment", "No pupils were counted in 2022/23"),
    ):
        app = open_page("strands", store, year="2022/23", look=look)
        assert heading in [each.value for each in app.header]


def test_a_strand_that_is_not_chosen_says_so(open_page: Opener, demonstration: Store) -> None:
    app = open_page("strands", demonstration, year="2024/25", strand="Maths leadership", look="Enrichment")
    assert any("is not among the strands that are chosen" in each.value for each in app.info)
    assert len(app.metric) == 1

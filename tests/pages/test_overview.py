"""Overview."""

from pathlib import Path

from reach import queries
from reach.store import Store
from reach.ui.escape import escape
from tests.builders import attended, filters, hub, school
from tests.pages.conftest import Opener, chart_titles, charts


def test_the_figures_at_the_top_are_those_of_the_query(open_page: Opener, national_store: Store) -> None:
    app = open_page("overview", national_store, year="2022/23")
    total = queries.run("reach_total", filters(), national_store.read()).frame.iloc[0]
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["Schools reached"] == f"{total['reached']} of {total['schools']}"
    assert shown["Reach"] == f"{100 * total['reach']:.1f} %"
    assert shown["Target"] == "None set"


def test_every_chart_has_a_sentence_for_those_who_do_not_see_it(open_page: Opener, national_store: Store) -> None:
    app = open_page("overview", national_store)
    assert [title.partition(",")[0] for title in chart_titles(app)] == [
        "Reach by local authority and phase",
        "New",
        "From signing up to completing",
        "Reach term by term",
    ]
    said = " ".join(each.value for each in app.markdown)
    for chart in charts(app):
        assert escape(chart.alt.partition(". ")[2]) in said


def test_headlines_say_what_worsened_as_well(open_page: Opener, tmp_path: Path) -> None:
    rows = [attended(urn, "10/10/2021", activity=f"{urn}") for urn in (900001, 900002)]
    store = hub(tmp_path, [school(900001), school(900002)], [*rows, attended(900001, "10/10/2022")])
    app = open_page("overview", store, year="2022/23")
    assert "1 of 2 schools (50\u00a0%) were reached, 1 fewer than in 2021/22" in app.markdown[0].value


def test_the_demonstration_has_a_target(open_page: Opener, demonstration: Store) -> None:
    app = open_page("overview", demonstration)
    assert {metric.label: metric.value for metric in app.metric}["Target"].endswith(" %")


def test_behind_a_standing_stand_its_schools_that_were_not_reached_either(open_page: Opener, tmp_path: Path) -> None:
    app = open_page("overview", hub(tmp_path, [school(900001), school(900002)], [attended(900001, "10/10/2022")]))
    app.segmented_control(key="open_standing").set_value("schools").run()
    app.selectbox(key="standing_standing").set_value("never").run()
    assert app.dataframe[0].value["URN"].tolist() == ["900002"]

"""Schools."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, link, school
from tests.builders.one_school import converted
from tests.pages.conftest import Opener


def found(app: AppTest) -> list[str]:
    return app.dataframe[0].value["URN"].tolist() if app.dataframe else []


def links(app: AppTest) -> list[Any]:
    """Give the links to pages of schools."""
    return [each for each in app.get("page_link") if each.proto.page == "school"]


def test_search_finds_schools_by_name_urn_and_programme(open_page: Opener, national_store: Store) -> None:
    app = open_page("schools", national_store, year="2022/23")
    everyone = len(app.dataframe[0].value)
    for words in ("catholic", app.dataframe[0].value["URN"].iloc[everyone // 2], "core maths", "halton primary"):
        app.text_input(key="search").set_value(words).run()
        rows = app.dataframe[0].value
        assert 0 < len(rows) < everyone
        for word in words.split():
            assert rows.apply(lambda row, word=word: word in " ".join(map(str, row)).casefold(), axis=1).all()


@pytest.mark.parametrize("words", ["876/0002", "qx1 1ab", "QX11AB", "radian hill", "sine hill school", "900001"])
def test_a_school_is_found_by_number_place_and_what_it_was_before(
    open_page: Opener, tmp_path: Path, words: str
) -> None:
    schools = converted()
    schools[1] |= {"EstablishmentNumber": "0002", "Postcode": "QX1 1AB"}
    schools[1] |= {"EstablishmentName": "Ratio Hill Academy"}
    schools.append(school(900003, Town="Degree"))
    store = hub(tmp_path, schools, [attended(900003, "10/10/2022")], [link(900002, "Predecessor", 900001)])
    assert found(open_page("schools", store, year="2022/23", search=words)) == ["900002"]


def test_a_search_that_finds_nothing_says_so(open_page: Opener, national_store: Store) -> None:
    app = open_page("schools", national_store)
    app.text_input(key="search").set_value("(no such school)").run()
    assert "No school fits all of this" in app.info[0].value
    assert not app.dataframe


def test_counts_stand_above_and_are_those_of_the_queries(open_page: Opener, demonstration: Store) -> None:
    app = open_page("schools", demonstration, year="2024/25")
    total = queries.run("reach_total", filters("2024/25"), demonstration.read()).frame.iloc[0]
    standings = queries.run("standing_by_group", filters("2024/25"), demonstration.read()).frame
    never = standings.set_index("standing")["schools_of_standing"]["never"]
    share = f"{100 * total['reach']:.0f}%"
    answer = f"{total['reached']} of {total['schools']} schools ({share}) reached in 2024/25."
    assert answer in [each.value for each in app.markdown]
    assert any(
        f"{total['schools']} schools of {total['schools']} listed:" in each and f"{never} never." in each
        for each in app.caption.values
    )


@pytest.mark.parametrize(
    ("key", "value", "column", "shown"),
    [
        ("standing", "Not yet back this year", "Status", "Not yet back this year"),
        ("rung", "Signed up", "How far", "Signed up"),
        ("fifth", "5, most disadvantaged", "FSM fifth (5 most disadvantaged)", "5"),
        ("fifth", "Not known", "FSM fifth (5 most disadvantaged)", ""),
        ("size", "Primary, up to 100", "Size", "Primary, up to 100"),
        ("trust", "Of no academy trust", "Academy trust", ""),
    ],
)
def test_filters_of_the_page_are_kept_in_the_address(
    open_page: Opener, demonstration: Store, key: str, value: str, column: str, shown: str
) -> None:
    app = open_page("schools", demonstration, **{key: value})
    assert app.selectbox(key=key).value == value
    assert set(app.dataframe[0].value[column]) == {shown}


def test_a_phase_that_is_taught_keeps_schools_that_teach_others_too(open_page: Opener, demonstration: Store) -> None:
    app = open_page("schools", demonstration, teaches="Post-16", independent="true")
    phases = app.dataframe[0].value["Phases"]
    assert phases.str.contains("Post-16").all() and (phases != "Post-16").any()


def test_filters_work_together_and_each_trust_can_be_chosen(open_page: Opener, demonstration: Store) -> None:
    app = open_page("schools", demonstration)
    trust = app.selectbox(key="trust").options[1]
    app.selectbox(key="trust").set_value(trust).run()
    app.selectbox(key="standing").set_value("Sustained").run()
    rows = app.dataframe[0].value
    assert len(rows) and set(rows["Academy trust"]) == {trust} and set(rows["Status"]) == {"Sustained"}


def test_a_school_that_is_chosen_has_a_link_to_its_page(open_page: Opener, demonstration: Store) -> None:
    app = open_page("schools", demonstration)
    assert not links(app)
    urn = app.selectbox(key="page_all").options and int(app.dataframe[0].value["URN"][3])
    app.selectbox(key="page_all").set_value(urn).run()
    (to_page,) = links(app)
    assert to_page.proto.query_string == f"urn={urn}"
    # A school that is searched away takes its link along.
    app.text_input(key="search").set_value("(no such school)").run()
    app.text_input(key="search").set_value("").run()
    assert not app.exception


def test_lists_behind_figures_lead_to_schools_too(open_page: Opener, demonstration: Store) -> None:
    app = open_page("reach", demonstration)
    app.segmented_control(key="open_by_la").set_value("schools").run()
    urn = int(app.dataframe[0].value["URN"][0])
    app.selectbox(key="page_by_la").set_value(urn).run()
    assert [each.proto.query_string for each in links(app)] == [f"urn={urn}"]

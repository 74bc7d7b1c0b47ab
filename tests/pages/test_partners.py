"""Partners."""

import json
from pathlib import Path

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, school
from tests.builders.partners import led
from tests.pages.conftest import Opener, chart_titles, charts


def test_the_map_counts_activities_schools_or_people_as_the_query_does(open_page: Opener, demonstration: Store) -> None:
    frame = queries.run("partner_strands", filters("2024/25"), demonstration.read()).frame
    for label, measure in (("Activities", "activities"), ("Schools reached", "reached"), ("People", "people")):
        app = open_page("partners", demonstration, year="2024/25", count=label)
        assert chart_titles(app) == [
            f"Who leads what: {label.lower()} by partner and strand, 2024/25",
            "Schools reached through each partner, 2024/25",
            "People through each partner, 2024/25",
            "Schools reached by partner and local authority, 2024/25",
        ]
        marks = json.loads(charts(app)[0].spec)["data"][1]
        shown = frame[frame[measure] > 0]
        assert [tuple(mark) for mark in marks["customdata"]] == list(
            shown[["partner", "strand"]].itertuples(index=False, name=None)
        )
        assert marks["text"] == [f"<b>{count:,}</b>" for count in shown[measure]]


def test_the_schools_behind_a_cell_are_as_many_as_it_says(open_page: Opener, demonstration: Store) -> None:
    frame = queries.run("partner_strands", filters("2024/25"), demonstration.read()).frame
    cell = frame[frame["strand"] == "enrichment"].sort_values("reached").iloc[-1]
    app = open_page("partners", demonstration, year="2024/25", count="Schools reached")
    app.segmented_control(key="open_strands").set_value("schools").run()
    app.selectbox(key="strands_partner").set_value(cell["partner"]).run()
    app.selectbox(key="strands_strand").set_value("enrichment").run()
    said = next(each.value for each in app.markdown if each.value.startswith(f"**{cell['partner']} and Enrichment"))
    assert f": {cell['reached']} of " in said
    assert len(app.dataframe[0].value) == cell["reached"]


def test_a_school_that_counts_twice_is_explained_and_the_total_is_that_of_reach(
    open_page: Opener, demonstration: Store
) -> None:
    total = queries.run("reach_total", filters("2024/25"), demonstration.read()).frame.iloc[0]
    frame = queries.run("partner_reach", filters("2024/25"), demonstration.read()).frame
    app = open_page("partners", demonstration, year="2024/25")
    said = " ".join(each.value for each in app.markdown)
    assert f"of {total['reached']} schools in all" in said
    assert f"counts for each, so the parts add up to {frame['reached'].sum()} schools, not {total['reached']}." in said


def test_where_nobody_leads_anything_the_page_says_what_to_do(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page("partners", store, year="2022/23")
    assert "No activity of this period has a lead partner" in [each.value for each in app.header]
    assert not charts(app)
    assert [each.label for each in app.expander] == ["Activities without a lead (1)", "Partners that lead nothing (10)"]


def test_lists_are_drawn_once_opened_and_say_what_to_do(open_page: Opener, demonstration: Store) -> None:
    app = open_page("partners", demonstration, year="2024/25")
    assert not app.table
    frame = queries.run("activities_without_lead", filters("2024/25"), demonstration.read()).frame
    app.session_state["leadless"] = True
    app.run()
    assert not app.exception
    assert app.table[0].value["Activity"].tolist() == frame["activity"].tolist()
    assert any("Give it in the column “Lead partner” of the activities sheet" in each.value for each in app.markdown)


def test_a_lead_that_is_no_known_partner_is_named_as_such(open_page: Opener, tmp_path: Path) -> None:
    rows = [led(900001, "10/10/2022", "Tangent <b>College</b> ![x](http://x.example)")]
    app = open_page("partners", hub(tmp_path, [school(900001)], rows), year="2022/23")
    said = next(each.value for each in app.markdown if "is on no list of partners" in each.value)
    assert "!\\[x\\]" in said
    labels = json.loads(charts(app)[1].spec)["data"][0]["y"]
    assert "no known partner" in labels[0] and "&lt;b&gt;" in labels[0]

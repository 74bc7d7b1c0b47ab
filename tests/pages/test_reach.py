"""Reach."""

import json

from reach import queries
from reach.store import Store
from tests.builders import filters
from tests.pages.conftest import Opener, charts
from tests.rows import record_of


def test_bars_are_the_shares_of_the_query_or_its_counts(open_page: Opener, national_store: Store) -> None:
    app = open_page("reach", national_store, year="2022/23")
    version = national_store.read()
    by_la, total = (queries.run(name, filters(), version).frame for name in ("reach_by_la", "reach_total"))

    bars = json.loads(charts(app)[0].spec)["data"][0]
    (*codes, of_hub), texts = bars["customdata"], bars["text"]
    assert [code for (code,) in codes] == by_la["la_code"].tolist()
    assert of_hub is None, "a click on the total leads nowhere"
    counts = [*zip(by_la["reached"], by_la["schools"], strict=True), (total["reached"][0], total["schools"][0])]
    assert all(f"{reached} of {schools}" in text for (reached, schools), text in zip(counts, texts, strict=True))
    app = open_page("reach", national_store, year="2022/23", **{"as": "Number of schools"})
    assert json.loads(charts(app)[0].spec)["layout"]["xaxis"]["title"]["text"] == "Schools reached"


def test_the_schools_behind_a_mark_are_as_many_as_the_mark_says(open_page: Opener, national_store: Store) -> None:
    app = open_page("reach", national_store, year="2022/23")
    app.segmented_control(key="open_crossed").set_value("schools").run()
    app.selectbox(key="crossed_la_code").set_value("344").run()
    app.selectbox(key="crossed_phase").set_value("primary").run()
    cell = queries.run("reach_by_la_phase", filters(), national_store.read()).frame.set_index(["la_code", "phase"])
    row = record_of(cell.loc[[("344", "primary")]])
    said = [each.value for each in app.markdown if each.value.startswith("**Wirral and primary**")]
    assert said == [f"**Wirral and primary**: {row['reached']} of {row['schools']} schools reached."]
    assert len(app.dataframe[0].value) == row["reached"]


def test_narrowing_the_filters_lets_go_of_a_mark_that_is_gone(open_page: Opener, national_store: Store) -> None:
    app = open_page("reach", national_store, year="2022/23")
    app.segmented_control(key="open_by_la").set_value("schools").run()
    app.selectbox(key="by_la_la_code").set_value("344").run()
    app.session_state["la"] = ["876"]
    app.run()
    assert not app.exception
    assert app.selectbox(key="by_la_la_code").value == "all"

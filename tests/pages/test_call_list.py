"""Call list."""

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from reach import queries
from reach.ingest import hold_back
from reach.store import Store
from tests.builders import attended, filters, hub, link, school
from tests.pages.conftest import Opener, charts
from tests.typed import present

TOMORROW = dt.date.today() + dt.timedelta(days=1)


@pytest.fixture
def small(tmp_path: Path) -> Store:
    """A school reached, an academy that was another school, and a secondary school."""
    return hub(
        tmp_path,
        [
            school(900001, "Sine School"),
            school(900002, "Acute School", closed="31-03-2022"),
            school(900003, "Acute Academy", opened="01-04-2022", pupils="300"),
            school(900004, "Tangent School", phase="Secondary"),
        ],
        [attended(900001, "10/10/2022")],
        [link(900003, "Predecessor", 900002)],
    )


def listed(app: AppTest) -> list[str]:
    """The schools of the list, the first first."""
    return table(app)["School"].tolist()


def table(app: AppTest) -> pd.DataFrame:
    return next(each.value for each in app.dataframe if "Why it is on the list" in each.value and "URN" in each.value)


def button(app: AppTest, label: str) -> Button:
    return next(each for each in app.button if each.label == label)


def test_the_page_shows_what_the_query_says(open_page: Opener, demonstration: Store) -> None:
    app = open_page("call_list", demonstration)
    year = present(app.selectbox(key="year").value)
    frame = queries.run("call_list", filters(year), demonstration.read()).frame
    assert listed(app) == frame["name"].tolist()
    assert table(app)["Score (0 to 100)"].astype(float).tolist() == frame["score"].tolist()
    bars = json.loads(charts(app)[0].spec)["data"]
    drawn = [sum(points) for points in zip(*(_numbers(bar["x"]) for bar in bars[:5]), strict=True)]
    assert drawn == pytest.approx(frame["score"].head(20).tolist(), abs=0.051)
    assert _numbers(bars[5]["x"]) == frame["score"].head(20).tolist()


def _numbers(values: dict[str, str] | list[float]) -> list[float]:
    if isinstance(values, dict):
        import base64

        import numpy as np

        return [float(value) for value in np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"])]
    return values


def test_a_link_keeps_weights_and_programme_and_reset_brings_back_the_usual(
    open_page: Opener, demonstration: Store
) -> None:
    chosen = {"weight_size": "100", "weight_standing": "0", "for": "A Level Pedagogy"}
    app = open_page("call_list", demonstration, **chosen)
    assert (app.slider(key="weight_size").value, app.slider(key="weight_standing").value) == (100, 0)
    asked = {"programme_code": "ALEV", "weight_size": 100, "weight_standing": 0}
    choices = queries.WEIGHTS | {"today": dt.date.today()} | asked
    year = present(app.selectbox(key="year").value)
    frame = queries.run("call_list", filters(year), demonstration.read(), choices).frame
    assert listed(app) == frame["name"].tolist()
    button(app, "Reset weights").click().run()
    assert {key: app.slider(key=key).value for key in queries.WEIGHTS} == queries.WEIGHTS
    assert app.selectbox(key="for").value == "ALEV"


def test_moving_a_weight_says_what_it_comes_to(open_page: Opener, small: Store) -> None:
    app = open_page("call_list", small, year="2022/23")
    app.slider(key="weight_years").set_value(55).run()
    assert any("years since 38" in each.value for each in app.caption)


def test_no_weight_at_all_is_explained(open_page: Opener, small: Store) -> None:
    app = open_page("call_list", small, year="2022/23", **dict.fromkeys(queries.WEIGHTS, "0"))
    assert listed(app) == ["Acute Academy", "Tangent School"]
    assert any("With no weight at all every score is 0" in each.value for each in app.caption)


def test_a_bars_school_is_shown_with_all_that_its_score_is_made_of(open_page: Opener, small: Store) -> None:
    app = open_page("call_list", small, year="2022/23")
    app.segmented_control(key="open_first").set_value("schools").run()
    app.selectbox(key="first_name").set_value("Tangent School").run()
    (row,) = app.dataframe[1].value.to_dict("records")
    assert (row["URN"], row["Never or lapsed, 0 to 1"]) == ("900004", "1.00")


def test_a_school_held_back_on_screen_leaves_the_list_and_comes_back(open_page: Opener, small: Store) -> None:
    app = open_page("call_list", small, year="2022/23")
    assert listed(app) == ["Tangent School", "Acute Academy"]
    app.selectbox(key="held_school").set_value(900003).run()
    assert any("Nothing holds this school back" in each.value for each in app.caption)
    next(each for each in app.text_input if each.label == "Reason").set_value("Asked *us*")
    button(app, "Hold back").click().run()
    assert app.success[0].value == "The school was held back."
    assert listed(app) == ["Tangent School"]
    assert any(r"**Asked \*us\***: for all programmes, no end is known" in each.value for each in app.markdown)
    button(app, "Put back on the list").click().run()
    assert listed(app) == ["Tangent School", "Acute Academy"]


def test_any_school_can_be_held_back_also_one_that_was_reached(open_page: Opener, small: Store) -> None:
    app = open_page("call_list", small, year="2022/23")
    app.selectbox(key="held_school").set_value(900001).run()
    next(each for each in app.text_input if each.label == "Reason").set_value("Trial")
    button(app, "Hold back").click().run()
    assert small.read().rows("select urn, reason from hold_backs") == [(900001, "Trial")]
    assert listed(app) == ["Tangent School", "Acute Academy"]


def test_a_hold_back_without_a_reason_says_what_is_missing(open_page: Opener, small: Store) -> None:
    app = open_page("call_list", small, year="2022/23")
    app.selectbox(key="held_school").set_value(900003).run()
    button(app, "Hold back").click().run()
    assert "No reason was given" in app.error[0].value
    assert listed(app) == ["Tangent School", "Acute Academy"]


def test_an_earlier_urns_hold_back_can_be_ended_from_the_academys_panel(open_page: Opener, small: Store) -> None:
    hold_back(small, 900002, "Trial", programme="ENR", until=TOMORROW, by="alex, dashboard")
    app = open_page("call_list", small, year="2022/23")
    assert listed(app) == ["Tangent School"]
    app.selectbox(key="held_school").set_value(900003).run()
    said = next(each.value for each in app.markdown if each.value.startswith("**Trial**"))
    assert "for Maths Enrichment Day, until" in said and "Recorded by alex, dashboard" in said
    assert "under URN 900002" in said
    button(app, "Put back on the list").click().run()
    assert listed(app) == ["Tangent School", "Acute Academy"]


def test_for_another_programme_a_school_held_back_for_one_may_be_rung(open_page: Opener, small: Store) -> None:
    hold_back(small, 900004, "Trial", programme="ENR", by="alex")
    app = open_page("call_list", small, year="2022/23", **{"for": "Aspiring Heads of Mathematics"})
    assert listed(app) == ["Tangent School"]


def test_nobody_to_ring_is_said(open_page: Opener, tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    app = open_page("call_list", store, year="2022/23")
    assert any(each.value.startswith("There is nobody to ring: ") for each in app.markdown)
    assert not charts(app) and not app.dataframe


def test_a_call_is_saved_and_the_school_stands_back_until_it_is_to_be_called_again(
    open_page: Opener, small: Store
) -> None:
    app = open_page("call_list", small, year="2022/23")
    app.selectbox(key="page_call_list").set_value(900004).run()
    next(each for each in app.selectbox if each.label == "Outcome").set_value("Call back later")
    next(each for each in app.date_input if each.label == "Call again on").set_value(TOMORROW)
    button(app, "Save the call").click().run()
    assert app.success[0].value == "The call to Tangent School was saved: call back later."
    assert listed(app) == ["Acute Academy"]
    app.segmented_control(key="which_calls").set_value("all").run()
    assert listed(app) == ["Tangent School", "Acute Academy"]
    assert app.dataframe[0].value["Outcome of the call"].tolist()[0] == "Call back later"
    assert small.read().rows("select urn, called_on, outcome from calls") == [
        (900004, dt.date.today(), "Call back later")
    ]


def test_a_call_without_an_outcome_is_not_saved(open_page: Opener, small: Store) -> None:
    app = open_page("call_list", small, year="2022/23")
    app.selectbox(key="page_call_list").set_value(900004).run()
    button(app, "Save the call").click().run()
    assert app.error[0].value == "Choose what the call came to. Nothing was saved."
    assert small.read().rows("select urn from calls") == []

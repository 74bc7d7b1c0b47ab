"""What is insane is found, and what is sane is not."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from reach import queries
from tests.choices.pairs import all_pairs, each_value
from tests.choices.sane import GRAINS, NO_GRAIN, insane_figure, insane_frame, insane_text


def by_la(**changed: Any) -> pd.DataFrame:
    frame = pd.DataFrame({"la_code": ["344", "876"], "schools": [10, 0], "reached": [4, 0], "reach": [0.4, None]})
    return frame.astype({"schools": "Int64", "reached": "Int64"}).assign(**changed)


def ladder(**changed: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "group_code": "876",
            "rung": ["not_reached", "signed_up", "attended", "completed"],
            "schools": 10,
            "schools_on_rung": [5, 2, 2, 1],
            "schools_at_least": [10, 5, 3, 1],
            "share_at_least": [1, 0.5, 0.3, 0.1],
        }
    ).assign(**changed)


def outlook(**changed: Any) -> pd.DataFrame:
    row = {"target": "Whole hub", "schools": 9, "expected_least": 3, "expected": 4, "expected_most": 6}
    return pd.DataFrame([row | changed])


def test_what_is_sane_passes() -> None:
    assert insane_frame("reach_by_la", by_la()) == []
    assert insane_frame("ladder_by_group", ladder()) == []
    assert insane_frame("target_outlook", outlook()) == []
    blank = pd.DataFrame([{"expected_least": None, "expected": None, "expected_most": None}], dtype="Int64")
    assert insane_frame("target_outlook", blank.assign(target="Whole hub", schools=9)) == []


@pytest.mark.parametrize(
    ("frame", "says"),
    [
        (by_la(reached=[11, 0], reach=[1.1, None]), "reached is more than schools"),
        (by_la(reached=[11, 0], reach=[1.1, None]), "reach is more than 1"),
        (by_la(reached=[-1, 0], reach=[-0.1, None]), "reached is negative"),
        (by_la(reach=[0.5, None]), "reach is not reached / schools"),
        (by_la(reach=[None, None]), "reach is blank though"),
        (by_la(reach=[0.4, 0.0]), "reach is a share of nothing"),
        (by_la(reach=[np.inf, None]), "reach is without end"),
        (by_la(la_code=["876", "876"]), "two rows of the same la_code"),
        (by_la(la_code=["876", "nan"]), "holds the word “nan”"),
    ],
)
def test_an_insane_reach_is_found(frame: pd.DataFrame, says: str) -> None:
    assert any(says in found for found in insane_frame("reach_by_la", frame))


@pytest.mark.parametrize(
    ("name", "frame", "says"),
    [
        (
            "ladder_by_group",
            ladder(schools_at_least=[10, 3, 5, 1], share_at_least=[1, 0.3, 0.5, 0.1]),
            "grows with the rung",
        ),
        ("ladder_by_group", ladder(schools_on_rung=[5, 2, 2, 0]), "schools_on_rung of ('876',) is 9 in all"),
        ("target_outlook", outlook(expected=7), "expected is more than expected_most"),
        ("target_outlook", outlook(expected_least=5), "expected_least is more than expected"),
        ("reach_total", by_la(), "2 rows where there is one"),
        (
            "attendance_total",
            pd.DataFrame([{"came": 3, "sent_apologies": 1, "no_shows": 3, "signed_up": 6}]),
            "came + sent_apologies + no_shows is more than signed_up",
        ),
        (
            "compare_change",
            pd.DataFrame([{"schools_in_both": 5, "opened": 1, "schools_now": 7}]),
            "schools_in_both + opened is not schools_now",
        ),
    ],
)
def test_other_insane_answers_are_found(name: str, frame: pd.DataFrame, says: str) -> None:
    assert any(says in found for found in insane_frame(name, frame))


@pytest.mark.parametrize(
    "text",
    ["reached nan of 5", "on None", "as at NaT", "inf % more", "None", "from None to 3", "(<NA>)", "−nan points"],
)
def test_a_programs_words_are_found(text: str) -> None:
    assert insane_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "None of 5 targets is met.",
        "Nan Clow School: information for nannies.",
        "It is so. None of them came.",
        "None.",
        "- None of it",
        "None: all activities together",
        "inf@school.example",
    ],
)
def test_peoples_words_are_none_of_them(text: str) -> None:
    assert insane_text(text) == []


def test_figures_have_an_end() -> None:
    sane = go.Figure(
        {"data": [{"type": "bar", "x": [0.1, None], "y": ["A", "B"]}], "layout": {"xaxis": {"range": [0, 1]}}}
    )
    assert insane_figure(sane) == []
    for data, layout in (
        ({"x": [float("inf")]}, {}),
        ({"y": ["nan"]}, {}),
        ({"text": ["reached <NA>"]}, {}),
        ({}, {"xaxis": {"range": [0, float("nan")]}}),
        ({}, {"xaxis": {"range": [0, 0]}}),
        ({}, {"title": {"text": "Reached: None"}}),
    ):
        assert insane_figure(go.Figure({"data": [{"type": "bar"} | data], "layout": layout})), (data, layout)


def test_each_query_has_a_grain_that_identifies_its_rows() -> None:
    assert GRAINS.keys() | NO_GRAIN.keys() == set(queries.names())
    assert not GRAINS.keys() & NO_GRAIN.keys()


def test_any_two_values_stand_together() -> None:
    choices: dict[str, list[Any]] = {"a": [1, 2, 3], "b": [(), ("x",)], "c": ["p", "q"], "d": [False, True]}
    rows = all_pairs(choices)
    assert len(rows) < 3 * 2 * 2 * 2
    for one in choices:
        for other in choices:
            if one < other:
                assert {(row[one], row[other]) for row in rows} == {
                    (left, right) for left in choices[one] for right in choices[other]
                }
    assert all_pairs({"a": [1, 2]}) == [{"a": 1}, {"a": 2}] and all_pairs({}) == [{}]


def test_each_value_stands_in_a_few_rows() -> None:
    choices: dict[str, list[Any]] = {"a": [1, 2, 3], "b": [(), ("x",)], "c": ["p", "q"], "d": [False, True]}
    rows = each_value(all_pairs(choices))
    assert len(rows) <= 5
    assert all({row[name] for row in rows} == set(values) for name, values in choices.items())

"""Which schools stand behind each mark of a card: every mark is clicked as on the page, and what is listed is kept."""

import dataclasses
import types
from typing import Any
from unittest import mock

import pandas as pd
import streamlit as st
from streamlit.testing.v1 import AppTest

from reach.exhibit import Exhibit
from reach.ui import schools_behind_chart
from reach.ui.schools_behind_chart import DrillThrough
from reach.ui.view import View

MOST_MARKS = 12
"""Of a card with more marks so many are clicked, spread over all of them."""


@dataclasses.dataclass(frozen=True)
class Card:
    """A card as a page shows it."""

    view: View
    exhibit: Exhibit
    key: str
    drill_through: DrillThrough


@dataclasses.dataclass(frozen=True)
class Clicked:
    """A click on a mark of a card: the mark's values of behind.by, and the schools that are listed then."""

    card: Card
    mark: tuple[Any, ...]
    title: str
    rows: pd.DataFrame

    @property
    def urns(self) -> list[int]:
        """The schools listed, each once."""
        return list(dict.fromkeys(self.rows["urn"].tolist()))


_to_click: list[tuple[Card, list[tuple[Any, ...]]]] = []
_listed: list[tuple[str, pd.DataFrame]] = []


def click_every_mark(cards: list[Card]) -> list[Clicked]:
    """Click the marks of cards, one after the other, in one run of a script in place of hundreds of runs of a page."""
    asked = [(card, _clicks(card)) for card in cards]
    _to_click[:], _listed[:] = asked, []
    # The button has no key, as a page has it once.
    with mock.patch.object(schools_behind_chart, "show_school_list", _keep), mock.patch.object(st, "button"):
        app = AppTest.from_string("from tests.golden import clicks\nclicks._click()", default_timeout=120).run()
    assert not app.exception, app.exception[0].stack_trace
    marks = [(card, mark) for card, clicks in asked for mark in clicks]
    return [
        Clicked(card, tuple(mark[: len(card.drill_through.by)]), title, rows)
        for (card, mark), (title, rows) in zip(marks, _listed, strict=True)
    ]


def _click() -> None:
    """Do what Streamlit does after a click, for each mark under a key of its own."""
    for card, marks in _to_click:
        for number, mark in enumerate(marks):
            key = f"{card.key}_{number}"
            chart = schools_behind_chart.chart_key(key)
            selection = types.SimpleNamespace(points=[{"customdata": list(mark)}] if mark else [])
            st.session_state[chart] = types.SimpleNamespace(selection=selection)
            schools_behind_chart.select_mark(chart, key, card.drill_through)
            schools_behind_chart.show_schools(card.view, card.exhibit, card.drill_through, key=key)


def _keep(_view: View, _result: Any, rows: pd.DataFrame, title: str, **_options: Any) -> None:
    _listed.append((title, rows))


def _clicks(card: Card) -> list[tuple[Any, ...]]:
    """Give the marks to click: none, for the whole card, and then each mark; of a table, each row's values."""
    drill_through = card.drill_through
    length = len(drill_through.by) + (drill_through.select_by is not None)
    drawn = card.exhibit.figure.data if card.exhibit.figure is not None else ()
    # What Plotly gives of gaps in a line is no mark; the links of a flow cannot be clicked.
    keys = [key for trace in drawn if trace.customdata is not None for key in trace.customdata if key is not None]
    marks = [tuple(key.tolist() if hasattr(key, "tolist") else key)[:length] for key in keys]
    marks = [mark for mark in marks if len(mark) == length]
    if not marks:
        marks = list(card.exhibit.result.frame[list(drill_through.by)].itertuples(index=False, name=None))
    different = [mark for mark in dict.fromkeys(marks) if mark]
    step = max(1, -(-len(different) // MOST_MARKS))
    return [(), *different[::step]]

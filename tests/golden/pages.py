"""Pages on the fixed hub: each run once, on the hub's own day, with the words that it shows and the cards on it."""

import ast
import dataclasses
import datetime as dt
import inspect
import re
import sys
import types
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from reach.exhibit import Exhibit
from reach.settings import PROJECT
from reach.store import Store
from reach.store.account import account_name
from reach.ui import card, schools_behind_chart
from reach.ui.schools_behind_chart import SCHOOL_LIST, DrillThrough
from reach.ui.view import View
from tests.golden.answers import AnswersOnItsDay
from tests.golden.as_text import frame_text
from tests.golden.clicks import Card
from tests.golden.fixed_hub import TODAY
from tests.typed import present

Place = tuple[str, int]
"""A file of the project and a line of it."""

_WITH_TODAY = ("reach.exhibits.query_context", "reach.screens.call_list", "reach.screens.hold_back_panel")
_CONTROLS = ("selectbox", "segmented_control", "pills", "button_group", "toggle", "checkbox", "slider", "text_input")


@dataclasses.dataclass
class PageRun:
    """A page that was run: what it shows, its cards that lead to schools, and where those say which schools."""

    app: AppTest
    cards: list[Card]
    places: set[Place]


def run_page(
    page: str, store: Store, answers: AnswersOnItsDay, *, folds: Sequence[str] = (), **address: Any
) -> PageRun:
    """Run a page under an address, with these of its folds open."""
    run = PageRun(AppTest.from_file(PROJECT / "pages" / f"{page}.py", default_timeout=60), [], set())
    with as_on_its_day(store, answers), _watching(run):
        for key, value in address.items():
            run.app.query_params[key] = value
        for fold in folds:
            run.app.session_state[fold] = True
        run.app.run()
    assert not run.app.exception, run.app.exception[0].stack_trace
    return run


def places_of_drill_throughs() -> set[Place]:
    """Find where screens say which schools stand behind a card."""
    files = [file for folder in ("screens", "ui") for file in (PROJECT / "reach" / folder).rglob("*.py")]
    return {
        (_relative(file), node.lineno)
        for file in files
        if file.name not in ("card.py", "schools_behind_chart.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _called(node) == "DrillThrough"
    }


def words_of(run: PageRun) -> str:
    """Give what a page says, in its order: headings, sentences, figures, charts' descriptions, lists."""
    return "\n".join(text for text in _words(run.app.main) if text)


@contextmanager
def as_on_its_day(store: Store, answers: AnswersOnItsDay) -> Iterator[None]:
    """Let pages see the fixed hub, its settings and its day."""

    class Day(dt.date):
        @classmethod
        def today(cls) -> Any:  # a plain date, as pages keep it
            return TODAY

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REACH_STORE", str(store.folder))
        patch.setattr("reach.store.load_settings", lambda: store.settings)
        patch.setattr("reach.queries.run", answers.run)
        # AppTest leaves its page behind as the main program.
        patch.setitem(sys.modules, "__main__", sys.modules["__main__"])
        for module in _WITH_TODAY:
            patch.setattr(sys.modules[module], "dt", types.SimpleNamespace(**(vars(dt) | {"date": Day})))
        yield


@contextmanager
def _watching(run: PageRun) -> Iterator[None]:
    """Keep the cards that a page shows, and the places where it says which schools stand behind them."""
    show_card, init = card.show_card, DrillThrough.__init__

    def watched_show(
        view: View, exhibit: Exhibit, *, key: str, schools: DrillThrough | None = SCHOOL_LIST, **rest: Any
    ) -> None:
        if schools is not None:
            run.cards.append(Card(view, exhibit, key, schools))
        show_card(view, exhibit, key=key, schools=schools, **rest)

    def watched_init(self: DrillThrough, *values: Any, **options: Any) -> None:
        caller = present(present(inspect.currentframe()).f_back)
        run.places.add((_relative(Path(caller.f_code.co_filename)), caller.f_lineno))
        init(self, *values, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schools_behind_chart.DrillThrough, "__init__", watched_init)
        for name, module in list(sys.modules.items()):
            if name.startswith(("reach.ui", "reach.screens")) and getattr(module, "show_card", None) is show_card:
                patch.setattr(module, "show_card", watched_show)
        yield


def _relative(file: Path) -> str:
    return file.resolve().relative_to(PROJECT).as_posix() if file.resolve().is_relative_to(PROJECT) else file.name


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _words(block: Any) -> Iterator[str]:
    for child in block.children.values():
        if hasattr(child, "children"):
            if child.type == "expander":
                yield f"[fold] {child.label}"
            yield from _words(child)
        else:
            yield _text_of(child)


def _text_of(element: Any) -> str:
    kind = element.type
    if kind == "metric":
        figures = (element.value, element.delta, element.proto.delta_description, f"({element.help})")
        return f"[metric] {element.label}: {' | '.join(each for each in figures if each)}"
    if kind == "plotly_chart":
        return f"[chart] {element.proto.alt}"
    if kind in ("dataframe", "arrow_data_frame"):
        return f"[list]\n{_frame(element.value)}"
    if kind in ("table", "arrow_table"):
        return f"[table]\n{_frame(element.value)}"
    if kind in _CONTROLS:
        return f"[{kind}] {element.label}: {_without_what_the_run_makes(_chosen(element))}"
    if kind in ("button", "download_button", "link_button", "page_link"):
        return f"[{kind}] {element.proto.label}"
    if kind in ("code", "html", "iframe"):
        return f"[{kind}]"
    value = getattr(element, "value", None)
    return f"[{kind}] {_without_what_the_run_makes(str(value))}" if value is not None else f"[{kind}]"


def _chosen(element: Any) -> str:
    options = getattr(element, "options", None)
    return f"{element.value}" + (f" of {', '.join(map(str, options))}" if options and len(options) <= 12 else "")


def _frame(frame: pd.DataFrame) -> str:
    return frame_text(frame.map(lambda cell: _without_what_the_run_makes(cell) if isinstance(cell, str) else cell))


def _without_what_the_run_makes(text: str) -> str:
    """Take out when and by whom the fixed hub was built, and how large files are."""
    text = text.replace(account_name("program"), "(account)")
    text = re.sub(r"(?<=the newest of )\d{1,2} \w+ \d{4}", "(now)", text)
    text = re.sub(r"\b\d\d/\d\d/\d{4} \d\d:\d\d\b", "(now)", text)
    text = re.sub(r"(?<=\.geojson )\(\d{1,2} \w+ \d{4}\)", "(now)", text)
    return re.sub(r"\b[\d.,]+ [kM]B\b", "(size)", text)

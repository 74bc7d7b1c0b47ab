"""What keeps a click quick, and how two people who click at once are kept apart."""

import gc
import sys

import pytest
from streamlit.testing.v1 import AppTest

from reach.access import LOCAL
from reach.filters import Filters
from reach.store import Store


def test_what_is_loaded_is_not_looked_through_for_garbage_after_each_click() -> None:
    from reach import screens

    assert screens.overview
    assert gc.get_freeze_count() > 50_000


def test_each_run_has_a_menu_of_its_own_to_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    def two_runs() -> None:
        import streamlit as st

        from reach.ui.navigation import menu_page

        ours, theirs = menu_page("reach"), menu_page("reach")
        ours._can_be_called = True
        st.text(f"{ours.url_path} {theirs._can_be_called}")

    # AppTest leaves its page behind as the main program, which a spawned process would then run.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    app = AppTest.from_function(two_runs).run()
    assert not app.exception
    assert app.text[0].value == "reach False"


def test_an_answer_is_kept_for_all_filters_that_its_query_does_not_name(national_store: Store) -> None:
    from reach.ui.view import View

    everything = Filters.choose(national_store.settings, "2021/22")
    of_leadership = everything.with_changes(strands=("leadership",))
    first, second = (
        View(national_store, national_store.read(), filters, LOCAL).ask(
            "journey_by_group", journey="Primary Teaching for Mastery", breakdown="la"
        )
        for filters in (everything, of_leadership)
    )
    assert second.frame is first.frame
    assert (first.filters, second.filters) == (everything, of_leadership)
    assert first.as_at == second.as_at

"""What keeps a click quick, and how two people who click at once are kept apart."""

import gc

from streamlit.testing.v1 import AppTest


def test_what_is_loaded_is_not_looked_through_for_garbage_after_each_click() -> None:
    from reach import ui

    assert ui.page
    assert gc.get_freeze_count() > 50_000


def test_each_run_has_a_menu_of_its_own_to_mark() -> None:
    def two_runs() -> None:
        import streamlit as st

        from reach.ui.navigation import menu_page

        ours, theirs = menu_page("reach"), menu_page("reach")
        ours._can_be_called = True
        st.text(f"{ours.url_path} {theirs._can_be_called}")

    app = AppTest.from_function(two_runs).run()
    assert not app.exception
    assert app.text[0].value == "reach False"

"""Places and need: places offered against schools not yet reached, under-filled groups, and where another is wanted."""

import streamlit as st

from reach.exhibit import Exhibit
from reach.exhibits import places
from reach.ui.card import show_card
from reach.ui.escape import escape
from reach.ui.link_warning import warn_of_unknown_choice
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough
from reach.ui.view import View


def show_page() -> None:
    """Show the page."""
    view = page("Places and need", is_of_period=False)
    need = view.exhibit(places.need_by_programme)
    show_answer(need.finding)
    of_any_programme = DrillThrough("need_schools", ("programme_name",), {"programme_code": None}, shows="not_reached")
    show_card(view, need, key="need", schools=of_any_programme, is_answer=True)
    _show_groups(view, view.exhibit(places.underfilled_groups), key="underfilled")

    programme_code = _choose_programme(view)
    by_la_phase = view.exhibit(places.need_by_la_phase, programme_code=programme_code)
    by_place, chosen = ("la_code", "phase"), {"programme_code": programme_code}
    of_this_programme = DrillThrough("need_schools", by_place, chosen, shows="not_reached")
    show_card(view, by_la_phase, key="crossed", schools=of_this_programme)
    _show_groups(view, view.exhibit(places.places_taken, programme_code=programme_code), key="groups")


def _choose_programme(view: View) -> str:
    """Ask for one of the programmes with schools still to reach, that of the greatest need first."""
    frame = view.ask("places_and_need").frame
    names = dict(zip(frame["programme_name"], frame["programme_code"], strict=True))
    if not names:
        st.info("No programme of these strands is for a school of these phases. Choose others in the sidebar.")
        st.stop()
    warn_of_unknown_choice("Programme", "programme", names.keys(), next(iter(names)))
    if st.session_state.get("programme") not in (None, *names):
        del st.session_state["programme"]
    return str(names[str(st.selectbox("Programme", list(names), key="programme", bind="query-params", width=520))])


def _show_groups(view: View, exhibit: Exhibit, *, key: str) -> None:
    """Show how full groups are; where their places are not known, say how to add them."""
    if not exhibit.result.frame.empty:
        show_card(view, exhibit, key=key, schools=None)
        return
    with st.container(border=True):
        st.header(escape(exhibit.title), anchor=False)
        st.info(
            f"{escape(exhibit.sentence)} The places of a group are given on the sheet “Activities” of the hub's "
            "template, on the Imports page."
        )

"""Call list: whom to ring first, by a score whose parts and weights the page shows."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from reach import formats, ingest, queries
from reach.call_outcomes import OUTCOMES
from reach.exhibit import Exhibit
from reach.exhibits import call_list
from reach.screens.hold_back_panel import show_hold_backs
from reach.sentences.call_list import PARTS, on_how_many_to_ring
from reach.ui.card import CARD, show_card
from reach.ui.changes import make_change, show_message
from reach.ui.downloads import download_buttons
from reach.ui.escape import escape
from reach.ui.link_warning import warn_of_unknown_choice
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import DrillThrough, choose_school, show_school_list
from reach.ui.sign_in import recorded_as
from reach.ui.view import View

_ANY = ""
_SHOWN = (
    "rank",
    "name",
    "town",
    "telephone",
    "why",
    "last_attended_on",
    "last_programme",
    "buddy",
    "call_outcome",
    "called_on",
    "call_again_on",
    "la_name",
    "phases",
    "score",
    "urn",
)
"""The columns on the screen; the files have all of them."""
_WIDTHS = {"why": 420}
"""Pixels."""
_MESSAGE = "call_message"


def show_page() -> None:
    """Show the page."""
    view = page("Call list")
    answer = st.container()
    choices = _choose_what_matters(view)
    first = view.exhibit(call_list.first_to_ring, **choices)
    with answer:
        show_answer(on_how_many_to_ring(len(view.exhibit(call_list.call_list, **choices).result.frame), view.now))
    _show_table(view, choices)
    if first.figure is not None:
        show_card(view, first, key="first", schools=DrillThrough("call_list", by=("name",), choices=choices))
    _show_held_back_schools(view, choices)


def _choose_what_matters(view: View) -> dict[str, Any]:
    """Ask for the programme and the weights of the score; the address keeps them."""
    programmes = {programme.code: programme.name for programme in view.settings.programmes}
    warn_of_unknown_choice("Programme", "for", programmes.values(), "Any programme")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "For programme",
            [_ANY, *programmes],
            format_func=lambda code: programmes.get(code, "Any programme"),
            help="Only schools that teach a phase the programme is for, and that are not held back for it.",
            key="for",
            bind="query-params",
            width=420,
        )
        with st.popover("Change what matters", icon=":material/tune:"):
            weights = _choose_weights()
    return {"programme_code": chosen or None, "today": dt.date.today(), **weights}


def _choose_weights() -> dict[str, int]:
    st.markdown(
        "Each school scores up to 100 points, made of five parts. A part with twice the weight counts twice as much."
    )
    weights = {}
    for part, (label, meaning) in PARTS.items():
        weights[f"weight_{part}"] = st.slider(
            escape(label),
            0,
            100,
            queries.WEIGHTS[f"weight_{part}"],
            5,
            key=f"weight_{part}",
            bind="query-params",
            help=escape(meaning),
        )
    st.caption(escape(_points_at_most(weights)))
    st.button("Reset weights", on_click=_reset_weights, icon=":material/restart_alt:")
    return weights


def _show_table(view: View, choices: dict[str, Any]) -> None:
    """Show the list, a form for a call to the chosen school, and downloads with a blank column for notes."""
    exhibit: Exhibit = view.exhibit(call_list.call_list, **choices)
    with st.container(border=True, key=f"{CARD}call_list"):
        st.header(escape(exhibit.title), anchor=False)
        st.markdown(escape(exhibit.sentence))
        if exhibit.result.frame.empty:
            return
        show_message(_MESSAGE)
        rows = _choose_which(exhibit.result.frame, choices["today"])
        if rows.empty:
            st.info("Nobody is to be called today. Choose “All” to see the whole list.")
        else:
            urn = choose_school(rows, rows[list(_SHOWN)], exhibit.title, key="call_list", widths=_WIDTHS)
            if urn is not None and view.can_change:
                _show_call_form(view, urn, str(rows.loc[rows["urn"] == urn, "name"].iloc[0]))
        st.caption(
            escape(
                f"As at {exhibit.as_at}. The files are call sheets of the whole list: with calls made, every part of "
                "the score, and a blank column for notes."
            )
        )
        with st.container(horizontal=True):
            download_buttons(view, exhibit, key="call_list")


def _choose_which(frame: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """Ask whether to show the schools to call now, or all; return their rows."""
    which = st.segmented_control(
        "Show",
        ["now", "all"],
        format_func={"now": "To call now", "all": "All"}.__getitem__,
        default="now",
        required=True,
        key="which_calls",
        label_visibility="collapsed",
    )
    return frame[call_list.is_to_call(frame, today)] if which == "now" else frame


def _show_call_form(view: View, urn: int, name: str) -> None:
    with st.form(f"call_{urn}", border=True):
        st.markdown(f"**Call to {escape(name)}**")
        first, second, third = st.columns(3)
        outcome = first.selectbox("Outcome", OUTCOMES, index=None, placeholder="Choose one")
        called_on = second.date_input("Called on", max_value=dt.date.today(), format="DD/MM/YYYY")
        again_on = third.date_input(
            "Call again on",
            value=None,
            min_value=dt.date.today(),
            format="DD/MM/YYYY",
            help="Until that day the school does not stand under “To call now”.",
        )
        is_sent = st.form_submit_button("Save the call", icon=":material/call:")
    if not is_sent:
        return
    if outcome is None:
        st.error("Choose what the call came to. Nothing was saved.")
        return

    def record() -> str:
        ingest.record_call(
            view.store,
            urn,
            outcome,
            called_on=called_on,
            call_again_on=again_on,
            recorded_by=recorded_as(view.visitor),
        )
        return f"The call to {name} was saved: {outcome.lower()}."

    make_change(record, message_key=_MESSAGE)


def _show_held_back_schools(view: View, choices: dict[str, Any]) -> None:
    """Show the schools that are held back, with a form to change that for whoever may."""
    st.header("Schools held back", anchor="held-back")
    result = view.ask("held_back_schools", programme_code=choices["programme_code"], today=choices["today"])
    held = result.frame
    if held.empty:
        st.caption("None. A trial's control schools, and schools that have asked not to be approached, belong here.")
    else:
        how_many = formats.count_of(held["urn"].nunique(), "school")
        fold = st.expander(escape(f"{how_many}, not on the list"), key="held_back_list", on_change="rerun")
        if fold.open:
            with fold:
                exhibit: Exhibit = view.exhibit(call_list.call_list, **choices)
                for_programme = tuple(each for each in exhibit.chosen if each[0] != "Weights")
                show_school_list(view, result, held, "Schools held back", key="held_back", chosen=for_programme)
    if view.can_change:
        _choose_hold_back(view)


def _choose_hold_back(view: View) -> None:
    """Ask for a school to hold back, or to put back on the list."""
    schools = view.ask("school_list").frame
    names = {
        int(urn): f"{name}, {la_name} ({urn})"
        for urn, name, la_name in zip(schools["urn"], schools["name"], schools["la_name"], strict=True)
    }
    urn = st.selectbox(
        "Hold a school back, or put one back on the list",
        sorted(names, key=names.__getitem__),
        index=None,
        format_func=names.__getitem__,
        placeholder="Type a part of its name",
        key="held_school",
        width=520,
    )
    if urn is not None:
        show_hold_backs(view, urn)


def _reset_weights() -> None:
    """Choose the usual weights. Clearing the session would not be enough: the address has them, too."""
    for part in PARTS:
        st.session_state[f"weight_{part}"] = queries.WEIGHTS[f"weight_{part}"]


def _points_at_most(weights: dict[str, int]) -> str:
    total = sum(weights.values())
    if not total:
        return "With no weight at all every score is 0: schools stand by their number of pupils."
    most = [f"{label.lower()} {100 * weights[f'weight_{part}'] / total:.0f}" for part, (label, _) in PARTS.items()]
    return f"Of 100 points, at most: {', '.join(most).replace(' la ', ' LA ')}."

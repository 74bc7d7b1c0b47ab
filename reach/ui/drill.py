"""From a figure to the schools behind it, by click or by keyboard; and the list of all schools."""

import dataclasses

import pandas as pd
import streamlit as st

from reach import formats
from reach.exhibit import Exhibit
from reach.phases import phase_label
from reach.queries import Result
from reach.ui.card import SHOWN_LA, SHOWN_PHASE, download_buttons, show_schools
from reach.ui.view import View

_ALL = "all"
_SHOWN = {"reached": "Reached", "not_reached": "Not reached", "all": "All"}


def share_or_count() -> bool:
    """Ask whether bars show the share of schools or their number; True is the share."""
    chosen = st.segmented_control(
        "Show reach as",
        ["share", "count"],
        format_func={"share": "Share of schools", "count": "Number of schools"}.__getitem__,
        default="share",
        required=True,
        key="as",
        bind="query-params",
    )
    return chosen != "count"


def schools_behind(view: View) -> None:
    """Show the schools behind the mark that was clicked last, or behind what is chosen from two lists."""
    la_names = dict(zip(view.settings.la_codes, view.settings.la_names, strict=True))
    st.subheader("The schools behind it", anchor="schools-behind")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        la = _one_or_all("Local authority", SHOWN_LA, view.filters.la_codes, la_names)
        phase = _one_or_all(
            "Phase", SHOWN_PHASE, view.filters.chosen_phases, {each: phase_label(each) for each in formats.PHASES}
        )
        shown = st.segmented_control(
            "Show", list(_SHOWN), format_func=_SHOWN.__getitem__, default="reached", required=True, key="schools_shown"
        )
    changes = {} if la == _ALL else {"la_codes": (la,)}
    changes |= {} if phase == _ALL else {"phases": (phase,)}
    result = view.ask("school_list", **changes)
    reached = result.frame["is_reached"]
    where = formats.listed(
        ([la_names[la]] if la != _ALL else []) + ([phase_label(phase).lower()] if phase != _ALL else [])
    )
    st.markdown(
        f"{f'**{where}**: ' if where else ''}{reached.sum():,} of {formats.count_of(len(reached), 'school')} reached."
    )
    rows = (
        result.frame[reached]
        if shown == "reached"
        else result.frame[~reached]
        if shown == "not_reached"
        else result.frame
    )
    _list(view, result, rows, f"Schools {_SHOWN[str(shown)].lower()}" + (f": {where}" if where else ""), key="behind")


def school_table(view: View, result: Result) -> None:
    """Show all schools, to be searched by name, URN or programme, and taken away."""
    words = st.text_input(
        "Search", placeholder="A name, a URN, a programme, a standing …", icon=":material/search:"
    ).casefold()
    table = formats.table_for_people(result.frame)
    hits = table.apply(lambda column: column.str.casefold().str.contains(words, regex=False)).any(axis=1)
    rows = result.frame[hits.to_numpy()]
    st.markdown(f"{formats.count_of(len(rows), 'school')} of {len(result.frame):,}.")
    if rows.empty:
        st.info(f"No school has “{words}” in any column. Look for part of a name, or clear the search.")
        return
    _list(view, result, rows, "Schools" + (f" with “{words}”" if words else ""), key="all")


def _list(view: View, result: Result, rows: pd.DataFrame, title: str, *, key: str) -> None:
    if rows.empty:
        st.info("There are none.")
        return
    show_schools(rows, key=key, caption=title)
    shown = dataclasses.replace(result, frame=rows)
    exhibit = Exhibit(title, shown, None, f"{title}: {len(rows):,}.", view.settings)
    with st.container(horizontal=True):
        download_buttons(exhibit, key=f"list_{key}")


def _one_or_all(label: str, key: str, options: tuple[str, ...], names: dict[str, str]) -> str:
    if st.session_state.get(key, _ALL) not in (_ALL, *options):
        st.session_state[key] = _ALL
    return str(
        st.selectbox(label, (_ALL, *options), format_func=lambda each: names.get(each, "All"), key=key, width=260)
    )

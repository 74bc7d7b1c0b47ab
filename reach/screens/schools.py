"""Schools: every school, with its standing and rung, a search, filters of the page's own and links."""

import dataclasses
from collections.abc import Callable

import pandas as pd
import streamlit as st

from reach import formats
from reach.academic_years import ShownPeriod
from reach.filters import RUNG_LABELS, RUNGS
from reach.phases import PHASES
from reach.queries import Result
from reach.ui.escape import escape
from reach.ui.link_warning import warn_of_unknown_choice
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.schools_behind_chart import show_school_list
from reach.ui.view import View

_ALL = "All"
_NO_TRUST = "Of no academy trust"
_NOT_KNOWN = "Not known"
_SEARCHED = (
    "urn",
    "name",
    "dfe_number",
    "postcode",
    "town",
    "trust",
    "former_names",
    "former_urns",
    "programmes",
    "la_name",
)
_SHOWN_LAST = ("former_names", "urn", "dfe_number", "postcode")


def show_page() -> None:
    """Show the page."""
    view = page("Schools")
    _show_school_table(view)


@dataclasses.dataclass(frozen=True)
class _Narrowing:
    """One of the page's own filters: its key in the address, its label, its options, and the rows that it keeps."""

    key: str
    label: str
    options: list[str]
    keeps: Callable[[pd.DataFrame, str], pd.Series]


def _show_school_table(view: View) -> None:
    """Show all schools of the filters, with a search, the page's own filters and downloads."""
    everyone = _all_schools(view)
    first = st.container()
    words = str(
        st.text_input(
            "Search",
            placeholder="A name, one it had before, a URN, DfE number, postcode, town, trust or programme …",
            icon=":material/search:",
            key="search",
            bind="query-params",
        )
        or ""
    ).strip()
    rows, chosen = _narrowed(everyone.frame, is_running=view.this_year.is_running)
    if words:
        rows = rows[_found(rows, words)]
        chosen = (*chosen, ("Search", words))
    with first:
        _counts(rows, len(everyone.frame), view.now, is_running=view.this_year.is_running)
    if rows.empty:
        st.info(
            "No school fits all of this. Search for part of a name, or set a list above back to “All”.",
            icon=":material/search_off:",
        )
        return
    shown = rows.drop(columns=["size_position", "former_urns", *_SHOWN_LAST]).join(rows[list(_SHOWN_LAST)])
    show_school_list(view, everyone, shown, "Schools", key="all", chosen=chosen)


def _all_schools(view: View) -> Result:
    """Return the schools of the filters with every column that the search reads."""
    figures, directory = view.ask("school_list"), view.ask("school_directory").frame
    return dataclasses.replace(figures, frame=figures.frame.merge(directory, on="urn", how="left"))


def _narrowed(frame: pd.DataFrame, *, is_running: bool) -> tuple[pd.DataFrame, tuple[tuple[str, str], ...]]:
    """Draw the page's own filters; return the rows that all of them keep, and what was chosen."""
    chosen: list[tuple[str, str]] = []
    rows = frame
    narrowings = _narrowings(frame, is_running=is_running)
    for each in narrowings:
        warn_of_unknown_choice(each.label, each.key, [_ALL, *each.options], _ALL)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for each in narrowings:
            if st.session_state.get(each.key) not in (None, _ALL, *each.options):
                del st.session_state[each.key]
            value = str(
                st.selectbox(escape(each.label), [_ALL, *each.options], key=each.key, bind="query-params", width=_WIDTH)
            )
            if value != _ALL:
                rows = rows[each.keeps(rows, value).fillna(False).astype(bool)]
                chosen.append((each.label, value))
    return rows, tuple(chosen)


_WIDTH = 215


def _narrowings(frame: pd.DataFrame, *, is_running: bool) -> list[_Narrowing]:
    standings = {label: code for code, label in formats.standing_labels(is_running=is_running).items()}
    found = set(frame["rung"])
    rungs = {label: code for code, label in RUNG_LABELS.items() if code in found or code in RUNGS[:-1]}
    phases = {formats.word(phase): phase for phase in PHASES}
    fifths = {"5, most disadvantaged": 5, "4": 4, "3": 3, "2": 2, "1, least disadvantaged": 1}
    trusts = sorted(frame["trust"].dropna().unique(), key=str.casefold)
    sizes = frame.sort_values("size_position")["size_band"].dropna().unique().tolist()
    return [
        _Narrowing("standing", "Status", list(standings), lambda rows, it: rows["standing"] == standings[it]),
        _Narrowing("rung", "How far", list(rungs), lambda rows, it: rows["rung"] == rungs[it]),
        _Narrowing(
            "teaches",
            "Phase of education taught",
            list(phases),
            lambda rows, it: rows["phases"].str.split("; ").map(lambda taught: phases[it] in taught),
        ),
        _Narrowing(
            "fifth",
            "FSM fifth",
            [*fifths, _NOT_KNOWN],
            lambda rows, it: rows["fsm_quintile"].isna() if it == _NOT_KNOWN else rows["fsm_quintile"] == fifths[it],
        ),
        _Narrowing("size", "Size", sizes, lambda rows, it: rows["size_band"] == it),
        _Narrowing(
            "trust",
            "Academy trust",
            [*trusts, _NO_TRUST],
            lambda rows, it: rows["trust"].isna() if it == _NO_TRUST else rows["trust"] == it,
        ),
    ]


def _found(rows: pd.DataFrame, words: str) -> pd.Series:
    """Return which rows have every word of the search; a postcode matches with and without its space."""
    texts = rows[list(_SEARCHED)].astype("string").fillna("").agg(" ".join, axis=1)
    texts = (texts + " " + rows["postcode"].fillna("").str.replace(" ", "")).str.casefold()
    hits = pd.Series(True, index=rows.index)
    for word in words.casefold().split():
        hits &= texts.str.contains(word, regex=False)
    return hits


def _counts(rows: pd.DataFrame, of_all: int, period: ShownPeriod, *, is_running: bool) -> None:
    """Show how many of the listed schools are reached, then how many of all are listed, and their standings."""
    reached = int(rows["is_reached"].sum())
    share = f" ({formats.percent(reached / len(rows))})" if len(rows) else ""
    counts = rows["standing"].value_counts()
    labels = formats.standing_labels(is_running=is_running)
    standings = ", ".join(f"{counts.get(code, 0):,} {label.lower()}" for code, label in labels.items())
    listed = formats.count_of(len(rows), "school")
    show_answer(f"{reached:,} of {listed}{share} reached in {period.in_words}.")
    st.caption(escape(f"{listed} of {of_all:,} listed: {standings}. Choose a row to open the school's page."))

"""Who did what: sign-ins, imports, changes, exports and packs, newest first."""

import datetime as dt

import pandas as pd
import streamlit as st

from reach import formats
from reach.store import audit
from reach.ui.escape import escape, escape_table
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.view import View

_ALL = "All"
_SHOWN_AT_FIRST = 100


def show_page() -> None:
    """Show the page."""
    view = page("Who did what", needs_figures=False)
    entries = audit.entries(view.store.folder)
    _warn_of_broken_line(view)
    if not entries:
        show_answer("Nothing is recorded yet. Sign-ins, imports, changes, exports and packs will stand here.")
        return
    count = formats.count_of(len(entries), "entry", "entries")
    show_answer(f"{count}, the newest of {formats.day(entries[0].at.date())}.")
    st.markdown(
        "Entries are only ever added, and are in every backup. Nobody who came to an activity is named in them."
    )
    _show_entries(_chosen(entries))


def _warn_of_broken_line(view: View) -> None:
    broken = audit.first_broken_line(view.store.folder)
    if broken is not None:
        st.warning(
            escape(
                f"Line {broken:,} of {audit.FILE} does not follow the one before it: somebody has changed the file. "
                "Compare it with the one in an earlier backup."
            ),
            icon=":material/report:",
        )


def _chosen(entries: list[audit.Entry]) -> list[audit.Entry]:
    """Ask who, what and since when; return the entries that fit."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.selectbox("Who", [_ALL, *sorted({each.who for each in entries})], format_func=escape, key="audit_who")
        did = st.selectbox("What", [_ALL, *sorted({each.did for each in entries})], key="audit_did")
        since = st.date_input("Since", value=None, format="DD/MM/YYYY", key="audit_since")
    return [
        each
        for each in entries
        if who in (_ALL, each.who)
        and did in (_ALL, each.did)
        and (not isinstance(since, dt.date) or each.at.date() >= since)
    ]


def _show_entries(entries: list[audit.Entry]) -> None:
    if not entries:
        st.info("No entry fits all of this.")
        return
    rows = [
        {"When": formats.moment(each.at), "Who": each.who, "What": each.did, "Which": each.what} for each in entries
    ]
    st.table(escape_table(pd.DataFrame(rows[:_SHOWN_AT_FIRST])), hide_index=True, alt="Who did what, newest first")
    if len(rows) > _SHOWN_AT_FIRST:
        st.caption(f"The newest {_SHOWN_AT_FIRST} of {len(rows):,}. Choose above to find others.")

"""The history of imports, and undoing one."""

from typing import Any

import pandas as pd
import streamlit as st

from reach import formats, ingest
from reach.screens.imports.message import MESSAGE
from reach.store import Version, listing
from reach.ui.changes import make_change
from reach.ui.escape import escape, escape_table
from reach.ui.store_lists import cached_list
from reach.ui.view import View

_COUNTS = {
    "read": "Rows read",
    "loaded": "New or changed",
    "unchanged": "Unchanged",
    "held": "Held",
    "outside": "Of other areas",
}


def show_history(view: View) -> None:
    """Show the imports, and a button to undo one."""
    st.header("History", anchor="history")
    batches = cached_list(view, _all_batches)
    if not batches:
        st.caption("Nothing has been imported yet.")
        return
    shown = pd.DataFrame(batches)
    shown["kind"] = [
        ingest.KINDS[kind].label + ("" if pd.isna(day) else f" as at {day:%d/%m/%Y}")
        for kind, day in zip(shown["kind"], shown["as_at"], strict=True)
    ]
    shown["imported_at"] = [
        f"{when:%d/%m/%Y %H:%M}, {who}" for when, who in zip(shown["imported_at"], shown["imported_by"], strict=True)
    ]
    shown["undone_at"] = ["" if pd.isna(when) else f"{when:%d/%m/%Y %H:%M}" for when in shown["undone_at"]]
    for count in _COUNTS:
        shown[count] = [formats.thousands(value) for value in shown[count]]
    labels = {"batch": "Batch", "file": "File", "kind": "What it is", **_COUNTS}
    labels |= {"imported_at": "Imported", "undone_at": "Undone"}
    st.table(
        escape_table(shown[list(labels)].rename(columns=labels).astype(str)),
        hide_index=True,
        alt="Imports, newest first",
    )
    standing = {batch["batch"]: batch for batch in batches if batch["undone_at"] is None}
    if standing:
        _offer_undo(view, standing)


def _all_batches(version: Version) -> list[dict[str, Any]]:
    return listing.batches(version, undone=True)


def _offer_undo(view: View, standing: dict[int, dict[str, Any]]) -> None:
    with st.popover("Undo an import", icon=":material/undo:"):
        batch = st.selectbox(
            "Which import?",
            list(standing),
            format_func=lambda each: f"{each}: {standing[each]['file']}",
            key="undo_batch",
        )
        st.caption(f"{escape(_what_would_go(view, batch))} The file itself is untouched and can be imported again.")
        if st.button("Undo it", type="primary"):

            def undo() -> str:
                ingest.undo(view.store, batch)
                return f"Batch {batch} is undone."

            make_change(undo, message_key=MESSAGE, doing="Undoing…")


def _what_would_go(view: View, batch: int) -> str:
    """Return what undoing a batch would remove: everything that no other file holds."""
    gone = cached_list(view, ingest.undo_effects, batch)
    if not gone:
        return "Removes nothing that other files do not say, too."
    return f"Removes {formats.listed(gone)}, as no other file says them."

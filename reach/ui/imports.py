"""The Imports page: what files would change, importing them, what was held, and what came before."""

import contextlib
import functools
from collections.abc import Iterator, Sequence

import pandas as pd
import streamlit as st

from reach import formats, ingest
from reach.errors import ReachError
from reach.exports.tables import csv_of
from reach.ingest import Batch, SourceFile
from reach.ingest.template import TEMPLATES
from reach.store import listing
from reach.ui.view import View, show_error

KIND_LABELS = {
    "establishments": "Establishment register",
    "links": "Establishment links",
    "register": "Register of attendance",
}
_COUNTS = {
    "file": "File",
    "kind": "What it is",
    "read": "Rows read",
    "loaded": "New or changed",
    "unchanged": "Unchanged",
    "held": "Held",
    "outside": "Of other areas",
}


def drop_files(view: View) -> None:
    """Take files, say what they would change, and import them once that is confirmed."""
    _say_what_happened()
    uploads = st.file_uploader(
        "Files to import",
        type=["csv", "xlsx", "xls", "ods", "zip", "txt"],
        accept_multiple_files=True,
        key=f"files_{st.session_state.setdefault('uploads_taken', 0)}",
        help="Excel, CSV or the DfE's zip. Several at once are fine: they are imported together, or not at all.",
    )
    if not uploads:
        return
    sources = [SourceFile(upload.name, upload.getvalue()) for upload in uploads]
    try:
        batches = _would_change(view, sources)
    except ReachError as error:
        show_error(error)
        return
    st.markdown("**What would change**")
    st.table(_counts_table(batches), hide_index=True, alt="What the files would change")
    if view.version.is_demonstration and any(batch.kind == "establishments" for batch in batches):
        st.warning(
            "This store is the demonstration. An establishment register puts it away: "
            "your own hub's store begins with these files.",
            icon=":material/science:",
        )
    is_new = any(batch.changes_anything for batch in batches)
    if not is_new:
        st.info("Everything in these files is loaded already. Importing them again would change nothing.")
    held = sum(batch.held for batch in batches)
    if held:
        st.info(f"{formats.count_of(held, 'row')} would be held until settled: the rest can be imported now.")
    left, right = st.columns([1, 1])
    if left.button("Import", type="primary", icon=":material/check:", width="stretch", disabled=not is_new):
        _import(view, sources)
    if right.button("Leave everything as it is", icon=":material/close:", width="stretch"):
        _take_next_files()


def held_rows(view: View) -> None:
    """Show the rows that wait to be settled, with the reason and the schools that may be meant."""
    rows = listing.held_rows(view.version)
    st.subheader("Held rows", anchor="held-rows")
    if not rows:
        st.caption("None. Rows that cannot be loaded wait here, with the reason.")
        return
    frame = pd.DataFrame(rows)
    frame["candidates"] = [
        "; ".join(f"{each['name']} ({each['urn']}, {each['why']})" for each in candidates)
        for candidates in frame["candidates"]
    ]
    st.markdown(
        f"{formats.count_of(len(frame), 'row')} could not be loaded. Put it right in the file and import the file "
        "again: what is loaded already stays as it is."
    )
    frame.columns = ["Batch", "File", "Row", "Reason", "School as given", "May be meant"]
    st.dataframe(frame, hide_index=True, alt="Held rows")
    st.download_button(
        "Held rows as CSV",
        lambda: csv_of(frame),
        "held-rows.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def uncounted_schools(view: View) -> None:
    """Say which schools' attendance counts nowhere, and what to do."""
    rows = listing.uncounted(view.version)
    if not rows:
        return
    total = sum(row["attendances"] for row in rows)
    st.warning(
        f"{formats.count_of(total, 'row')} of attendance at {formats.count_of(len(rows), 'school')} "
        f"{'counts' if total == 1 else 'count'} nowhere: the school has closed, and no link leads to one that is open. "
        "Load the newest links file; where a school really is gone, nothing needs to be done.",
        icon=":material/link_off:",
    )
    with st.expander("Which schools?"):
        shown = pd.DataFrame(
            [
                [str(row["urn"]), row["name"], "" if row["closed_on"] is None else f"{row['closed_on']:%d/%m/%Y}"]
                for row in rows
            ],
            columns=["URN", "School", "Closed"],
        )
        st.table(shown, hide_index=True, alt="Schools whose attendance counts nowhere")


def history(view: View) -> None:
    """Show what was imported when, and offer to take it back."""
    st.subheader("History", anchor="history")
    batches = listing.batches(view.version, undone=True)
    if not batches:
        st.caption("Nothing has been imported yet.")
        return
    shown = pd.DataFrame(batches)
    shown["kind"] = shown["kind"].map(KIND_LABELS)
    shown["imported_at"] = [f"{when:%d/%m/%Y %H:%M}" for when in shown["imported_at"]]
    shown["undone_at"] = ["" if pd.isna(when) else f"{when:%d/%m/%Y %H:%M}" for when in shown["undone_at"]]
    shown["as_at"] = ["" if pd.isna(day) else f"{day:%d/%m/%Y}" for day in shown["as_at"]]
    for count in ("read", "loaded", "unchanged", "held", "outside"):
        shown[count] = [formats.thousands(value) for value in shown[count]]
    labels = {"batch": "Batch", **_COUNTS, "as_at": "As at", "imported_at": "Imported", "undone_at": "Undone"}
    st.table(shown[list(labels)].rename(columns=labels).astype(str), hide_index=True, alt="Imports, newest first")
    standing = {batch["batch"]: batch for batch in batches if batch["undone_at"] is None}
    if standing:
        _offer_undo(view, standing)


def templates(view: View) -> None:
    """Offer the template for registers."""
    st.subheader("Template", anchor="template")
    st.markdown(
        "One row for each person and session. Names and addresses are kept nowhere: people are only told apart."
    )
    with st.container(horizontal=True):
        for label, (name, mime, make) in TEMPLATES.items():
            st.download_button(
                f"Register template, {label}",
                functools.partial(make, view.settings),
                name,
                mime,
                on_click="ignore",
                icon=":material/download:",
            )


def _offer_undo(view: View, standing: dict[int, dict]) -> None:
    with st.popover("Undo an import", icon=":material/undo:"):
        batch = st.selectbox(
            "Which import?",
            list(standing),
            format_func=lambda each: f"{each}: {standing[each]['file']}",
            key="undo_batch",
        )
        st.caption(
            f"Takes back {standing[batch]['loaded']:,} loaded and {standing[batch]['held']:,} held rows, as if the "
            "file had never been imported. The file itself is untouched and can be imported again."
        )
        if st.button("Undo it", type="primary"):
            try:
                with st.spinner("Undoing…", show_time=True):
                    ingest.undo(view.store, batch)
            except ReachError as error:
                show_error(error)
                return
            st.session_state["imports_message"] = f"Batch {batch} is undone."
            st.rerun()


def _would_change(view: View, sources: Sequence[SourceFile]) -> list[Batch]:
    """Try the import without changing anything, once for each set of files and version of the store."""
    key = (view.version.name, *(source.content_hash for source in sources))
    if st.session_state.get("tried_key") != key:
        with _progress("Reading") as on_progress:
            batches = ingest.import_files(
                view.store, sources, imported_by="dashboard", dry_run=True, on_progress=on_progress
            )
        st.session_state["tried_key"], st.session_state["tried"] = key, batches
    tried: list[Batch] = st.session_state["tried"]
    return tried


def _import(view: View, sources: Sequence[SourceFile]) -> None:
    try:
        with _progress("Importing") as on_progress:
            batches = ingest.import_files(view.store, sources, imported_by="dashboard", on_progress=on_progress)
    except ReachError as error:
        show_error(error)
        return
    loaded, held = sum(batch.loaded for batch in batches), sum(batch.held for batch in batches)
    waiting = f" {formats.count_of(held, 'row')} held: see below." if held else ""
    st.session_state["imports_message"] = (
        f"Imported {formats.count_of(len(batches), 'file')}: {formats.count_of(loaded, 'row')} new or changed.{waiting}"
    )
    _take_next_files()


@contextlib.contextmanager
def _progress(doing: str) -> Iterator[ingest.OnProgress]:
    """Show a bar that says what is being done, and goes away when it is done."""
    bar = st.progress(0.0, doing)

    def on_progress(doing: str, share: float) -> None:
        bar.progress(min(max(share, 0.0), 1.0), doing)

    try:
        yield on_progress
    finally:
        bar.empty()


def _take_next_files() -> None:
    """Empty the uploader: files are held in memory only as long as they are looked at."""
    st.session_state["uploads_taken"] += 1
    st.session_state.pop("tried", None)
    st.session_state.pop("tried_key", None)
    st.rerun()


def _say_what_happened() -> None:
    message = st.session_state.pop("imports_message", None)
    if message:
        st.success(message, icon=":material/check_circle:")


def _counts_table(batches: Sequence[Batch]) -> pd.DataFrame:
    rows = [
        {
            label: f"{value:,}" if isinstance(value := getattr(batch, field), int) else value
            for field, label in _COUNTS.items()
        }
        | {"What it is": KIND_LABELS[batch.kind]}
        for batch in batches
    ]
    return pd.DataFrame(rows)

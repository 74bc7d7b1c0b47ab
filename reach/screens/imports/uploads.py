"""Uploaded files: read one by one, tried, shown, and imported after confirmation."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from reach import formats, ingest
from reach.errors import ImportFileError, ReachError
from reach.ingest import Answers, Batch, Part, SourceFile
from reach.ingest.readings import ORGANISERS, left_out_in_words
from reach.screens.imports.message import IMPORTED, MESSAGE, show_message
from reach.screens.imports.questions import ask, forget_answers
from reach.screens.imports.uploaded_files import forget_uploads
from reach.store import listing
from reach.ui.error_messages import show_error
from reach.ui.escape import escape, escape_table
from reach.ui.progress_bar import progress
from reach.ui.sign_in import recorded_as
from reach.ui.store_lists import cached_list
from reach.ui.view import View

_TABLES, _TRIED, _FETCHED = "import_tables", "import_tried", "import_fetched"
"""Session keys: the tables of the uploaded files, what they would change, and the register that was fetched."""


_SENTENCES = 3
"""Rows that are said in words before a file is imported."""


@dataclasses.dataclass(frozen=True)
class _Ready:
    """A file to import: its tables, the answers about each, and two places on its card.

    outcome: for what the file would change. choice: for the box that leaves it out.
    """

    source: SourceFile
    parts: Sequence[Part]
    answers: dict[str, Answers]
    outcome: DeltaGenerator
    choice: DeltaGenerator


def drop_files(view: View) -> None:
    """Take files, ask for what they lack, show what they would change, and import those that are confirmed."""
    show_message(view)
    uploads = st.file_uploader(
        "Files to import",
        type=[*ingest.TABLE_ENDINGS, ".zip"],
        accept_multiple_files=True,
        key=f"files_{st.session_state.setdefault('uploads_taken', 0)}",
        help="Several at once are fine. They are known by what is in them, not by their names.",
    )
    sources = [SourceFile(upload.name, upload.getvalue()) for upload in uploads]
    fetched = _fetch(view)
    sources += [fetched] if fetched else []
    _forget_all_but(sources)
    if not sources:
        return
    bar = st.empty()
    first_with: dict[str, str] = {}
    ready: list[_Ready] = []
    for position, source in enumerate(sources):
        with st.container(border=True):
            st.markdown(f"**{escape(source.name)}**")
            if source.content_hash in first_with:
                same = first_with[source.content_hash]
                st.info(f"This is the same file as {escape(same)} above, and is imported once.")
            elif found := _understand(view, source, position):
                ready.append(found)
        first_with.setdefault(source.content_hash, source.name)
    confirmed = [each for each, batches in _try_together(view, ready, bar) if _would_change(each, batches)]
    if confirmed:
        _confirm(view, confirmed)


def _fetch(view: View) -> SourceFile | None:
    """Show a button that fetches the establishment register; return it like an uploaded file."""
    if st.button(
        "Fetch the establishment register from the DfE",
        icon=":material/cloud_download:",
        help="The newest there is: some 60 MB. The address stands in data/hub.toml.",
    ):
        try:
            with progress("Fetching") as on_progress:
                st.session_state[_FETCHED] = ingest.fetch_register(
                    view.settings.establishment_register.address, dt.date.today(), on_progress=on_progress
                )
        except ReachError as error:
            show_error(error)
    fetched: SourceFile | None = st.session_state.get(_FETCHED)
    return fetched


def _understand(view: View, source: SourceFile, position: int) -> _Ready | None:
    """Show the kind of a file and ask for what it lacks; return None where it cannot be imported or is left out."""
    key = f"{position}_{source.content_hash[:12]}"
    answers: dict[str, Answers] = {}
    try:
        parts = _tables(source)
    except ReachError as error:
        show_error(error)
        return None
    hashes = {ingest.file_hash_of(view.store, part) for part in parts}
    before = next(filter(None, (cached_list(view, listing.imported_before, each) for each in hashes)), None)
    if before:
        when = f"{before['imported_at']:%d/%m/%Y at %H:%M}"
        st.info(f"This very file was imported on {when} as batch {before['batch']:d}.")
    try:
        for number, part in enumerate(parts):
            if len(parts) > 1 and not st.checkbox(
                escape(f"Read the tab “{part.sheet}”" if part.sheet else f"Read {part.name}"),
                value=True,
                key=f"tab_{key}_{number}",
            ):
                answers[part.key] = Answers(leaves_out=True)
                continue
            answers[part.key] = ask(view, part, f"{position}_{number}")
    except ReachError as error:
        show_error(error)
        return None
    outcome, choice = st.container(), st.empty()
    if choice.checkbox("Import this file", value=True, key=f"wanted_{key}"):
        read = [part for part in parts if not answers[part.key].leaves_out]
        return _Ready(source, read, answers, outcome, choice) if read else None
    return None


def _try_together(view: View, ready: Sequence[_Ready], bar: DeltaGenerator) -> list[tuple[_Ready, list[Batch]]]:
    """Return what the files would change when imported together: registers need the schools of the others.

    A file that cannot be imported shows the reason on its card, and the others are tried without it.
    """
    left = list(ready)
    while left:
        try:
            batches = _tried(view, left, bar)
        except ImportFileError as error:
            refused = [each for each in left if error.content_hash in {part.source.content_hash for part in each.parts}]
            for each in refused:
                each.choice.empty()
                with each.outcome:
                    _show_refusal(error)
            if not refused:
                show_error(error)
                return []
            left = [each for each in left if each not in refused]
        except ReachError as error:
            show_error(error)
            return []
        else:
            remaining = iter(batches)
            return [(each, [next(remaining) for _ in each.parts]) for each in left]
    return []


def _show_refusal(error: ImportFileError) -> None:
    if isinstance(error, ingest.QuestionsOpenError):
        st.info(f"{escape(error.message.partition(' Nothing was')[0])} Answer above, and you see what it would change.")
    else:
        show_error(error)


def _would_change(file: _Ready, batches: Sequence[Batch]) -> bool:
    """Show on a file's card what it would change; return whether that is anything."""
    with file.outcome:
        for batch in batches:
            _show(batch, is_one_of_several=len(batches) > 1)
        if any(batch.changes_anything for batch in batches):
            return True
        if any(batch.read for batch in batches):
            st.info("Everything in this file is loaded already. Importing it again would change nothing.")
        elif not any(batch.left_out for batch in batches):
            st.info("There are no rows in this file.")
    file.choice.empty()
    return False


def _show(batch: Batch, *, is_one_of_several: bool) -> None:
    """Show a table's kind and what it would change: counts, period, and its first rows without personal data."""
    sheet = f" · {batch.file.rpartition(': ')[2]}" if is_one_of_several else ""
    of_what = "from"
    if ingest.attendance(batch.kind):
        of_what = "session" if batch.days and batch.days[0] == batch.days[1] else "sessions"
    period = f" · {of_what} {_period(batch)}" if batch.days else ""
    period += f" · as at {formats.day(batch.as_at)}" if batch.as_at else ""
    left_out = f" · left out: {left_out_in_words(batch.left_out)}"
    st.markdown(escape(f"{ingest.KINDS[batch.kind].label}{sheet}{period}{left_out if batch.left_out else ''}"))
    counts = {
        "Rows read": batch.read,
        "New": batch.loaded - batch.changed,
        "Changed": batch.changed,
        "Unchanged": batch.unchanged,
        "Held": batch.held,
        "Of other areas": batch.outside,
    }
    st.table(
        escape_table(pd.DataFrame([{label: formats.thousands(count) for label, count in counts.items()}])),
        hide_index=True,
        alt=f"What {batch.file} would change",
    )
    for remark in batch.remarks:
        st.warning(escape(remark))
    if not batch.read and batch.left_out and set(batch.left_out) <= set(ORGANISERS):
        st.warning("Everybody in this meeting was an organiser. If they were the attendees, count them above.")
    if batch.held:
        held = formats.count_of(batch.held, "row")
        st.info(escape(f"{held} would be held until settled: the rest can be imported now."))
    if batch.preview:
        sentences = [str(row["As imported"]) for row in batch.preview if row.get("As imported")]
        if sentences:
            st.markdown("**The first rows, as they would be imported**")
            st.markdown("\n".join(f"- {escape(sentence)}" for sentence in sentences[:_SENTENCES]))
        shown = len(batch.preview)
        with st.expander(f"The first {shown:,} rows in full" if shown > 1 else "The first row in full"):
            rows = [{name: cell for name, cell in row.items() if name != "As imported"} for row in batch.preview]
            st.dataframe(pd.DataFrame(rows), hide_index=True, alt="The first rows in full")


def _period(batch: Batch) -> str:
    first, last = batch.days or (None, None)
    return formats.day(first) if first == last else f"{formats.day(first)} to {formats.day(last)}"


def _confirm(view: View, ready: Sequence[_Ready]) -> None:
    has_schools = any(ingest.KINDS[part.kind].sets_as_at for each in ready for part in each.parts)
    if view.version.is_demonstration and has_schools:
        st.warning(
            "This store is the demonstration. An establishment register puts it away: "
            "your own hub's store begins with these files.",
            icon=":material/science:",
        )
    left, right = st.columns([1, 1])
    label = "Import" if len(ready) == 1 else f"Import {len(ready)} files"
    if left.button(escape(label), type="primary", icon=":material/check:", width="stretch"):
        _import(view, ready)
    if right.button("Leave everything as it is", icon=":material/close:", width="stretch"):
        _take_next_files()


def _tables(source: SourceFile) -> list[Part]:
    """Return a file's tables, read once for as long as it is on the page."""
    kept: dict[str, list[Part]] = st.session_state.setdefault(_TABLES, {})
    key = source.content_hash
    if key not in kept:
        with st.spinner(f"Reading {escape(source.name)}…", show_time=True):
            kept[key] = ingest.tables_in([source])
    return kept[key]


def _tried(view: View, files: Sequence[_Ready], bar: DeltaGenerator) -> list[Batch]:
    """Return what an import would change, worked out once for the same files, answers and version of the store.

    Raises ImportFileError for the first file that cannot be imported.
    """
    kept: dict[str, list[Batch] | ImportFileError] = st.session_state.setdefault(_TRIED, {})
    answers = _answers(files)
    key = f"{view.version.name} {[each.source.content_hash for each in files]} {sorted(answers.items(), key=str)}"
    if key not in kept:
        try:
            with bar.container(), progress("Reading") as on_progress:
                kept[key] = ingest.import_files(
                    view.store,
                    [each.source for each in files],
                    imported_by="dashboard",
                    dry_run=True,
                    answers=answers,
                    on_progress=on_progress,
                )
        except ImportFileError as error:
            kept[key] = error
    found = kept[key]
    if isinstance(found, ImportFileError):
        raise found
    return found


def _answers(files: Sequence[_Ready]) -> dict[str, Answers]:
    return {key: answer for each in files for key, answer in each.answers.items()}


def _import(view: View, ready: Sequence[_Ready]) -> None:
    cancel = st.empty()
    cancel.button("Cancel", key="import_cancelled", icon=":material/cancel:", on_click=_cancelled, args=(view,))
    try:
        with progress("Importing") as on_progress:
            batches = ingest.import_files(
                view.store,
                [each.source for each in ready],
                imported_by=recorded_as(view.visitor),
                answers=_answers(ready),
                on_progress=on_progress,
            )
    except ReachError as error:
        cancel.empty()
        show_error(error)
        return
    loaded, held = sum(batch.loaded for batch in batches), sum(batch.held for batch in batches)
    waiting = f" {formats.count_of(held, 'row')} held." if held else ""
    st.session_state[IMPORTED] = True
    st.session_state[MESSAGE] = (
        f"Imported {formats.count_of(len(ready), 'file')}: {formats.count_of(loaded, 'row')} new or changed.{waiting}"
    )
    _take_next_files()


def _cancelled(view: View) -> None:
    """Say what became of an import that a click on “Cancel” has stopped."""
    is_stopped = view.store.read().name == view.version.name
    st.session_state[MESSAGE] = (
        "The import was cancelled. Nothing was changed."
        if is_stopped
        else "The import had finished before it could be cancelled. To take it back, undo it below."
    )


def _take_next_files() -> None:
    """Empty the uploader: files stay in memory only while they are on the page."""
    st.session_state["uploads_taken"] += 1
    _forget_all_but(())
    st.session_state.pop(_FETCHED, None)
    forget_uploads()
    st.rerun()


def _forget_all_but(sources: Sequence[SourceFile]) -> None:
    """Remove the tables of files that are no longer on the page, and the answers about them: they name people."""
    if not sources:
        st.session_state.pop(_TRIED, None)
    hashes = {source.content_hash for source in sources}
    kept: dict[str, list[Part]] = st.session_state.get(_TABLES, {})
    for key in [key for key in kept if key not in hashes]:
        del kept[key]
    forget_answers(hashes)

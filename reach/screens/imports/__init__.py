"""Imports: files in, what they would change, what was held, and what came before."""

import streamlit as st

from reach import formats, ingest
from reach.screens.imports.chart_notes import show_chart_notes
from reach.screens.imports.held_rows import show_held_rows, show_remembered_answers
from reach.screens.imports.history import show_history
from reach.screens.imports.quality import show_quality, warn_of_uncounted_schools
from reach.screens.imports.templates import offer_templates
from reach.screens.imports.uploads import drop_files
from reach.screens.imports.versions_and_backups import show_versions_and_backups
from reach.store import listing
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.store_lists import cached_list
from reach.ui.view import View


def show_page() -> None:
    """Show the page."""
    view = page("Imports", needs_figures=False)
    show_answer(_answer(view))
    st.markdown(
        "Drop files as they come: the DfE's establishment register and its links, registers of attendance, and "
        "outlines of local authorities. Nothing is changed before you confirm it. Nobody's name or address is kept."
    )
    drop_files(view)
    show_held_rows(view)
    show_remembered_answers(view)
    warn_of_uncounted_schools(view)
    show_history(view)
    show_chart_notes(view)
    show_versions_and_backups(view)
    show_quality(view)
    offer_templates(view)


def _answer(view: View) -> str:
    """Say what is loaded, and whether rows wait for an answer."""
    register = view.version.register_date
    if register is None:
        return "Nothing is loaded yet: begin with the DfE's establishment register."
    files = sum(ingest.attendance(batch["kind"]) is not None for batch in cached_list(view, listing.batches))
    rows = len(cached_list(view, listing.held_rows))
    held = f"{formats.count_of(rows, 'row')} {'is' if rows == 1 else 'are'} held" if rows else "no row is held"
    registers = formats.count_of(files, "register") + " of attendance"
    return f"Schools as at {formats.day(register)} and {registers} are loaded; {held}."

"""How figures are counted: the meaning of every word, and the queries that count."""

import pandas as pd
import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from reach import formats, queries
from reach.definitions import as_markdown
from reach.store import listing
from reach.store.schema_steps import DEFINITIONS
from reach.ui.escape import escape, escape_table
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.store_lists import cached_list
from reach.ui.view import View


def show_page() -> None:
    """Show the page."""
    view = page("How figures are counted", needs_figures=False)
    _show_loaded_files(view)
    st.markdown(as_markdown())
    _show_queries()


def _show_loaded_files(view: View) -> None:
    """Show the date of the schools and the imported files."""
    if view.version.register_date is None:
        show_answer("Nothing is loaded yet. Figures begin with an establishment register, on the Imports page.")
        return
    day = formats.day(view.version.register_date)
    show_answer(f"Schools are as at {day}, the date of the establishment register.")
    st.markdown("A period that ended before is counted as at its own last day.")
    if not view.is_exact:
        return
    batches = cached_list(view, listing.batches)
    st.header("What is loaded", anchor="what-is-loaded")
    rows = [
        {
            "Batch": str(batch["batch"]),
            "File": batch["file"],
            "Imported": f"{batch['imported_at']:%d/%m/%Y %H:%M}",
            "Rows read": f"{batch['read']:,}",
            "Held": f"{batch['held']:,}",
        }
        for batch in batches
    ]
    st.table(escape_table(pd.DataFrame(rows)), hide_index=True, alt="Files that the figures come from")


def _show_queries() -> None:
    """Show the SQL of every query, and the definitions that they share."""
    st.header("The queries themselves", anchor="queries")
    st.write("Every figure is the answer to one of these. What stands here is what runs.")
    for name in queries.names():
        query = queries.load(name)
        label = f"**{escape(name)}**: {escape(query.answers)}"
        _show_sql(st.expander(label, key=f"query_{name}", on_change="rerun"), query.sql)
    st.header("The definitions that they share", anchor="shared-definitions")
    for file in sorted(DEFINITIONS.glob("*.sql")):
        text = file.read_text(encoding="utf-8")
        label = escape(text.splitlines()[0].removeprefix("--").strip())
        _show_sql(st.expander(label, key=f"definition_{file.stem}", on_change="rerun"), text)


def _show_sql(fold: ExpanderContainer, sql: str) -> None:
    if fold.open:
        fold.code(sql, language="sql")

"""The list of all schools."""

import streamlit as st

from reach import formats
from reach.queries import Result
from reach.ui.behind import school_rows
from reach.ui.view import View


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
    school_rows(view, result, rows, "Schools" + (f" with “{words}”" if words else ""), key="all")

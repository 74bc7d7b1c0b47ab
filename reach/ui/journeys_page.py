"""Which journey is looked at, and the path of each school on it."""

import streamlit as st

from reach import formats
from reach.ui.behind import school_rows
from reach.ui.escape import escape
from reach.ui.view import View


def choose_journey(view: View) -> str:
    """Ask which journey is looked at; where the hub has none, say how it gets one and stop."""
    journeys = view.settings.journeys
    if not journeys:
        st.info(
            "No programme is a stage of a journey yet. In data/hub.toml, give the programmes of a journey its name as "
            "`journey` and their order as `stage`."
        )
        st.stop()
    return str(
        st.segmented_control(
            "Journey",
            journeys,
            format_func=escape,
            default=journeys[0],
            required=True,
            key="journey",
            bind="query-params",
        )
    )


def journey_paths(view: View, journey: str) -> None:
    """Show each school's path over the years, to be searched and taken away."""
    with st.container(border=True):
        st.subheader("Each school's path over the years", anchor=False)
        if not st.toggle("Show the paths", key="paths"):
            return
        result = view.ask("journey_schools", journey=journey)
        rows = result.frame[result.frame["path"] != ""]
        words = st.text_input("Search", placeholder="A name, a stage, a year …", key="path_search").casefold()
        hits = rows.apply(lambda row: words in f"{row['name']} {row['la_name']} {row['path']}".casefold(), axis=1)
        rows = rows[hits.astype(bool)] if len(rows) else rows
        st.markdown(f"{escape(formats.count_of(len(rows), 'school'))} that came to a stage in any year.")
        school_rows(view, result, rows, f"Paths: {journey}", key="paths", chosen=(("Journey", journey),))

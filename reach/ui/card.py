"""The chart card used everywhere: title, chart, its sentence, table, schools, and everything to take away."""

import functools
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from reach import exports, formats
from reach.exhibit import Exhibit
from reach.ui.sidebar import link_to
from reach.ui.view import View

_CHART_CONFIG = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "autoScale2d"],
}


SHOWN_LA, SHOWN_PHASE = "shown_la", "shown_phase"
"""Where the page remembers which local authority and phase the schools below the charts are of."""


def show(view: View, exhibit: Exhibit, *, key: str, selects: tuple[str, ...] = ()) -> None:
    """Show an exhibit as a card.

    selects names what a mark is of, in the order of its custom data (SHOWN_LA, SHOWN_PHASE): a click on it then
    chooses the schools that `schools_behind` shows.
    """
    with st.container(border=True):
        st.subheader(exhibit.title, anchor=False)
        st.plotly_chart(
            exhibit.figure,
            theme=None,
            key=f"chart_{key}",
            alt=f"{exhibit.title}. {exhibit.sentence}",
            config=_CHART_CONFIG
            | {"toImageButtonOptions": {"format": "png", "scale": 2, "filename": exhibit.file_stem}},
            on_select=functools.partial(_remember_click, f"chart_{key}", selects) if selects else "ignore",
            selection_mode="points",
        )
        st.markdown(exhibit.sentence)
        st.caption(f"As at {exhibit.as_at}. {exhibit.definition}")
        with st.container(horizontal=True):
            _table(exhibit, key)
            _schools(view, key)
            _export(view, exhibit, key)


def _remember_click(chart: str, selects: tuple[str, ...]) -> None:
    points = st.session_state[chart].selection.points
    if points:
        clicked = dict(zip(selects, points[0]["customdata"], strict=False))
        for what in (SHOWN_LA, SHOWN_PHASE):
            st.session_state[what] = clicked.get(what, "all")


def download_buttons(exhibit: Exhibit, *, key: str) -> None:
    """Offer every format that the exhibit can be made in; nothing is made before it is asked for."""
    for label, kind in exports.FORMATS.items():
        if kind.needs_browser and exhibit.figure is None:
            continue
        st.download_button(
            label,
            data=functools.partial(kind.make, exhibit),
            file_name=exports.file_name(exhibit, kind),
            mime=kind.mime,
            on_click="ignore",
            help=kind.help,
            key=f"{key}_{label}",
            icon=":material/download:",
            disabled=kind.needs_browser and exports.browser() is None,
        )


def show_schools(frame: pd.DataFrame, *, key: str, caption: str) -> None:
    """Show the schools behind a figure, those reached and those not, to be read and to be taken away."""
    shown = formats.table_for_people(frame.drop(columns=["la_code", "is_reached"]))
    st.dataframe(shown, hide_index=True, key=f"schools_{key}", alt=caption, height=min(38 * len(shown) + 40, 460))


def _lazily(opener: Any, draw: Callable[[], None]) -> None:
    """Fill a popover only once it is opened, so that a page costs no more than what is looked at."""
    if opener.open:
        with opener:
            draw()


def _table(exhibit: Exhibit, key: str) -> None:
    opener = st.popover("Table", icon=":material/table:", key=f"table_{key}", on_change="rerun")

    def draw() -> None:
        st.table(formats.table_for_people(exhibit.result.frame), hide_index=True, alt=exhibit.title)

    _lazily(opener, draw)


def _schools(view: View, key: str) -> None:
    opener = st.popover("Schools", icon=":material/school:", key=f"behind_{key}", on_change="rerun")

    def draw() -> None:
        schools = view.ask("school_list").frame
        reached = schools[schools["is_reached"]]
        st.markdown(f"**{formats.count_of(len(schools), 'school')}**, {len(reached):,} of them reached.")
        show_schools(schools, key=key, caption="The schools behind this chart")

    _lazily(opener, draw)


def _export(view: View, exhibit: Exhibit, key: str) -> None:
    opener = st.popover("Export", icon=":material/download:", key=f"export_{key}", on_change="rerun")

    def draw() -> None:
        with st.container(horizontal=True):
            download_buttons(exhibit, key=key)
        if not exports.browser():
            st.caption(
                "No Chrome, Edge or Chromium was found to draw PNG and SVG with. "
                "The camera on the chart itself still saves a picture."
            )
        st.caption("Link to this view")
        st.code(link_to(view.filters, view.settings), language=None, wrap_lines=True)

    _lazily(opener, draw)

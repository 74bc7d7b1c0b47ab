"""The chart card used everywhere: title, chart, its sentence, table, schools, and everything to take away."""

import functools
from collections.abc import Callable
from typing import Any

import streamlit as st

from reach import exports, formats
from reach.exhibit import Exhibit
from reach.ui.behind import Behind, opened_key, remember_mark, show_behind
from reach.ui.downloads import download_buttons
from reach.ui.sidebar import link_to
from reach.ui.texts import as_it_is
from reach.ui.view import View

_CHART_CONFIG = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "autoScale2d"],
}


def show(view: View, exhibit: Exhibit, *, key: str, behind: Behind | None = Behind()) -> None:  # noqa: B008 - frozen
    """Show an exhibit as a card: its chart, or its table where it has none.

    behind says which schools stand behind its marks: a click on a mark shows them below the chart, and so does the
    switch "Schools", with lists to choose from in place of clicks. None where no schools stand behind it.
    """
    with st.container(border=True):
        st.subheader(exhibit.title, anchor=False)
        if exhibit.figure is None:
            _draw_table(exhibit)
        else:
            _draw_chart(exhibit, key, behind)
        st.markdown(as_it_is(exhibit.sentence))
        st.caption(f"As at {exhibit.as_at}. {exhibit.definition}")
        with st.container(horizontal=True, vertical_alignment="center"):
            if exhibit.figure is not None:
                _table(exhibit, key)
            _export(view, exhibit, key)
            is_open = behind is not None and st.toggle(
                "Schools", key=opened_key(key), help="The schools behind this figure, to be read and taken away."
            )
        if is_open and behind is not None:
            show_behind(view, exhibit, behind, key=key)


def _draw_chart(exhibit: Exhibit, key: str, behind: Behind | None) -> None:
    chart = f"chart_{key}"
    st.plotly_chart(
        exhibit.figure,
        theme=None,
        key=chart,
        alt=f"{exhibit.title}. {exhibit.sentence}",
        config=_CHART_CONFIG | {"toImageButtonOptions": {"format": "png", "scale": 2, "filename": exhibit.file_stem}},
        on_select=functools.partial(remember_mark, chart, key, behind) if behind and behind.by else "ignore",
        selection_mode="points",
    )


def _draw_table(exhibit: Exhibit) -> None:
    st.table(formats.table_for_people(exhibit.result.frame), hide_index=True, alt=exhibit.title)


def _lazily(opener: Any, draw: Callable[[], None]) -> None:
    """Fill a popover only once it is opened, so that a page costs no more than what is looked at."""
    if opener.open:
        with opener:
            draw()


def _table(exhibit: Exhibit, key: str) -> None:
    opener = st.popover("Table", icon=":material/table:", key=f"table_{key}", on_change="rerun")
    _lazily(opener, functools.partial(_draw_table, exhibit))


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

"""Charts as pictures: drawn by kaleido with the machine's browser, which is started once and kept."""

import concurrent.futures
import textwrap
import threading
from typing import Literal

import kaleido
import plotly.graph_objects as go

from reach import theme
from reach.errors import ExportError
from reach.exhibit import Exhibit
from reach.exports.browsers import browser

WIDTH = 1200
"""Layout pixels; a PNG has twice as many."""
SECONDS_FOR_A_PICTURE = 30

_LINE_HEIGHT = 20
_LETTERS_A_LINE = 160
_EDGE = 28
_TITLE_HEIGHT = 130
_AXIS_HEIGHT = 72

_server = threading.Lock()
_is_running = False
_workers = concurrent.futures.ThreadPoolExecutor(max_workers=2, thread_name_prefix="picture")


def picture(exhibit: Exhibit, kind: Literal["png", "svg"]) -> bytes:
    """Draw an exhibit's chart with its title above it and what defends it below.

    Raises ExportError where there is no browser, or where it does not answer in time.
    """
    if browser() is None:
        raise ExportError(
            "There is no browser to draw pictures with",
            "Install Chrome, Edge or Chromium, or save a picture with the camera on the chart itself.",
        )
    drawing = _workers.submit(_draw, for_paper(exhibit), kind)
    try:
        return drawing.result(timeout=SECONDS_FOR_A_PICTURE)
    except (TimeoutError, concurrent.futures.CancelledError):
        _forget_server()
        raise ExportError(
            "The picture took too long",
            f"The browser did not draw it within {SECONDS_FOR_A_PICTURE} seconds. Try again, "
            "or save a picture with the camera on the chart itself.",
        ) from None
    except (RuntimeError, ValueError, OSError) as error:
        _forget_server()
        raise ExportError(
            "The picture could not be drawn",
            f"The browser said: {error}. Try again, or save a picture with the camera on the chart itself.",
        ) from error


def for_paper(exhibit: Exhibit) -> go.Figure:
    """Give a copy of the chart that stands for itself: title, chart, sentence, stamp."""
    foot = [
        line
        for text in (exhibit.sentence, *exhibit.short_stamp, exhibit.definition, exhibit.output_class)
        for line in textwrap.wrap(text, _LETTERS_A_LINE)
    ]
    figure = go.Figure(exhibit.figure)
    chart_height = max(figure.layout.height or 0, 420)
    foot_height = len(foot) * _LINE_HEIGHT + 24
    left = _EDGE + _width_of_labels(figure)
    figure.update_layout(
        width=WIDTH,
        height=_TITLE_HEIGHT + chart_height + _AXIS_HEIGHT + foot_height,
        margin={"l": left, "r": 48, "t": _TITLE_HEIGHT, "b": _AXIS_HEIGHT + foot_height},
        paper_bgcolor="white",
        title={
            "text": f"<b>{theme.safe(exhibit.title)}</b>",
            "font": {"size": 26, "color": theme.TEXT},
            "x": _EDGE / WIDTH,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "yref": "container",
            "pad": {"t": 24},
        },
    )
    figure.update_yaxes(automargin=False)
    figure.add_annotation(
        text="<br>".join(theme.safe(line) for line in foot),
        x=0,
        xref="paper",
        xanchor="left",
        xshift=_EDGE - left,
        y=0,
        yref="paper",
        yanchor="top",
        yshift=-_AXIS_HEIGHT,
        align="left",
        showarrow=False,
        font={"size": 14, "color": "#484949"},
    )
    return figure


def _width_of_labels(figure: go.Figure) -> int:
    """Give the pixels that the labels of the vertical axis need, so that everything else can start at one edge."""
    labels = [label for trace in figure.data for label in (trace.y if trace.y is not None else ())]
    lines = [line for label in labels if isinstance(label, str) for line in label.split("<br>")]
    return max((len(line) for line in lines), default=6) * 8 + 12


def _draw(figure: go.Figure, kind: str) -> bytes:
    _start_server()
    scale = 2 if kind == "png" else 1
    drawn: bytes = kaleido.calc_fig_sync(figure, opts={"format": kind, "scale": scale})
    return drawn


def _start_server() -> None:
    """Start the browser on first use. Plotly's own script is used, so no network is needed."""
    global _is_running
    with _server:
        if not _is_running:
            kaleido.start_sync_server(
                path=str(browser()), timeout=SECONDS_FOR_A_PICTURE, mathjax=False, silence_warnings=True
            )
            _is_running = True


def _forget_server() -> None:
    """Stop the browser, so that the next picture starts a new one."""
    global _is_running
    with _server:
        if _is_running:
            _is_running = False
            threading.Thread(target=kaleido.stop_sync_server, kwargs={"silence_warnings": True}, daemon=True).start()

"""Charts as PNG and SVG, drawn by the machine's browser."""

import html
import json
import os
import threading

import plotly.graph_objects as go

from reach.errors import ExportError
from reach.exhibit import Exhibit
from reach.exports.browsers import browser
from reach.exports.chart_renderer import ChartRenderer
from reach.exports.picture_layout import PictureLayout, foot_of
from reach.exports.tables import without_control_characters

HEIGHT_ALONE = 360
"""Layout pixels of a chart that has no height of its own."""

_renderer = ChartRenderer()
# Plotly loads what it checks figures with on first use, which fails now and then in two threads at once.
_laying_out = threading.Lock()


def start_browser() -> None:
    """Start the browser that draws in the background, for pictures that will be asked for in a moment."""
    path = browser()
    if path is not None:
        threading.Thread(target=_renderer.start, args=(path,), name="browser start", daemon=True).start()


def end_browser() -> None:
    """End the browser that draws, where one was started."""
    _renderer.end()


def exhibit_png(exhibit: Exhibit) -> bytes:
    """Give an exhibit's chart as a PNG, two dots a layout pixel.

    Raises ExportError where there is no browser, or where it does not answer in time.
    """
    return _picture(exhibit, "png", scale=2)


def exhibit_svg(exhibit: Exhibit) -> bytes:
    """Give an exhibit's chart as an SVG whose text stays text, with the sentence for people who do not see it.

    Raises ExportError where there is no browser, or where it does not answer in time.
    """
    return _with_text(_picture(exhibit, "svg"), exhibit)


def exhibit_pictures(exhibit: Exhibit) -> tuple[bytes, bytes]:
    """Give both, as (PNG, SVG), laid out once.

    Raises ExportError where there is no browser, or where it does not answer in time.
    """
    whole = _laid_out(exhibit)
    return _drawn(whole, "png", 2), _with_text(_drawn(whole, "svg"), exhibit)


def chart_svg(exhibit: Exhibit, width: int) -> bytes:
    """Give an exhibit's chart alone as an SVG, so many layout pixels wide, for a page that says the rest.

    Raises ExportError where there is no browser, or where it does not answer in time.
    """
    _refuse_lists(exhibit)
    with _laying_out:
        chart = PictureLayout(exhibit).chart()
        chart.update_layout(width=width, height=chart_height(exhibit))
    return without_control_characters(_drawn(chart, "svg").decode("utf-8")).encode("utf-8")


def chart_png(exhibit: Exhibit, width: int, height: int) -> bytes:
    """Give an exhibit's chart alone as a PNG, two dots a layout pixel, for a page that says the rest.

    Raises ExportError where there is no browser, or where it does not answer in time.
    """
    _refuse_lists(exhibit)
    with _laying_out:
        chart = PictureLayout(exhibit).chart().update_layout(width=width, height=height)
    return _drawn(chart, "png", 2)


def chart_height(exhibit: Exhibit) -> int:
    """Give the layout pixels that a chart alone is high."""
    return HEIGHT_ALONE if exhibit.figure is None else int(exhibit.figure.layout.height or HEIGHT_ALONE)


def _picture(exhibit: Exhibit, kind: str, scale: int = 1) -> bytes:
    return _drawn(_laid_out(exhibit), kind, scale)


def _laid_out(exhibit: Exhibit) -> go.Figure:
    """Give the chart with all that stands around it, once its own margins are known."""
    _refuse_lists(exhibit)
    with _laying_out:
        layout = PictureLayout(exhibit)
        chart = layout.chart()
    drawn_alone = json.loads(_drawn(chart, "json"))
    with _laying_out:
        return layout.whole(drawn_alone["layout"]["computed"]["margin"])


def _refuse_lists(exhibit: Exhibit) -> None:
    if exhibit.chart is None:
        raise ExportError("There is no chart to draw", "This is a list: take it as CSV or XLSX.")


def _with_text(drawn: bytes, exhibit: Exhibit) -> bytes:
    svg = without_control_characters(drawn.decode("utf-8"))
    description = " ".join((exhibit.sentence, *foot_of(exhibit)))
    texts = f"<title>{_escaped(exhibit.title)}</title><desc>{_escaped(description)}</desc>"
    return svg.replace("<svg ", '<svg role="img" ', 1).replace(">", f">{texts}", 1).encode("utf-8")


def _drawn(figure: go.Figure, kind: str, scale: int = 1) -> bytes:
    path = browser()
    if path is None:
        raise _no_browser()
    try:
        return _renderer.draw(figure, kind, path, scale=scale)
    except TimeoutError:
        raise ExportError(
            "The picture took too long",
            "The browser that draws it did not answer and has been ended. Try again: that starts a new one. "
            "If it fails again, take the figures as CSV or XLSX.",
        ) from None
    except Exception as error:
        raise ExportError(
            "The picture could not be drawn",
            f"The browser that draws it, {path.name}, gave up. Try again: that starts it anew. "
            "If it fails again, take the figures as CSV or XLSX, "
            "or set BROWSER_PATH to another Chrome, Edge or Chromium.",
        ) from error


def _no_browser() -> ExportError:
    chosen = os.environ.get("BROWSER_PATH")
    what = f"BROWSER_PATH says “{chosen}”, and there is no such file. " if chosen else ""
    return ExportError(
        "No browser to draw pictures",
        f"{what}Install Chrome, Edge or Chromium and start the dashboard again, or take the figures as CSV or XLSX.",
    )


def _escaped(text: str) -> str:
    return html.escape(without_control_characters(text), quote=False)

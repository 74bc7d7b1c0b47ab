"""A chart laid out to stand for itself: its title and finding above it, what defends it below."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from reach import theme
from reach.exhibit import Exhibit
from reach.exports.tables import without_control_characters
from reach.exports.typesetting import LINE_HEIGHT, lines_of

WIDTH, HEIGHT = 1200, 675
"""Layout pixels: a slide's shape. A chart that is taller makes its picture taller, too."""

_EDGE = 40
_TITLE, _SENTENCE, _FOOT = 28, 17, 13
_GAP = 20
_LEAST_CHART_HEIGHT = 320
_QUIET = "#484949"


class PictureLayout:
    """The page on which an exhibit's chart is drawn.

    The chart's own margins are not known before a browser has drawn it, as they depend on its labels. So it is drawn
    twice: `chart` alone, and then `whole` with the margins that it turned out to have.
    """

    def __init__(self, exhibit: Exhibit) -> None:
        room = WIDTH - 2 * _EDGE
        self._figure = exhibit.figure
        self._title = lines_of(exhibit.title, _TITLE, room, is_bold=True)
        self._sentence = lines_of(exhibit.sentence, _SENTENCE, room)
        self._foot = [line for text in foot_of(exhibit) for line in lines_of(text, _FOOT, room)]
        self._sentence_top = _EDGE + _height(self._title, _TITLE) + 8
        self._head_height = round(self._sentence_top + _height(self._sentence, _SENTENCE) + _GAP)
        self._foot_height = round(2 * _GAP + _height(self._foot, _FOOT) + _GAP)
        own_height = (exhibit.figure.layout.height if exhibit.figure else None) or _LEAST_CHART_HEIGHT
        self._chart_height = max(own_height, HEIGHT - self._head_height - self._foot_height)

    def chart(self) -> go.Figure:
        """Give a copy of the chart, without anything around it."""
        figure = go.Figure(_cleaned(go.Figure(self._figure).to_dict()))
        figure.update_layout(
            title=None,
            width=WIDTH - 2 * _EDGE,
            height=self._chart_height,
            margin={"l": 0, "r": 20, "t": 8, "b": 8},
            paper_bgcolor="white",
        )
        return figure

    def whole(self, margins: Mapping[str, float]) -> go.Figure:
        """Give the chart, at the margins it has alone, with all that is around it."""
        left, top = margins["l"] + _EDGE, margins["t"] + self._head_height
        figure = self.chart()
        figure.update_layout(
            width=WIDTH,
            height=self._head_height + self._chart_height + self._foot_height,
            margin={
                "l": left,
                "r": margins["r"] + _EDGE,
                "t": top,
                "b": margins["b"] + self._foot_height,
                "autoexpand": False,
            },
        )
        foot_top = self._head_height + self._chart_height + _GAP
        # Positions are from the plot's upper left corner, upwards.
        plot_height = self._chart_height - margins["t"] - margins["b"]
        for lines, font, y in (
            (self._title, {"size": _TITLE, "color": theme.TEXT, "weight": 700}, _EDGE - 8),
            (self._sentence, {"size": _SENTENCE, "color": theme.TEXT}, self._sentence_top),
            (self._foot, {"size": _FOOT, "color": _QUIET}, foot_top + 12),
        ):
            figure.add_annotation(
                text="<br>".join(theme.safe(line) for line in lines),
                font=font,
                x=0,
                xref="paper",
                xanchor="left",
                xshift=_EDGE - left,
                y=1,
                yref="paper",
                yanchor="top",
                yshift=top - y,
                align="left",
                borderpad=0,
                borderwidth=0,
                showarrow=False,
            )
        plot_width = WIDTH - 2 * _EDGE - margins["l"] - margins["r"]
        rule = top + plot_height - foot_top
        figure.add_shape(
            type="line",
            xref="paper",
            yref="paper",
            xsizemode="pixel",
            ysizemode="pixel",
            xanchor=0,
            yanchor=0,
            x0=_EDGE - left,
            x1=plot_width + margins["r"],
            y0=rule,
            y1=rule,
            line={"color": "#b1b4b6", "width": 1},
        )
        return figure


def foot_of(exhibit: Exhibit) -> list[str]:
    """Give what stands below a picture: filters, date, definition, who may see it, source."""
    shown, source = exhibit.short_stamp
    return [shown, exhibit.result.query.answers, exhibit.output_class, source]


def _cleaned(part: Any) -> Any:
    """Remove control characters from every text of a figure: one of them, and it cannot be drawn."""
    if isinstance(part, str):
        return without_control_characters(part)
    if isinstance(part, dict):
        return {key: _cleaned(value) for key, value in part.items()}
    if isinstance(part, np.ndarray) and part.dtype.kind not in "OU":
        return part
    return [_cleaned(each) for each in part] if isinstance(part, list | tuple | np.ndarray) else part


def _height(lines: list[str], size: int) -> float:
    return len(lines) * size * LINE_HEIGHT

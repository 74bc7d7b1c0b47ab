"""The call list's score: what each school's is made of."""

import functools
from collections.abc import Mapping

import pandas as pd

from reach import theme
from reach.charts.bars import Bars, Row, bar_chart
from reach.charts.chart import Axis, CategoryChart, Label, Point

_COLOURS = dict(
    zip(
        ("standing", "disadvantage", "size", "behind", "years"),
        (theme.CATEGORICAL[0], theme.CATEGORICAL[3], theme.CATEGORICAL[1], theme.CATEGORICAL[2], theme.CATEGORICAL[5]),
        strict=True,
    )
)
_ROOM_FOR_A_LABEL = 7
"""Points: a narrower piece of a bar keeps its number to its tooltip."""


def call_scores(frame: pd.DataFrame, labels: Mapping[str, str]) -> CategoryChart:
    """Draw call_list: a bar a school, its points stacked part by part, with their sum at its end."""
    names = [f"{rank}. {name}" for rank, name in zip(frame["rank"], frame["name"], strict=True)]
    return bar_chart(
        frame.assign(ranked_name=names),
        [Bars(label, _COLOURS[part], functools.partial(_part, part, label)) for part, label in labels.items()],
        by="ranked_name",
        axis=Axis("Points of 100", ends=(0, 100), ticks=(0, 50, 100)),
        is_stacked=True,
        totals=tuple(Point(float(score), Label(f"{score:.1f}")) for score in frame["score"]),
        label_width=24,
        row_height=46,
        # The legend of a phone has five lines.
        around=150,
    )


def _part(part: str, label: str, row: Row) -> Point:
    points = float(row[f"points_{part}"])
    text = Label("", f"{points:.0f}" if points >= _ROOM_FOR_A_LABEL else "")
    hover = f"{label}: {points:.1f} points (part {row[f'part_{part}']:.2f} of 1)"
    return Point(points, text, hover, (row["name"],))

"""Two periods side by side: a measure then and now, and the schools that moved in between."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reach import formats, theme

ROW_HEIGHT = 64
THEN = theme.CATEGORICAL[4]
_MOVES = {
    "gained": (1, theme.CATEGORICAL[1]),
    "opened": (1, theme.CATEGORICAL[5]),
    "lost": (-1, theme.CATEGORICAL[3]),
    "closed": (-1, theme.CATEGORICAL[4]),
}
"""The moves that change reach: to which side each is drawn, and in which colour."""


def then_and_now(
    frame: pd.DataFrame,
    *,
    by: Sequence[str],
    is_share: bool,
    unit: str,
    then_name: str,
    now_name: str,
    colours: Mapping[str, str],
) -> go.Figure:
    """Draw compare_measures of one measure: for each place a mark for then, one for now, and the change in words.

    by are the columns that tell places apart; names of periods may have a second line. A mark of a share of fewer than
    ten is hollow.
    """
    then, now = ("share_then", "share_now") if is_share else ("count_then", "count_now")
    between = " " if len(by) > 1 else "<br>"
    labels = [
        f"{place}{between}<b>{words}</b>" if words else place
        for place, words in zip(_places(frame), _changes(frame, is_share=is_share), strict=True)
    ]
    values = frame[[then, now]].astype(float)
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "x": [x for pair in values.to_numpy() for x in (*pair, None)],
            "y": [label for label in labels for _ in range(3)],
            "mode": "lines",
            "line": {"color": theme.MUTED, "width": 6},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]
    for column, other, name, whole in ((then, now, then_name, "of_then"), (now, then, now_name, "of_now")):
        is_now = column == now
        fill = [colours.get(la_code, theme.MAIN) if is_now else THEN for la_code in frame["la_code"]]
        few = [is_share and not pd.isna(of) and of < formats.FEW_SCHOOLS for of in frame[whole]]
        texts = [_value(value, is_share=is_share) for value in frame[column]]
        data.append(
            {
                "type": "scatter",
                "x": values[column].to_numpy(),
                "y": labels,
                "mode": "markers+text",
                "name": name,
                "marker": {
                    "size": 16 if is_now else 13,
                    "symbol": [("circle" if is_now else "diamond") + ("-open" if is_few else "") for is_few in few],
                    "color": fill,
                    "line": {"width": 2, "color": fill},
                },
                # A little air between a mark and its value.
                "text": [f"\u00a0{text}\u00a0" for text in texts],
                "textposition": [
                    "middle right" if here > there or (here == there and is_now) or pd.isna(there) else "middle left"
                    for here, there in zip(values[column], values[other], strict=True)
                ],
                "textfont": {"size": 13, "color": theme.TEXT},
                "cliponaxis": False,
                "customdata": [
                    [*keys, _hover(text, part, of, unit, is_share=is_share)]
                    for keys, text, part, of in zip(
                        frame[list(by)].to_numpy(),
                        texts,
                        frame["count_now" if is_now else "count_then"],
                        frame[whole],
                        strict=True,
                    )
                ],
                "hovertemplate": f"%{{y}}<br>{name.partition('<br>')[0]}: %{{customdata[{len(by)}]}}<extra></extra>",
            }
        )
    return theme.figure(
        data,
        {
            "height": len(frame) * ROW_HEIGHT + 110,
            "showlegend": True,
            "legend": {"itemclick": False, "itemdoubleclick": False},
            "xaxis": {**_span(values, is_share=is_share), "zeroline": False, "title": unit},
            "yaxis": {"autorange": "reversed", "tickfont": {"size": 13}, "title": None},
        },
    )


def moves(frame: pd.DataFrame, *, by: Sequence[str]) -> go.Figure:
    """Draw compare_moves: to the right of the middle the schools that reach has won, to the left those it has lost."""
    order = list(dict.fromkeys(_places(frame)))
    named = frame.assign(place=_places(frame))
    sides = {
        side: named[named["moved"].isin([move for move, (to, _) in _MOVES.items() if to == side])] for side in (1, -1)
    }
    most = max(1, *(int(rows["schools_of_move"].max()) if len(rows) else 0 for rows in sides.values()))
    data = []
    for move, (side, colour) in _MOVES.items():
        rows = named[named["moved"] == move]
        words = str(formats.word(move))
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": words,
                "x": [side * count for count in rows["schools_of_move"]],
                "y": rows["place"],
                "marker": {"color": colour, "line": {"color": "white", "width": 1}},
                # A bar that is too narrow for its number is left to the pointer and the table.
                "text": [f"{count:,}" if count >= 0.06 * most else "" for count in rows["schools_of_move"]],
                "textposition": "inside",
                "constraintext": "none",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"color": theme.text_colour_on(colour), "size": 14},
                "customdata": [
                    [*keys, f"{formats.count_of(int(count), 'school')}{_of_them(move, int(reached))}"]
                    for keys, count, reached in zip(
                        rows[[*by, "moved"]].to_numpy(), rows["schools_of_move"], rows["reached_of_move"], strict=True
                    )
                ],
                "hovertemplate": f"%{{y}}<br>{words}: %{{customdata[{len(by) + 1}]}}<extra></extra>",
            }
        )
    ticks = _ticks(0, most)
    return theme.figure(
        data,
        {
            "height": len(order) * ROW_HEIGHT + 110,
            "barmode": "relative",
            "showlegend": True,
            "xaxis": {
                "tickvals": [-tick for tick in reversed(ticks[1:])] + ticks,
                "ticktext": [f"{tick:,}" for tick in [*reversed(ticks[1:]), *ticks]],
                "zeroline": True,
                "zerolinecolor": theme.TEXT,
                "zerolinewidth": 2,
                "title": "Schools: fewer | more",
            },
            "yaxis": {
                "categoryorder": "array",
                "categoryarray": order,
                "autorange": "reversed",
                "tickfont": {"size": 13},
                "title": None,
            },
        },
    )


def _places(frame: pd.DataFrame) -> list[str]:
    """Name each place in short lines: a local authority, a phase, or both."""
    names = []
    for la_code, la_name, phase in zip(frame["la_code"], frame["la_name"], frame["phase"], strict=True):
        parts = [theme.short_lines(la_name)] if la_code != "all" else []
        parts += [theme.safe(str(formats.word(phase)))] if phase != "all" else []
        names.append("<br>".join(parts) or "All")
    return names


def _changes(frame: pd.DataFrame, *, is_share: bool) -> list[str]:
    """Give each place's change in words: "+3 points" or "-25"."""
    changes = frame["change_points"] / 100 if is_share else frame["count_change"]
    words = formats.points if is_share else "{:+,}".format
    return [
        "" if pd.isna(change) else "as before" if abs(change) < (0.005 if is_share else 1) else words(change)
        for change in changes
    ]


def _value(value: float, *, is_share: bool) -> str:
    if pd.isna(value):
        return ""
    return formats.percent(value) if is_share else formats.thousands(value)


def _hover(text: str, part: float, whole: float, unit: str, *, is_share: bool) -> str:
    """Say a mark's value with its unit: "65 %, 340 of 522 schools"."""
    if not is_share or pd.isna(whole):
        return f"{text} {unit.lower()}"
    things = "marks" if unit.startswith("Attendance") else "schools"
    return f"{text}, {formats.shown(part)} of {formats.shown(whole)} {things}"


def _of_them(move: str, reached: int) -> str:
    if move == "opened":
        return f", {reached:,} of them reached"
    return f", {reached:,} of them had been reached" if move == "closed" else ""


def _span(values: pd.DataFrame, *, is_share: bool) -> dict[str, Any]:
    """Give an axis that is as long as the marks need, with room for their labels: a small change is to be seen."""
    scale = 100 if is_share else 1
    known = values.to_numpy()[values.notna().to_numpy()] * scale
    least, most = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    room = max(0.4 * (most - least), 0.08 * most, 1)
    ticks = _ticks(max(0, least - room / 2), min(most + room / 2, 100) if is_share else most + room / 2)
    return {
        "range": [(least - room) / scale, (most + room) / scale],
        "tickvals": [tick / scale for tick in ticks],
        "tickformat": ".0%" if is_share else ",d",
    }


def _ticks(least: float, most: float) -> list[int]:
    """Give round numbers from the least to the most, in five steps or fewer: of 1, 2, 5, 10, 20 and so on."""
    step = 1
    while (most - least) / step > 5:
        step = int(step * {"1": 2, "2": 2.5, "5": 2}[str(step)[0]])
    return list(range(math.ceil(least / step) * step, int(most) + 1, step))

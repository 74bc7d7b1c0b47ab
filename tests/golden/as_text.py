"""Frames, figures and exhibits as text that a person can read in a diff: nothing in it changes from run to run."""

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reach.columns import COMPARED_WITH
from reach.exhibit import Exhibit
from reach.queries import Result

_OF_THE_RUN = ("said_at", "imported_at", "answered_at")
"""Columns that say when the fixed hub was built."""
_KILOMETRES_FROM = 100
"""What stands in a layout from here on are coordinates. They are rounded, as areas differ by a hair elsewhere."""
_MARKS = ("x", "y", "text", "textposition", "customdata", "marker.color", "marker.symbol", "marker.size")
"""What is said of marks first."""


def exhibit_text(exhibit: Exhibit) -> str:
    """Give all that an exhibit shows and says."""
    stamp = "\n".join(f"  {what}: {which}" for what, which in exhibit.stamp)
    shown = figure_text(exhibit.figure) if exhibit.figure is not None else frame_text(exhibit.result.frame)
    parts = [exhibit.title, exhibit.sentence, f"Stamp\n{stamp}", f"File name\n  {exhibit.file_stem}", shown]
    if COMPARED_WITH in exhibit.result.frame.columns:
        # What no query answers by itself.
        parts.append(f"Table\n{frame_text(exhibit.result.frame)}")
    return "\n\n".join(parts)


def result_text(result: Result) -> str:
    """Give a whole answer, with the day that it is counted at."""
    rows = "1 row" if len(result.frame) == 1 else f"{len(result.frame)} rows"
    return f"As at {result.as_at}, {rows}\n{frame_text(result.frame)}"


def frame_text(frame: pd.DataFrame) -> str:
    """Give a frame as columns of text, every row and column of it in its order."""
    columns = [
        [str(name), *("(now)" if name in _OF_THE_RUN else cell_text(cell) for cell in frame[name])]
        for name in frame.columns
    ]
    return aligned(columns)


def figure_text(figure: go.Figure) -> str:
    """Give a figure: each trace with a line a mark, then axes, notes and shapes, without the template."""
    # A figure's own to_dict puts numbers into bytes.
    layout = {name: value for name, value in figure.layout.to_plotly_json().items() if name != "template"}
    traces = [_plain(trace.to_plotly_json()) for trace in figure.data]
    parts = [_trace_text(number, trace) for number, trace in enumerate(traces, start=1)]
    return "\n\n".join([*parts, _layout_text(_coarse(_plain(layout)))])


def cell_text(cell: Any) -> str:
    """Give a value in few letters: numbers rounded, days as 2023-02-16, lists in brackets, what is missing as -."""
    if isinstance(cell, dict):
        return "{" + ", ".join(f"{key}: {cell_text(value)}" for key, value in cell.items()) + "}"
    if hasattr(cell, "tolist"):
        cell = cell.tolist()
    if isinstance(cell, list | tuple):
        return f"[{', '.join(map(cell_text, cell))}]"
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return "-"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ").removesuffix(" 00:00:00")
    text = str(cell).replace("\n", "⏎")
    # An activity's id is a hash of its programme and name: its beginning says as much.
    return re.sub(r"\b([0-9a-f]{6})[0-9a-f]{26}\b", r"\1…", text)


def aligned(columns: Sequence[Sequence[str]]) -> str:
    """Give columns of text side by side, each as wide as its longest cell."""
    widths = [max(map(len, column)) for column in columns]
    lines = zip(*columns, strict=True)
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def _number_text(number: float) -> str:
    if math.isnan(number):
        return "-"
    text = f"{round(number, 4):.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _plain(value: Any) -> Any:
    """Give what Plotly keeps as lists, dictionaries and single values."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _leaves(node: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in node.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def _trace_text(number: int, trace: dict[str, Any]) -> str:
    leaves = dict(_leaves(trace))
    kind, name = leaves.pop("type"), leaves.pop("name", None)
    heading = f"{number}. {kind}" + (f" “{name}”" if name else "")
    grid = _grid_text(leaves) if kind == "heatmap" else ""
    outline = _outline_text(leaves)
    lists = {path: value for path, value in leaves.items() if isinstance(value, list) and value}
    tables = [_table_text(each) for each in _of_one_length(lists)]
    singles = [f"{path}: {cell_text(value)}" for path, value in sorted(leaves.items()) if path not in lists]
    return "\n".join(part for part in (heading, _indented(singles), grid, outline, *tables) if part)


def _of_one_length(lists: dict[str, list[Any]]) -> list[dict[str, list[Any]]]:
    """Put lists together that speak of the same things: marks, or the nodes and links of a flow."""
    groups: dict[tuple[str, int], dict[str, list[Any]]] = {}
    for path, value in lists.items():
        of = path.partition(".")[0] if path.partition(".")[0] in ("node", "link") else ""
        groups.setdefault((of, len(value)), {})[path] = value
    return list(groups.values())


def _table_text(lists: dict[str, list[Any]]) -> str:
    in_order = [path for path in _MARKS if path in lists] + sorted(path for path in lists if path not in _MARKS)
    return _indented(aligned([[path, *map(cell_text, lists[path])] for path in in_order]).splitlines(), 4)


def _grid_text(leaves: dict[str, Any]) -> str:
    """Give a heat map as it is seen: its rows below each other, its columns side by side."""
    across, down, cells = leaves.pop("x"), leaves.pop("y"), leaves.pop("z")
    text = leaves.pop("text", None)
    columns = [["", *map(cell_text, down)]]
    columns += [[cell_text(name), *(cell_text(row[place]) for row in cells)] for place, name in enumerate(across)]
    written = f"\ntext: {cell_text(text)}" if text is not None else ""
    return _indented((aligned(columns) + written).splitlines(), 4)


def _outline_text(leaves: dict[str, Any]) -> str:
    """Give the edges of an area in place of its many corners, which differ by a hair from machine to machine."""
    is_edge = leaves.get("mode") == "lines" and "customdata" not in leaves and _is_long_way(leaves.get("x"))
    if leaves.get("fill") != "toself" and not is_edge:
        return ""
    edges = []
    for axis in ("x", "y"):
        corners = [corner for corner in leaves.pop(axis) if corner is not None]
        edges.append(f"{axis} from {min(corners):.0f} to {max(corners):.0f} km")
    return _indented([f"area: {', '.join(edges)}"])


def _is_long_way(across: Any) -> bool:
    """Whether these are many coordinates."""
    corners = [each for each in across or [] if isinstance(each, float | int)]
    return len(corners) > 4 and min(corners) >= _KILOMETRES_FROM


def _coarse(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _coarse(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_coarse(each) for each in value]
    return float(round(value)) if isinstance(value, float) and abs(value) >= _KILOMETRES_FROM else value


def _layout_text(layout: dict[str, Any]) -> str:
    notes = {what: layout.pop(what) for what in ("annotations", "shapes") if layout.get(what)}
    singles = [f"{path}: {cell_text(value)}" for path, value in sorted(_leaves(layout))]
    parts = ["Layout", _indented(singles)]
    for what, each in notes.items():
        flat = [dict(_leaves(one)) for one in each]
        paths = sorted({path for one in flat for path in one}, key=lambda path: (path != "text", path))
        table = aligned([[path, *(cell_text(one.get(path)) for one in flat)] for path in paths])
        parts += [what.capitalize(), _indented(table.splitlines())]
    return "\n".join(parts)


def _indented(lines: Sequence[str], by: int = 2) -> str:
    return "\n".join(f"{' ' * by}{line}".rstrip() for line in lines)

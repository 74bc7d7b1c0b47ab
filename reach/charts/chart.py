"""A chart as data: what it shows and how it is marked, for any program that draws.

A subject's module makes one from what a query found. `reach.charts.to_plotly` draws it for the page and for pictures,
`reach.report.slides.to_pptx` for PowerPoint. Texts are plain: who draws escapes them and breaks their lines.
"""

import dataclasses
import datetime as dt
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from reach import theme

Kind = Literal["bar", "line", "mark", "point", "span"]
"""How a series is drawn. A mark is a stroke across bars, as last year's; a span a bar that starts anywhere."""


@dataclasses.dataclass(frozen=True)
class Label:
    """A short text in one or more lines: its bold beginning and the rest. is_below: below its point, not above."""

    bold: str = ""
    rest: str = ""
    is_below: bool = False

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.bold}{self.rest}".strip()

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclasses.dataclass(frozen=True)
class Category:
    """The name of a row or column of a chart, and what stands below the name, or beside it."""

    name: str
    note: Label = Label()
    is_note_beside: bool = False

    @property
    def text(self) -> str:
        """Name and note, the note on a line of its own."""
        return f"{' '.join(self.name.split())}\n{self.note.text}" if self.note else " ".join(self.name.split())


@dataclasses.dataclass(frozen=True)
class Point:
    """One value with all that belongs to it.

    Where there is a label and no value, the label's words stand where a bar would begin: of few people no bar of some
    length is drawn.

    hover: its hover text. key: what a click brings back. is_few: a share of fewer than ten, drawn pale.
    at: the place along an axis of numbers or days. ends: of the range around the value. start: where a span begins.
    """

    value: float | None = None
    label: Label = Label()
    hover: str = ""
    key: tuple[Any, ...] = ()
    colour: str | None = None
    is_few: bool = False
    at: Any = None
    size: float | None = None
    ends: tuple[float, float] | None = None
    start: float | None = None

    @property
    def is_withheld(self) -> bool:
        """Whether words stand in place of a bar."""
        return self.value is None and bool(self.label)


@dataclasses.dataclass(frozen=True)
class Series:
    """Points of one kind and name, one for each category.

    width: of a line or a stroke. size: of marks; 0 is a line without any. says_place: hover texts name their category.
    """

    name: str
    kind: Kind
    points: tuple[Point, ...]
    colour: str = theme.MAIN
    is_in_legend: bool = True
    width: float = 2
    size: float = 0
    symbol: str = "circle"
    """Plotly's name; "stroke", a line across a bar; "ring", a hollow circle."""
    edge: str = "white"
    is_dotted: bool = False
    is_outlined: bool = False
    is_filled_to_last: bool = False
    """Whether the room between this line and the one before is tinted."""
    says_place: bool = False
    label_colour: str | None = None

    @property
    def values(self) -> tuple[float | None, ...]:
        """The values."""
        return tuple(point.value for point in self.points)

    @property
    def colours(self) -> tuple[str, ...]:
        """The colour of each point: bars of few are pale."""
        return tuple(
            theme.MUTED if point.is_few and self.kind == "bar" else point.colour or self.colour for point in self.points
        )

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels of the points that have a value."""
        return tuple(Label() if point.value is None else point.label for point in self.points)


@dataclasses.dataclass(frozen=True)
class Axis:
    """An axis of values: shares are shown as percentages. ends: None where it ends as it will, from zero on."""

    title: str = ""
    is_share: bool = False
    ends: tuple[Any, Any] | None = None
    ticks: tuple[Any, ...] = ()
    tick_texts: tuple[str, ...] = ()
    at_most_ticks: int | None = None
    zero_line: bool | None = None
    """Whether the place of zero is marked; None as is usual."""


@dataclasses.dataclass(frozen=True)
class CategoryChart:
    """Bars, lines or marks along categories, which stand from the top or from the left.

    height: layout pixels, which a taller page keeps. label_room: the share of the axis that a bar must fill to hold its
    label. has_short_labels_beyond: beside a bar stands only a label's bold beginning.
    totals: what stands at the end of each stack. ties_points: a line ties the points of a category together.
    """

    categories: tuple[Category, ...]
    series: tuple[Series, ...]
    axis: Axis
    height: int
    is_sideways: bool = True
    is_stacked: bool = False
    is_two_sided: bool = False
    label_room: float = 0.35
    has_short_labels_beyond: bool = False
    has_steady_legend: bool = False
    label_width: int = 14
    note_width: int | None = None
    ties_points: bool = False
    totals: tuple[Point, ...] = ()
    bar_gap: float | None = None
    common_end: float | None = None
    """Where the axis ends in every part of a chart that stands on several pages."""
    totals_at_end: int = 0
    """How many of the last categories are the whole of the others, or what they are held against: see `parts`."""

    @property
    def has_bars(self) -> bool:
        """Whether any of it is bars."""
        return any(series.kind == "bar" for series in self.series)

    @property
    def has_legend(self) -> bool:
        """Whether a legend says what series are."""
        return any(series.is_in_legend for series in self.series)

    @property
    def is_share(self) -> bool:
        """Whether values are shares."""
        return self.axis.is_share

    @property
    def is_native(self) -> bool:
        """Whether PowerPoint has a chart for it: it has none for ranges and for bars that begin anywhere."""
        return not any(each.kind == "span" or any(p.ends for p in each.points) for each in self.series)

    def parts(self, most_categories: int) -> list["CategoryChart"]:
        """Give it in parts of about equally many categories, at most so many, all on its own axis.

        Totals stand in each, below what they are the totals of.
        """
        own = len(self.categories) - self.totals_at_end
        count = max(math.ceil(own / max(most_categories - self.totals_at_end, 1)), 1)
        ends = [round(own * number / count) for number in range(count + 1)]
        totals = range(own, len(self.categories))
        return [self.of((*range(start, end), *totals)) for start, end in itertools.pairwise(ends)]

    def of(self, places: Sequence[int]) -> "CategoryChart":
        """Give the same of some of its categories, by their places."""
        return dataclasses.replace(
            self,
            categories=tuple(self.categories[place] for place in places),
            series=tuple(
                dataclasses.replace(each, points=tuple(each.points[place] for place in places)) for each in self.series
            ),
            totals=tuple(self.totals[place] for place in places) if self.totals else (),
        )


@dataclasses.dataclass(frozen=True)
class NumberChart:
    """Lines and points along an axis of numbers or days. rows: the categories that points stand on, where any do.

    reference: a value with a line of its own across the chart, and what is written on it. dividers: places of lines
    along the first axis.
    """

    series: tuple[Series, ...]
    across: Axis
    axis: Axis
    height: int
    rows: tuple[Category, ...] = ()
    label_width: int = 24
    reference: tuple[float, str] | None = None
    dividers: tuple[Any, ...] = ()
    is_native = False


@dataclasses.dataclass(frozen=True)
class Cell:
    """What a heat map says of a pair, its colour ("" for none), its value and what a click brings back."""

    label: Label
    colour: str
    value: float | None = None
    key: tuple[Any, ...] = ()

    @property
    def text(self) -> str:
        """What it says, in lines."""
        return self.label.text


@dataclasses.dataclass(frozen=True)
class Grid:
    """A heat map: a cell for each pair of (row, column) that has one. unit: what hover texts add."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[int, int], Cell]
    greatest: float
    unit: str = ""
    row_height: int = 74
    label_widths: tuple[int, int] = (10, 10)
    is_native = True


@dataclasses.dataclass(frozen=True)
class Stream:
    """What flows from one place to another: their positions, how much, its colour and its hover text."""

    giver: int
    taker: int
    value: float
    colour: str
    hover: str


@dataclasses.dataclass(frozen=True)
class Flow:
    """Streams from givers on the left to takers on the right, each with its name, amount in words and colour."""

    givers: tuple[tuple[str, str, str], ...]
    takers: tuple[tuple[str, str, str], ...]
    streams: tuple[Stream, ...]
    unit: str
    is_native = False

    @property
    def height(self) -> int:
        """Layout pixels."""
        return max(len(self.givers), len(self.takers)) * 74 + 60


@dataclasses.dataclass(frozen=True)
class Panels:
    """Charts of the same categories beside each other."""

    charts: tuple[CategoryChart, ...]
    is_native = False


@dataclasses.dataclass(frozen=True)
class Map:
    """A map as Plotly has it, in plain traces and a plain layout: nothing else here draws outlines."""

    traces: tuple[dict[str, Any], ...]
    layout: dict[str, Any]
    is_native = False


Chart = CategoryChart | NumberChart | Grid | Flow | Panels | Map


def number(value: Any) -> float | None:
    """Give a number as Python has it, and None for one that is missing."""
    if value is None or pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else float(value)


def day_or_none(value: Any) -> dt.date | None:
    """Give a day of a frame as Python has it, and None for one that is missing."""
    return None if pd.isna(value) else pd.Timestamp(value).date()


def greatest(values: Iterable[Any], least: float) -> float:
    """Give the greatest of the numbers that are shown, and of the least that it may be."""
    return max([float(least), *(float(value) for value in values if not pd.isna(value))])

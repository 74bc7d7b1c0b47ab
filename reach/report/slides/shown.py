"""What a chart shows, in plain values: series along categories, or cells of a grid."""

import dataclasses
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True)
class Label:
    """What stands at a point: its bold beginning, the rest, and whether the figure has it below."""

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
class Series:
    """Values of one kind, one for each category; None where there is none.

    form: "bar", "line", or "mark", which stands across bars, as last year's does.
    """

    name: str
    form: str
    values: tuple[float | None, ...]
    colours: tuple[str, ...]
    labels: tuple[Label, ...]
    is_in_legend: bool = True
    line_width: float = 2
    marker_size: float = 0
    is_dotted: bool = False
    is_outlined: bool = False

    def part(self, start: int, end: int) -> "Series":
        """Give the same of some of its categories."""
        return dataclasses.replace(
            self,
            values=self.values[start:end],
            colours=self.colours[start:end],
            labels=self.labels[start:end],
        )


@dataclasses.dataclass(frozen=True)
class Plotted:
    """A chart with categories along one axis, from the top or from the left, and values along the other."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    is_sideways: bool
    is_stacked: bool
    is_share: bool
    most: float | None
    """Where the values' axis ends: at 1 where it goes from nothing to all; None where it ends as it will."""
    has_legend: bool
    value_title: str

    @property
    def has_bars(self) -> bool:
        """Whether any of it is bars."""
        return any(series.form == "bar" for series in self.series)

    @property
    def names_marks(self) -> bool:
        """Whether marks say themselves what they are: those across one row of lying bars do, which need no legend."""
        forms = [series.form for series in self.series]
        return self.is_sideways and forms.count("bar") == 1 and "mark" in forms

    @property
    def has_many_marks(self) -> bool:
        """Whether several marks go with each bar, such as target, last year and England: a table says that shorter."""
        return self.names_marks and [series.form for series in self.series].count("mark") > 1

    @property
    def needs_legend(self) -> bool:
        """Whether what the colours stand for is not said otherwise."""
        return self.has_legend and not self.names_marks

    def part(self, start: int, end: int) -> "Plotted":
        """Give the same of some of its categories."""
        series = tuple(each.part(start, end) for each in self.series)
        return dataclasses.replace(self, categories=self.categories[start:end], series=series)


@dataclasses.dataclass(frozen=True)
class Cell:
    """What a heat map says of a pair, and its colour."""

    text: str
    colour: str


@dataclasses.dataclass(frozen=True)
class Grid:
    """A heat map: a cell for each pair that has one."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[int, int], Cell]

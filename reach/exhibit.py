"""The one thing that is shown and handed out. Screen, exports, pack and command line take the same exhibit."""

import dataclasses
import functools
import re
from typing import TYPE_CHECKING

from reach import formats
from reach.charts.chart import Chart
from reach.queries import NOT_APPLIED, Result
from reach.settings import Settings

if TYPE_CHECKING:
    import plotly.graph_objects as go

OUTPUT_CLASSES = {
    "internal": "For the hub's own use: counts of people are not suppressed.",
    "public": "For anyone: counts of people are rounded to the nearest 5, 1 to 4 reads fewer than 5.",
}
"""Who may see figures, in words."""

_FIRST_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“])")


@dataclasses.dataclass(frozen=True)
class Origin:
    """How an exhibit is made, so that a pack can make it again: see reach.exhibits.origins."""

    make: str
    options: str
    """JSON."""


@dataclasses.dataclass(frozen=True)
class Exhibit:
    """A chart, or a list without one, with all that stands behind it.

    sentence says in words what the chart shows, written from the same figures; it is also the chart's text for
    people who do not see it. chosen is what was chosen beyond the filters, as (what, which) pairs.
    """

    title: str
    result: Result
    chart: Chart | None
    sentence: str
    settings: Settings
    chosen: tuple[tuple[str, str], ...] = ()
    origin: Origin | None = None

    @functools.cached_property
    def figure(self) -> "go.Figure | None":
        """The chart as a Plotly figure, drawn once, when it is first asked for: Plotly takes half a second to load."""
        from reach.charts.to_plotly import to_plotly

        return None if self.chart is None else to_plotly(self.chart)

    @property
    def finding(self) -> str:
        """The first sentence: what the chart shows, in one."""
        return _FIRST_SENTENCE.split(self.sentence, maxsplit=1)[0]

    @property
    def details(self) -> str:
        """The sentences after the first; "" where there are none."""
        return self.sentence.removeprefix(self.finding).strip()

    @property
    def as_at(self) -> str:
        """The day on which schools are counted, in words."""
        return formats.day(self.result.as_at)

    @property
    def definition(self) -> str:
        """What the figures are: the query's own words, without those on its rows, which are for engineers."""
        return self.result.query.answers

    @property
    def source(self) -> str:
        """Where the figures come from."""
        if self.result.is_demonstration:
            return "Demonstration: invented schools and people."
        register = formats.day(self.result.register_date)
        return f"{self.settings.hub.name}: attendance registers; DfE register of establishments, {register}."

    @property
    def output_class(self) -> str:
        """Who may see the figures, in words."""
        return OUTPUT_CLASSES[self.result.output_class]

    @property
    def not_applied(self) -> str:
        """A line that names the chosen filters that the figures are not narrowed by; "" where there are none."""
        names = self.result.filters_not_applied(self.settings)
        return f"{NOT_APPLIED}: {', '.join(names)}." if names else ""

    @property
    def stamp(self) -> list[tuple[str, str]]:
        """All that defends the figures, as (what, which) pairs, for every export."""
        return [
            *self.result.filters_in_words(self.settings),
            *self.chosen,
            ("As at", self.as_at),
            ("Definition", self.definition),
            ("Output class", self.output_class),
            ("Source", self.source),
        ]

    @property
    def short_stamp(self) -> tuple[str, str]:
        """The stamp for the foot of a picture, in two lines; what is as usual is left out."""
        usual = {"All", "Not included"}
        chosen = [
            f"{what}: {which}."
            for what, which in (*self.result.filters_in_words(self.settings), *self.chosen)
            if which not in usual and what != "Period"
        ]
        time = self.result.time_in_words
        when = f"{formats.capitalised(time)}. " if time else ""
        shown = f"{when}As at {self.as_at}. {' '.join(chosen)}"
        return shown.strip(), f"Source: {self.source}"

    @property
    def file_stem(self) -> str:
        """A file name without its ending that says chart, period and as-at date."""
        words = [
            self.result.query.name,
            # Long names would be more than some systems allow for a file's.
            " ".join(which for _, which in self.chosen)[:60],
            self.result.time_in_words,
            f"as at {self.result.as_at or 'no date'}",
        ]
        return re.sub(r"[^a-z0-9]+", "-", " ".join(words).lower()).strip("-")

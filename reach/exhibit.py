"""The one thing that is shown and handed out. Screen, exports, pack and command line take the same exhibit."""

import dataclasses
import functools
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from reach import formats
from reach.academic_years import ShownPeriod, academic_year_name, period_in_words, starting_year
from reach.charts.chart import Chart
from reach.columns import COMPARED_WITH
from reach.queries import NOT_APPLIED, Result
from reach.settings import Settings

if TYPE_CHECKING:
    import plotly.graph_objects as go

OutputClass = Literal["internal", "public"]

OUTPUT_CLASSES: dict[OutputClass, str] = {
    "internal": "Exact figures, for the hub, the DfE and the NCETM only.",
    "public": f"For anyone. {formats.ROUNDED}",
}
"""Who may see figures, in words."""

_USUAL = ("All", "Not included")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“])")


def unusual(chosen: Iterable[tuple[str, str]]) -> list[str]:
    """Return what was chosen beside the period as sentences, without what is as usual."""
    return [f"{what}: {which}." for what, which in chosen if what != "Period" and which not in _USUAL]


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, each with its full stop."""
    return [each for each in _BETWEEN_SENTENCES.split(text) if each]


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
    people who do not see it. chosen is what was chosen beyond the filters, as (what, which) pairs. notes are those of
    an administrator that the chart marks, numbered, a sentence each; they end the sentence. compared_term: the term
    that the sentence sets against the one a year before, where the rows have no figures of last year. is_withheld: it
    stands in place of one that is not for whoever looks, and has no figures.
    """

    title: str
    result: Result
    chart: Chart | None
    sentence: str
    settings: Settings
    chosen: tuple[tuple[str, str], ...] = ()
    origin: Origin | None = None
    notes: tuple[str, ...] = ()
    compared_term: ShownPeriod | None = None
    is_withheld: bool = False

    @functools.cached_property
    def figure(self) -> "go.Figure | None":
        """The chart as a Plotly figure, drawn once, when it is first asked for: Plotly takes half a second to load."""
        from reach.charts.to_plotly import to_plotly

        return None if self.chart is None else to_plotly(self.chart)

    @property
    def finding(self) -> str:
        """The first sentence: what the chart shows, in one."""
        return next(iter(sentences_of(self.sentence_without_notes)), "")

    @property
    def details(self) -> str:
        """The sentences after the first; "" where there are none."""
        return self.sentence.removeprefix(self.finding).strip()

    @property
    def sentence_without_notes(self) -> str:
        """The sentence without the notes that end it."""
        return self.sentence.removesuffix(self.footnotes).strip()

    @property
    def footnotes(self) -> str:
        """The notes, for the foot of a page; "" where there are none."""
        return " ".join(self.notes)

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
    def note_on_terms(self) -> str:
        """A line on terms of different lengths, where figures of two years are compared; "" where there is none."""
        if self.compared_term is not None:
            term = self.compared_term
            return self.settings.note_on_terms(term.academic_year, term.period, term.until)
        if COMPARED_WITH not in self.result.frame.columns or self.result.frame.empty:
            return ""
        filters = self.result.filters
        if self.result.until is not None and self.result.frame[COMPARED_WITH].iloc[0] == period_in_words(
            academic_year_name(starting_year(filters.academic_year) - 1), filters.period
        ):
            return ""  # against the whole of last year's: that they differ is what was asked for
        return self.settings.note_on_terms(filters.academic_year, filters.period, self.result.until)

    @property
    def stamp(self) -> list[tuple[str, str]]:
        """All that defends the figures, as (what, which) pairs, for every export."""
        return [
            *self.result.filters_in_words(self.settings),
            *self.chosen,
            ("As at", self.as_at),
            ("Definition", f"{self.definition} {self.note_on_terms}".strip()),
            ("Who may see it", self.output_class),
            ("Source", self.source),
        ]

    @property
    def short_stamp(self) -> tuple[str, str]:
        """The stamp for the foot of a picture, in two lines; what is as usual is left out."""
        chosen = unusual((*self.result.filters_in_words(self.settings), *self.chosen))
        time = self.result.time_in_words
        when = f"{formats.capitalised(time)}. " if time else ""
        shown = f"{when}As at {self.as_at}. {' '.join((*chosen, self.note_on_terms))}"
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

"""A pack: everything that is said at a forum. `make_pack` makes it from a recipe, and writers turn it into files."""

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping

from reach import formats
from reach.definitions import Definition
from reach.errors import ReachError
from reach.exhibit import OUTPUT_CLASSES, Exhibit, unusual
from reach.filters import Filters
from reach.queries import Result
from reach.report.answers import Question
from reach.report.print_layout import PICTURE_WIDTH, printed
from reach.report.recipes import Recipe
from reach.report.sections import READERS
from reach.report.summary import Headline, Summary
from reach.settings import Settings

NOT_ON_RECORD = "not on the record of this pack."
"""Why an exhibit is left out of a pack that is made again: an earlier dashboard did not ask for it."""


class PackError(ReachError):
    """A pack cannot be made; it says why and what to do."""


@dataclasses.dataclass(frozen=True)
class Numbered:
    """An exhibit with its place in the pack, such as "2.1", and the words above and below it.

    key: what it is, the same from pack to pack. title: its finding, or what a person wrote instead; "" where nothing
    stands out. text: what stands below it.
    """

    number: str
    key: str
    exhibit: Exhibit
    title: str
    text: str
    proposed: str
    """The title that the figures propose."""
    written_for: str | None = None
    """The title that was proposed when a person wrote another; None where nobody did."""

    @property
    def text_with_notes(self) -> str:
        """The text, and the notes that the chart marks."""
        return f"{self.text} {self.exhibit.footnotes}".strip()

    @property
    def is_worded(self) -> bool:
        """Whether a person wrote words for it."""
        return self.written_for is not None

    @property
    def has_outdated_words(self) -> bool:
        """Whether a person's words were written when the figures said something else."""
        return self.is_worded and self.written_for != self.proposed

    @property
    def heading(self) -> str:
        """The title, or what the exhibit shows where it has none."""
        return self.title or self.exhibit.title

    @functools.cached_property
    def svgs(self) -> tuple[bytes, ...]:
        """The chart alone as SVGs as print has it, one as a rule, several of one that is taller than a page.

        Drawn once for all formats. Raises ExportError where there is no browser.
        """
        from reach.exports.pictures import chart_svg

        return tuple(chart_svg(each, PICTURE_WIDTH) for each in printed(self.exhibit))

    @property
    def topic(self) -> str:
        """What the exhibit shows, where the title is another."""
        return self.exhibit.title if self.title else ""


@dataclasses.dataclass(frozen=True)
class Section:
    """A section of a pack: its heading, what it answers, sentences and exhibits.

    summary stands in one section only, words and left_out in the one on how figures are counted; paragraphs are the
    hub's own words, or the usual ones. slot: what a person is to write there, where nothing is written yet.
    """

    number: str
    key: str
    title: str
    question: str
    is_in_appendix: bool = False
    paragraphs: tuple[str, ...] = ()
    summary: Summary | None = None
    exhibits: tuple[Numbered, ...] = ()
    words: tuple[Definition, ...] = ()
    left_out: tuple[str, ...] = ()
    slot: str = ""

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """Every sentence of the summary, where it stands in this section."""
        return self.summary.headlines if self.summary else ()

    @property
    def is_written_or_shown(self) -> bool:
        """Whether anything is there to read: a place that somebody is to fill stands on slides only."""
        return bool(self.paragraphs or self.summary or self.exhibits or self.words or self.left_out)

    @property
    def has_text(self) -> bool:
        """Whether anything stands in it beside exhibits."""
        return bool(self.paragraphs or self.summary or self.slot)

    @property
    def anchor(self) -> str:
        """A name of its own: a section may have exhibits in the story and others in the appendix."""
        return f"{self.key}-more" if self.is_in_appendix else self.key


@dataclasses.dataclass(frozen=True)
class Pack:
    """All that is said, in order, with what it was made of."""

    recipe: Recipe
    settings: Settings
    sections: tuple[Section, ...]
    answers: Mapping[Question, Result]
    """Every answer that the pack was made of, as the store gave it: for the record, never for writing."""
    batch_ids: tuple[int, ...]
    """The imports that the answers stand on."""
    made_at: dt.datetime
    made_by: str
    total: Result

    @property
    def title(self) -> str:
        """What the pack is, for its reader."""
        return READERS[self.recipe.reader].title

    @property
    def period(self) -> str:
        """The period in words."""
        return self.total.time_in_words

    @property
    def subtitle(self) -> str:
        """The hub and the period."""
        return f"{self.settings.hub.name}, {self.period}"

    @property
    def as_at(self) -> str:
        """The day on which schools are counted, in words."""
        return formats.day(self.total.as_at)

    @property
    def output_class(self) -> str:
        """Who may see the figures, in words."""
        return OUTPUT_CLASSES[self.recipe.audience]

    @property
    def source(self) -> str:
        """Where the figures come from."""
        if self.total.is_demonstration:
            return "Demonstration: invented schools and people."
        register = formats.day(self.total.register_date)
        return f"Attendance registers of the hub; DfE register of establishments, {register}."

    @property
    def chosen(self) -> list[str]:
        """The filters that are not as usual, in words."""
        return unusual(self.total.filters_in_words(self.settings))

    @property
    def stamp(self) -> list[tuple[str, str]]:
        """What defends all figures of the pack, as (what, which) pairs."""
        return [
            *self.total.filters_in_words(self.settings),
            ("As at", self.as_at),
            ("Who may see it", self.output_class),
            ("Source", self.source),
            ("Made", f"{formats.day(self.made_at.date())}, {self.made_at:%H:%M}"),
        ]

    @property
    def exhibits(self) -> Iterator[Numbered]:
        """Give every exhibit, in order."""
        return (numbered for section in self.sections for numbered in section.exhibits)

    @property
    def summary(self) -> Summary | None:
        """What should be known first, where the pack says it."""
        return next((section.summary for section in self.sections if section.summary), None)

    @property
    def outdated_words(self) -> list[str]:
        """What a person wrote when the figures said something else: a line for each, with what they say now."""
        return [
            f"{each.number}: your title “{each.title}” was written when the figures said “{each.written_for}”. "
            f"Now they say “{each.proposed}”."
            for each in self.exhibits
            if each.has_outdated_words
        ]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out for want of a record."""
        return not any(line.endswith(NOT_ON_RECORD) for section in self.sections for line in section.left_out)

    @property
    def file_stem(self) -> str:
        """A file name without its ending: reader, period, filters that are not as usual, as-at date and audience."""
        filters = self.total.filters
        usual = Filters.choose(self.settings, filters.academic_year, period=filters.period)
        of_usual = set(usual.in_words(self.settings, self.total.query.parameters))
        chosen = [
            what if which == "Included" else which
            for what, which in filters.in_words(self.settings, self.total.query.parameters)
            if (what, which) not in of_usual
        ]
        words = (
            f"reach {self.recipe.reader} {filters.academic_year} {filters.period} {' '.join(chosen)[:80]} "
            f"as at {self.total.as_at} {self.recipe.audience}"
        )
        return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")

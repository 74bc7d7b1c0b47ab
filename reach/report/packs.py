"""A pack: everything that is said at a forum, made from a recipe and from answers. Writers turn it into files."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterator, Mapping

from reach import formats
from reach.definitions import Definition, definitions_of
from reach.disclosure import WithheldError
from reach.errors import ReachError
from reach.exhibit import OUTPUT_CLASSES, Exhibit
from reach.exhibits.origins import make_again
from reach.filters import Filters
from reach.progress import OnProgress, ignored
from reach.queries import Result
from reach.report.answers import Answers, CachedAnswers, ForPublic, NotOnRecordError, PackContext, Question
from reach.report.headlines import Headline, headlines, next_steps
from reach.report.recipes import Addition, Recipe
from reach.report.sections import ALWAYS_EXPLAINED, EXPLAINED_TO_THE_PUBLIC, READERS, SECTIONS
from reach.settings import Settings

NOT_FOR_THE_PUBLIC = (
    "What stands here in the hub’s own pack is left out for the public: it tells of few people, or of single schools "
    "and activities."
)
"""What stands in place of charts that a public pack may not show."""


class PackError(ReachError):
    """A pack cannot be made; it says why and what to do."""


@dataclasses.dataclass(frozen=True)
class Numbered:
    """An exhibit with its place in the pack, such as "2.1"."""

    number: str
    exhibit: Exhibit


@dataclasses.dataclass(frozen=True)
class Section:
    """A section of a pack: its heading, what it answers, sentences and exhibits.

    headlines stand in one section only, words in the one on how figures are counted; paragraphs are the hub's own
    words, or the usual ones.
    """

    key: str
    title: str
    question: str
    paragraphs: tuple[str, ...] = ()
    headlines: tuple[Headline, ...] = ()
    exhibits: tuple[Numbered, ...] = ()
    words: tuple[Definition, ...] = ()


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
    def stamp(self) -> list[tuple[str, str]]:
        """What defends all figures of the pack, as (what, which) pairs."""
        register = formats.day(self.total.register_date)
        source = "Demonstration: invented schools and people."
        if not self.total.is_demonstration:
            source = f"Attendance registers of the hub; DfE register of establishments, {register}."
        return [
            *self.total.filters_in_words(self.settings),
            ("As at", self.as_at),
            ("Output class", self.output_class),
            ("Source", source),
            ("Made", f"{formats.day(self.made_at.date())}, {self.made_at:%H:%M}"),
        ]

    @property
    def exhibits(self) -> Iterator[Numbered]:
        """Give every exhibit, in order."""
        return (numbered for section in self.sections for numbered in section.exhibits)

    @property
    def file_stem(self) -> str:
        """A file name without its ending: reader, period, as-at date and audience."""
        filters = self.total.filters
        period = f"{filters.academic_year}-{filters.period}".replace("/", "-")
        return f"reach-{self.recipe.reader}-{period}-as-at-{self.total.as_at}-{self.recipe.audience}"


def make_pack(
    recipe: Recipe,
    answers: Answers,
    settings: Settings,
    *,
    made_at: dt.datetime,
    made_by: str,
    on_progress: OnProgress = ignored,
) -> Pack:
    """Make a pack from a recipe.

    For the public, every answer is rounded as it is asked. Raises PackError where there is nothing to report.
    """
    cached = CachedAnswers(answers)
    shown = ForPublic(cached, settings) if recipe.audience == "public" else cached
    context = PackContext(settings, recipe.filters.under(settings), shown, made_at.date())
    total = context.ask("reach_total")
    if total.frame.empty or not total.frame.iloc[0]["schools"]:
        raise PackError(
            "There is nothing to report",
            f"No school is open and in scope in {context.period_in_words} under these filters. "
            "Choose another period or fewer filters.",
        )
    if not total.frame.iloc[0]["reached"] and not _has_records(recipe.filters.under(settings), cached):
        raise PackError(
            "There is nothing to report",
            f"No attendance is recorded yet in {context.period_in_words}. "
            "Load the registers on the Imports page, or choose another period.",
        )
    sections = _sections(recipe, context, on_progress)
    return Pack(recipe, settings, sections, dict(cached.answered), answers.batch_ids, made_at, made_by, total)


def _has_records(filters: Filters, answers: Answers) -> bool:
    """Whether sign-ups or attendance are recorded of the period; a pack from before this was asked says what it did."""
    try:
        recorded = answers.answer(Question("recorded_periods", filters)).frame
    except NotOnRecordError:
        return True
    asked = (recorded["academic_year"] == filters.academic_year) & (recorded["period"] == filters.period)
    return bool(asked.any())


def _sections(recipe: Recipe, context: PackContext, on_progress: OnProgress) -> tuple[Section, ...]:
    chosen = [part for part in recipe.parts if part.is_on]
    sections: list[Section] = []
    for position, part in enumerate(chosen):
        on_progress(SECTIONS[part.section].title, 0.9 * position / len(chosen))
        section = _section(part.section, part.text, recipe, context, number=len(sections) + 1)
        if section is not None:
            sections.append(section)
    return tuple(sections)


def _section(key: str, text: str | None, recipe: Recipe, context: PackContext, *, number: int) -> Section | None:
    """Give one section; nothing where nothing was put into it."""
    section = SECTIONS[key]
    paragraphs = tuple(line for line in (text or "").splitlines() if line.strip())
    makers = section.exhibits(context)
    if key == "added":
        makers = [functools.partial(_made_again, each, context) for each in recipe.additions]
        if not makers:
            return None
    exhibits: list[Exhibit] = []
    for make in makers:
        try:
            exhibits.append(make())
        except WithheldError:
            paragraphs = tuple(dict.fromkeys([*paragraphs, NOT_FOR_THE_PUBLIC]))
    if key != "added":
        # Where there is nothing to draw, the pack does not say so chart by chart.
        exhibits = [each for each in exhibits if each.chart is not None and not each.result.frame.empty]
    if section.is_written and not paragraphs:
        paragraphs = tuple(next_steps(context))
    return Section(
        key=key,
        title=section.title,
        question=section.question,
        paragraphs=paragraphs,
        headlines=tuple(headlines(context)) if key == "headlines" else (),
        exhibits=tuple(Numbered(f"{number}.{place}", each) for place, each in enumerate(exhibits, start=1)),
        words=tuple(_explained(recipe)) if key == "counted" else (),
    )


def _made_again(addition: Addition, context: PackContext) -> Exhibit:
    return make_again(addition.origin, dataclasses.replace(context, filters=addition.filters.under(context.settings)))


def _explained(recipe: Recipe) -> list[Definition]:
    of_public = EXPLAINED_TO_THE_PUBLIC if recipe.audience == "public" else ()
    return definitions_of(
        [
            *ALWAYS_EXPLAINED,
            *of_public,
            *(word for part in recipe.parts if part.is_on for word in SECTIONS[part.section].words),
        ]
    )

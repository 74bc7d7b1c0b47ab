"""Makes a pack from a recipe: the story in numbered sections, then the appendix, as at the last day of its period."""

import collections
import contextlib
import dataclasses
import datetime as dt
import functools
import re
import string
from collections.abc import Callable, Sequence
from typing import Any

from reach.charts.chart import CategoryChart
from reach.definitions import Definition, definitions_of
from reach.disclosure import WithheldError
from reach.exhibit import Exhibit, sentences_of
from reach.exhibits.origins import make_again
from reach.filters import Filters
from reach.progress import OnProgress, ignored
from reach.report.answers import (
    PERIODS_SHOWN_UNTIL,
    Answers,
    AnswerSource,
    CachedAnswers,
    ForPublic,
    NotOnRecordError,
    PackContext,
    Question,
)
from reach.report.packs import NOT_ON_RECORD, Numbered, Pack, PackError, Section
from reach.report.recipes import SUMMARY, Addition, Recipe
from reach.report.sections import ALWAYS_EXPLAINED, EXPLAINED_TO_THE_PUBLIC, READERS, SECTIONS, Shown
from reach.report.summary import next_steps, summarised
from reach.settings import Settings

_SO_FAR = "so far"
_SAYS_TIME = re.compile(r"\b(?:so far|yet|by now|\d{4}/\d\d)\b")
"""What says already which time a finding is of, or that it is not over."""


def make_pack(
    recipe: Recipe,
    source: AnswerSource,
    settings: Settings,
    *,
    made_at: dt.datetime,
    made_by: str,
    last_proposals: Sequence[str] = (),
    on_progress: OnProgress = ignored,
) -> Pack:
    """Make a pack from a recipe, as at the last day of its period: of what happened later it knows nothing.

    last_proposals: what the pack before proposed, for the section that says what came of it. For the public, every
    answer is rounded as it is asked. Raises PackError where there is nothing to report.
    """
    filters = recipe.filters.under(settings)
    last_day = last_day_of(filters, settings)
    with source.up_to(last_day) as answers:
        cached = CachedAnswers(answers)
        shown = ForPublic(cached, settings) if recipe.audience == "public" else cached
        context = PackContext(settings, filters, shown, min(made_at.date(), last_day))
        total = context.ask("reach_total")
        if total.frame.empty or not total.frame.iloc[0]["schools"]:
            raise PackError(
                "There is nothing to report",
                f"No school is open and in scope in {context.period_in_words} under these filters. "
                "Choose another period or fewer filters.",
            )
        if not total.frame.iloc[0]["reached"] and not _has_records(filters, cached):
            raise PackError(
                "There is nothing to report",
                f"No attendance is recorded yet in {context.period_in_words}. "
                "Load the registers on the Imports page, or choose another period.",
            )
        with contextlib.suppress(NotOnRecordError):
            # For the record: no section asks it.
            cached.answer(Question(PERIODS_SHOWN_UNTIL, filters))
        sections = _sections(recipe, context, last_proposals, on_progress)
    return Pack(recipe, settings, sections, dict(cached.answered), source.batch_ids, made_at, made_by, total)


def last_day_of(filters: Filters, settings: Settings) -> dt.date:
    """Give the last day of the chosen period."""
    chosen = (filters.academic_year, filters.period)
    return next(each.ends_on for each in settings.periods() if (each.academic_year, each.period) == chosen)


def _has_records(filters: Filters, answers: Answers) -> bool:
    """Whether sign-ups or attendance are recorded of the period; a pack from before this was asked says what it did."""
    try:
        recorded = answers.answer(Question("recorded_periods", filters)).frame
    except NotOnRecordError:
        return True
    asked = (recorded["academic_year"] == filters.academic_year) & (recorded["period"] == filters.period)
    return bool(asked.any())


def _sections(
    recipe: Recipe, context: PackContext, last_proposals: Sequence[str], on_progress: OnProgress
) -> tuple[Section, ...]:
    """Give the story in numbered sections, then the appendix in sections with letters."""
    chosen = [part for part in recipe.parts if part.is_on]
    story: list[Section] = []
    appendix: list[Section] = []
    left_out: list[str] = []
    for position, part in enumerate(chosen):
        on_progress(SECTIONS[part.section].title, 0.9 * position / len(chosen))
        exhibits = _exhibits(part.section, recipe, context, left_out)
        first = part.exhibits_in_story(recipe.reader)
        own_words = tuple(line for line in (part.text or "").splitlines() if line.strip())
        if first is None:
            section = _written(part.section, own_words, recipe, context, last_proposals)
        else:
            section = _section_of(part.section, paragraphs=own_words if first else ())
        in_story = exhibits[:first]
        if first != 0 and (in_story or section.has_text):
            # What is still to be written stands on slides only, and leaves no gap in the numbers elsewhere.
            is_numbered = bool(in_story) or section.is_written_or_shown
            number = 1 + sum(bool(each.number) for each in story)
            story.append(_placed(section, str(number) if is_numbered else "", in_story))
        rest = exhibits[len(in_story) :]
        if rest or part.section == "counted" or (first == 0 and own_words):
            more = _section_of(part.section, paragraphs=() if first else own_words, is_in_appendix=True)
            appendix.append(_placed(more, string.ascii_uppercase[len(appendix)], rest))
    explained = [
        dataclasses.replace(each, words=tuple(_explained(recipe)), left_out=tuple(left_out))
        if each.key == "counted"
        else each
        for each in appendix
    ]
    return _with_wordings(_with_titles((*story, *explained)), recipe)


@dataclasses.dataclass(frozen=True)
class _Made:
    """An exhibit that was made for a section."""

    exhibit: Exhibit
    leads_with_change: bool

    @property
    def text(self) -> str:
        """Its sentences, the one that is to be its title first."""
        sentences = sentences_of(self.exhibit.sentence_without_notes)
        if self.leads_with_change:
            sentences.sort(key=lambda each: not each.startswith("The greatest change"))
        return " ".join(sentences)


def _exhibits(key: str, recipe: Recipe, context: PackContext, left_out: list[str]) -> list[_Made]:
    """Give a section's exhibits, and add those that are left out to a list, each with the reason."""
    shown = SECTIONS[key].exhibits(context)
    if key == "added":
        made = functools.partial(_made_again, context=context)
        shown = [Shown("A chart from another page", functools.partial(made, each)) for each in recipe.additions]
    exhibits = []
    reader = READERS[recipe.reader]
    for each in shown:
        if each.name in reader.not_asked:
            left_out.append(f"{each.name}: not asked for by the {reader.name}; other packs have it.")
            continue
        try:
            exhibit = _in_print(each.make())
        except WithheldError:
            left_out.append(f"{each.name}: not for the public.")
        except NotOnRecordError:
            left_out.append(f"{each.name}: {NOT_ON_RECORD}")
        else:
            if key == "added" or not (_is_blank(exhibit) or _is_one_number(exhibit)):
                exhibits.append(_Made(exhibit, each.leads_with_change))
            else:
                why = "nothing recorded" if _is_blank(exhibit) else "only one number under these filters"
                left_out.append(f"{each.name}: {why}.")
    return exhibits


def _in_print(exhibit: Exhibit) -> Exhibit:
    """Return an exhibit that does not say “Filters not applied: Period”: in a pack, each title says its own time."""
    result = exhibit.result
    chosen = result.filters if result.chosen is None else result.chosen
    of_year = dataclasses.replace(result, chosen=chosen.with_changes(period="year"))
    return dataclasses.replace(exhibit, result=of_year)


def _is_blank(exhibit: Exhibit) -> bool:
    """Whether an exhibit has nothing to show: no rows, no chart, or counts that are all zero. A share of 0% is one."""
    chart = exhibit.chart
    if chart is None or exhibit.result.frame.empty:
        return True
    if not isinstance(chart, CategoryChart):
        return False
    if chart.is_share:
        # Of bars that the public may not see, last year's marks alone would be left.
        return all(value is None for series in chart.series if series.kind != "mark" for value in series.values)
    return not any(value for series in chart.series for value in series.values)


def _is_one_number(exhibit: Exhibit) -> bool:
    """Whether a chart is one bar: the summary, or another chart's total, says as much."""
    chart = exhibit.chart
    return (
        isinstance(chart, CategoryChart)
        and len(chart.categories) == 1
        and [each.kind for each in chart.series if each.kind != "mark"] == ["bar"]
    )


def _section_of(key: str, **content: Any) -> Section:
    return Section("", key, SECTIONS[key].title, SECTIONS[key].question, **content)


def _written(
    key: str, own_words: tuple[str, ...], recipe: Recipe, context: PackContext, last_proposals: Sequence[str]
) -> Section:
    """Give a section that is written, by the hub or from the figures, without exhibits."""
    match key:
        case "headlines":
            ask = next(iter((recipe.text_of("next") or "").split("\n")), "") or next(iter(next_steps(context)), "")
            summary = summarised(context, ask, names_schools=recipe.audience == "internal")
            title = next((each.title for each in recipe.wordings if each.exhibit == SUMMARY), None)
            if title:
                summary = dataclasses.replace(summary, finding=dataclasses.replace(summary.finding, text=title))
            return _section_of(key, paragraphs=own_words, summary=summary)
        case "next":
            return _section_of(key, paragraphs=own_words or tuple(next_steps(context)))
        case "since":
            slot = SECTIONS[key].slot if last_proposals and not own_words else ""
            return _section_of(key, paragraphs=own_words or tuple(last_proposals), slot=slot)
    return _section_of(key, paragraphs=own_words, slot="" if own_words else SECTIONS[key].slot)


def _placed(section: Section, number: str, exhibits: Sequence[_Made]) -> Section:
    """Give a section with its number and its exhibits, which have their titles once all of the pack are known."""
    numbered = (
        Numbered(f"{number}.{place}", _key_of(made.exhibit), made.exhibit, title="", text=made.text, proposed="")
        for place, made in enumerate(exhibits, start=1)
    )
    return dataclasses.replace(section, number=number, exhibits=tuple(numbered))


def _key_of(exhibit: Exhibit) -> str:
    """Give what an exhibit is, the same from pack to pack: its query and what was chosen beyond the filters."""
    chosen = " ".join(which for _, which in exhibit.chosen)
    return re.sub(r"[^a-z0-9_]+", "-", f"{exhibit.result.query.name} {chosen}".lower()).strip("-")


def _with_titles(sections: Sequence[Section]) -> list[Section]:
    """Give each exhibit a key and a title that no other has: its first sentence that no earlier one has for a title."""
    taken: set[str] = set()
    keys: collections.Counter[str] = collections.Counter()

    def titled(numbered: Numbered) -> Numbered:
        keys[numbered.key] += 1
        key = numbered.key if keys[numbered.key] == 1 else f"{numbered.key}-{keys[numbered.key]}"
        sentences = sentences_of(numbered.text)
        first = next((each for each in sentences if each not in taken), "")
        taken.add(first)
        title, text = first.removesuffix("."), " ".join(each for each in sentences if each != first)
        if title and _SO_FAR in numbered.exhibit.result.time_in_words and not _SAYS_TIME.search(title):
            title = f"{title} {_SO_FAR}"
        return dataclasses.replace(numbered, key=key, title=title, text=text, proposed=title)

    return [_with_exhibits(section, titled) for section in sections]


def _with_wordings(sections: Sequence[Section], recipe: Recipe) -> tuple[Section, ...]:
    """Put a person's words in place of what was proposed."""
    wordings = {each.exhibit: each for each in recipe.wordings}

    def worded(numbered: Numbered) -> Numbered:
        wording = wordings.get(numbered.key)
        if wording is None:
            return numbered
        title = numbered.title if wording.title is None else wording.title
        text = numbered.text if wording.text is None else wording.text
        return dataclasses.replace(numbered, title=title, text=text, written_for=wording.proposed)

    return tuple(_with_exhibits(section, worded) for section in sections)


def _with_exhibits(section: Section, change: Callable[[Numbered], Numbered]) -> Section:
    return dataclasses.replace(section, exhibits=tuple(map(change, section.exhibits)))


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

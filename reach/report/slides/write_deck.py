"""A pack as slides: the cover, each section, each exhibit, and how figures are counted."""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from reach import formats
from reach.charts.chart import CategoryChart, Grid
from reach.definitions import Definition
from reach.errors import ExportError
from reach.exhibit import Exhibit
from reach.exports import browser
from reach.exports.typesetting import readable
from reach.report.packs import Numbered, Pack, Section
from reach.report.sections import READERS
from reach.report.slides.deck import Deck, Page
from reach.report.slides.drawn_tables import add_table
from reach.report.slides.fitting import LEAST_SIZE, Box
from reach.report.slides.notes import exhibit_notes, headline_notes, notes_of, stamped
from reach.report.slides.space import as_powerpoint_has_it, has_many_marks, parts_of
from reach.report.slides.tables import Table, grid_tables, list_tables, word_tables
from reach.report.slides.to_pptx import add_chart
from reach.report.tables import columns_of, rows_of

_GAP = 8
_MOST_ROWS_OF_A_PICTURE = 12
"""A picture is one slide high: more names, of two lines each, would stand on each other."""
_SENTENCE_SIZES = (18, 16, 14)
_SENTENCE_LINES, _FOOT_LINES = 3, 3
_LINE = 1.2
_MOST_OF_TEXT = 0.5
"""Of the room of a slide with a chart."""
_MOST_LIST_SLIDES = 2
_DOTS = 1.15
"""Of a picture's layout to a point: at this its text of 14 dots is 12 points large."""
_MOST_WORD_SLIDES = 2
_FEW_LETTERS, _LETTERS_OF_A_MEANING = 60, (230, 150, 0)
_SENTENCES = re.compile(r"(?<=\.)\s+")


def add_slides(deck: Deck, pack: Pack) -> None:
    """Add every slide of a pack."""
    _add_cover(deck, pack)
    headings = _headings(deck, pack)
    for section in pack.sections:
        if not (section.headlines or section.paragraphs or section.exhibits or section.words):
            continue
        deck.begin_section(section.title)
        if section.headlines:
            deck.add_texts(section.title, [each.text for each in section.headlines], headline_notes(section, pack))
        if section.paragraphs:
            deck.add_texts(section.title, section.paragraphs, notes_of(section.title, section.question, stamped(pack)))
        for numbered in section.exhibits:
            _add_exhibit(deck, section, numbered, headings[numbered.number])
        if section.words:
            _add_words(deck, section, pack)


@dataclasses.dataclass(frozen=True)
class _Heading:
    """What stands above an exhibit: the title, the topic small above it, and the text below it."""

    title: str
    topic: str
    below: str


def _headings(deck: Deck, pack: Pack) -> dict[str, _Heading]:
    """Give each exhibit's heading by its number: its finding with its title as the topic.

    Where there is no finding, or it is another exhibit's, too, or too long for a title, the title is the exhibit's own;
    to two that are alike, what was chosen is added.
    """
    titles = [numbered.exhibit.title for numbered in pack.exhibits]
    findings = [numbered.exhibit.finding.removesuffix(".") for numbered in pack.exhibits]
    found = {}
    for numbered, title, finding in zip(pack.exhibits, titles, findings, strict=True):
        exhibit = numbered.exhibit
        if titles.count(title) > 1:
            title = ": ".join(filter(None, (title, ", ".join(which for _, which in exhibit.chosen))))
        is_title = finding and findings.count(finding) == 1 and deck.has_room_for_title(f"{finding} (10 of 10)")
        found[numbered.number] = (
            _Heading(finding, title, exhibit.details) if is_title else _Heading(title, "", exhibit.sentence)
        )
    return found


def _add_cover(deck: Deck, pack: Pack) -> None:
    deck.begin_section("Cover")
    lines = [pack.subtitle, f"Schools as at {pack.as_at}. Made on {formats.day(pack.made_at.date())}."]
    chosen = [f"{what}: {which}" for what, which in pack.total.filters_in_words(pack.settings)]
    lines += [
        each for each in chosen if not each.startswith("Period") and not each.endswith((": All", ": Not included"))
    ]
    lines.append(pack.output_class)
    if pack.total.is_demonstration:
        lines.append("Demonstration: invented schools and people.")
    reader = f"For: {READERS[pack.recipe.reader].name}. Made by {pack.made_by}."
    deck.add_cover(pack.title, lines, notes_of(pack.title, reader, stamped(pack)))


def _add_exhibit(deck: Deck, section: Section, numbered: Numbered, heading: _Heading) -> None:
    exhibit, title = numbered.exhibit, heading.title
    notes = exhibit_notes(section, numbered)
    # A page to measure by; the first of the exhibit's own.
    page = deck.add_page(title, notes, heading.topic)
    room = _room_for_chart(deck, page, exhibit, heading.below)
    drawings = list(_drawings(deck, exhibit, room))
    for number, (what, rest) in enumerate(drawings, start=1):
        if number > 1:
            page = deck.add_page(f"{title} ({number} of {len(drawings)})", notes, heading.topic)
        elif len(drawings) > 1:
            deck.retitle(page, f"{title} (1 of {len(drawings)})")
        _fill(deck, page, exhibit, heading.below, what, rest)


def _fill(deck: Deck, page: Page, exhibit: Exhibit, below: str, what: Any, rest: str) -> None:
    """Put text, chart and foot on a slide, in the order in which they are read."""
    sentence = _sentence(deck, page, below)
    top = page.room.top
    if sentence.text:
        deck.add_text(
            page.slide,
            Box(page.room.left, top, page.room.width, sentence.height),
            sentence.text,
            sentence.size,
            name="Finding",
        )
    room = _room_for_chart(deck, page, exhibit, below)
    description = _description(exhibit)
    if isinstance(what, CategoryChart):
        _describe(add_chart(page.slide, room, what, deck.palette, deck.breadth), f"Chart: {exhibit.title}", description)
    elif isinstance(what, Table):
        _describe(add_table(page.slide, room, what, deck.palette), f"Table: {exhibit.title}", description)
    elif isinstance(what, bytes):
        _describe(deck.add_picture(page.slide, room, what), f"Picture: {exhibit.title}", description)
    foot = _foot(deck, page, exhibit, rest)
    height = foot.height
    deck.add_text(
        page.slide,
        Box(page.room.left, page.room.bottom - height, page.room.width, height),
        foot.text,
        foot.size,
        name="Source",
    )


def _drawings(deck: Deck, exhibit: Exhibit, room: Box) -> Iterator[tuple[Any, str]]:
    """Give what shows an exhibit, slide by slide, each with a note on what it leaves out."""
    chart = exhibit.chart
    if exhibit.result.frame.empty:
        yield None, "There are no figures for these filters."
    elif isinstance(chart, CategoryChart) and chart.is_native:
        shown = as_powerpoint_has_it(chart)
        parts = parts_of(shown, room.width, room.height, deck.breadth)
        if has_many_marks(shown) and len(parts) > 1:
            yield from _lists(exhibit, room, deck.breadth)
        else:
            yield from ((part, "") for part in parts)
    elif isinstance(chart, Grid):
        yield from ((table, "") for table in grid_tables(chart, room.width, room.height, deck.breadth))
    elif isinstance(chart, CategoryChart) and len(chart.categories) > _MOST_ROWS_OF_A_PICTURE:
        yield from _lists(exhibit, room, deck.breadth)
    elif chart is not None and (picture := _picture(exhibit, room)) is not None:
        yield picture, ""
    else:
        yield from _lists(exhibit, room, deck.breadth)


def _lists(exhibit: Exhibit, room: Box, breadth: float) -> Iterator[tuple[Table, str]]:
    columns = columns_of(exhibit)
    rows = rows_of(columns)
    tables, held, across = list_tables(columns, rows, room.width, room.height, breadth, at_most=_MOST_LIST_SLIDES)
    left = []
    if held < len(rows):
        left.append(f"The first {held:,} of {formats.count_of(len(rows), 'row')}")
    if across < len(columns):
        left.append(f"{'the' if left else 'The'} first {across} of {len(columns)} columns")
    rest = f"{' and '.join(left)}; all of it is in the pack’s workbook." if left else ""
    yield from ((table, rest) for table in tables)


def _picture(exhibit: Exhibit, room: Box) -> bytes | None:
    """Draw a chart that PowerPoint has no kind of its own for, where there is a browser to do so."""
    if browser() is None:
        return None
    from reach.exports.pictures import chart_png

    try:
        return chart_png(exhibit, round(room.width * _DOTS), round(room.height * _DOTS))
    except ExportError:
        return None


def _add_words(deck: Deck, section: Section, pack: Pack) -> None:
    notes = notes_of(section.title, *(each.meaning for each in section.words), stamped(pack))
    page = deck.add_page(section.title, notes)
    for letters in _LETTERS_OF_A_MEANING:
        short = [(each.name, _in_short(each, letters)) for each in section.words]
        tables = word_tables(short, page.room.width, page.room.height, deck.breadth)
        if len(tables) <= _MOST_WORD_SLIDES:
            break
    for number, table in enumerate(tables, start=1):
        title = f"{section.title} ({number} of {len(tables)})" if len(tables) > 1 else section.title
        if number > 1:
            page = deck.add_page(title, notes)
        else:
            deck.retitle(page, title)
        meaning = "; ".join(row[0].text for row in table.rows)
        _describe(add_table(page.slide, page.room, table, deck.palette), title, f"What these words mean: {meaning}.")


def _in_short(word: Definition, letters: int) -> str:
    """Give the first sentences of a meaning, as many as fit on a slide with the others; all stand in the notes."""
    meaning = word.meaning.removeprefix(f"{word.name}:").strip()
    kept = ""
    for sentence in _SENTENCES.split(meaning):
        candidate = f"{kept} {sentence}".strip()
        if len(kept) > _FEW_LETTERS and len(candidate) > letters:
            break
        kept = candidate
    return formats.capitalised(kept)


def _room_for_chart(deck: Deck, page: Page, exhibit: Exhibit, below: str) -> Box:
    sentence = _sentence(deck, page, below)
    foot = _foot(deck, page, exhibit, " ")
    top = page.room.top + (sentence.height + _GAP if sentence.text else 0)
    return Box(page.room.left, top, page.room.width, page.room.bottom - foot.height - _GAP - top)


def _sentence(deck: Deck, page: Page, below: str) -> Any:
    """Give the text below a title at its size: in a few lines if it can be, and whole in any case."""
    height = _SENTENCE_LINES * _SENTENCE_SIZES[-1] * _LINE
    fitted = deck.fit(below, _SENTENCE_SIZES, page.room.width, height)
    if fitted.text == readable(below):
        return fitted
    return deck.fit(below, _SENTENCE_SIZES[-1:], page.room.width, _MOST_OF_TEXT * page.room.height)


def _foot(deck: Deck, page: Page, exhibit: Exhibit, rest: str) -> Any:
    what, source = exhibit.short_stamp
    parts = (rest.strip(), what.strip(), source, exhibit.output_class)
    text = " ".join(f"{part[0].upper()}{part[1:]}" for part in parts if part)
    return deck.fit(text, (LEAST_SIZE,), page.room.width, _FOOT_LINES * LEAST_SIZE * _LINE)


def _description(exhibit: Exhibit) -> str:
    return f"{exhibit.title}. {exhibit.sentence}".strip()


def _describe(frame: Any, name: str, description: str) -> None:
    properties = frame._element.xpath("./*/p:cNvPr")[0]
    properties.set("name", readable(name)[:120])
    properties.set("descr", readable(description))

"""A pack as slides: the summary, each section, each exhibit, and how figures are counted."""

import dataclasses
import math
import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from reach import formats
from reach.charts.chart import CategoryChart, Chart, Grid
from reach.definitions import Definition, definitions_of
from reach.errors import ExportError
from reach.exhibit import Exhibit
from reach.exports import browser
from reach.exports.typesetting import readable
from reach.report.packs import Numbered, Pack, Section
from reach.report.recipes import SUMMARY
from reach.report.sections import SECTIONS
from reach.report.slides.deck import Deck, Page
from reach.report.slides.drawn_tables import add_table
from reach.report.slides.fitting import LEAST_SIZE, Box
from reach.report.slides.highlights import with_named_bars_in_colour
from reach.report.slides.notes import exhibit_notes, notes_of, stamped, summary_notes
from reach.report.slides.space import as_powerpoint_has_it, has_many_marks, names_of, parts_of
from reach.report.slides.summary import add_summary
from reach.report.slides.tables import Table, chart_tables, grid_tables, list_tables, word_tables
from reach.report.slides.to_pptx import add_chart
from reach.report.tables import columns_of, rows_of

_GAP = 8
_SENTENCE_SIZES = (18, 16, 14)
_SENTENCE_LINES = 3
_LINE = 1.2
_MOST_OF_TEXT = 0.5
"""Of the room of a slide with a chart."""
_MOST_LIST_SLIDES, _MOST_CHART_SLIDES = 4, 6
_LONGEST_REST = "Left out here: 1,000 rows without a figure that can be shown; the pack’s workbook has them."
_DOTS = 0.85
"""Of a picture's layout to a point: at this its smallest text, of 12 dots, is 14 points large."""
_PICTURE_LINE, _BETWEEN_ROWS, _AROUND_ROWS = 16, 4, 58
"""In a picture's dots: a line of a name, the gap between names, and what legend and axis take."""
_PICTURE_LABEL_WIDTH = 60
"""In letters: a slide is wide and low, so names stand in one line there, and more rows on a slide."""
_MOST_WORD_SLIDES = 2
_FEW_ROWS = 30
"""A chart of no more bars never becomes a list that is cut."""
_FEW_LETTERS, _LETTERS_OF_A_MEANING = 60, (230, 150, 0)
_SENTENCES = re.compile(r"(?<=\.)\s+")


def add_slides(deck: Deck, pack: Pack) -> None:
    """Add every slide of a pack: the story, then the appendix."""
    is_in_appendix = False
    for section in pack.sections:
        if section.is_in_appendix and not is_in_appendix:
            is_in_appendix = True
            _add_divider(deck, pack)
        deck.begin_section(f"Appendix {section.number}: {section.title}" if is_in_appendix else section.title)
        deck.begin_exhibit(SUMMARY if section.summary else section.key)
        if section.summary is not None:
            add_summary(deck, pack, section, section.summary, summary_notes(section.summary, pack))
        elif section.has_text:
            _add_written(deck, section, pack)
        for numbered in section.exhibits:
            deck.begin_exhibit(numbered.key)
            _add_exhibit(deck, section, numbered)
        deck.begin_exhibit(section.key)
        if section.words:
            _add_words(deck, section, pack)
        if section.left_out:
            deck.begin_exhibit("left_out")
            what = "Left out of this pack"
            deck.add_texts(what, section.left_out, notes_of(what, "\n".join(section.left_out), stamped(pack)))


def _add_divider(deck: Deck, pack: Pack) -> None:
    deck.begin_section("Appendix")
    deck.begin_exhibit("appendix")
    contents = [f"{each.number}  {each.title}" for each in pack.sections if each.is_in_appendix]
    deck.add_cover("Appendix", contents, notes_of("For questions after the report.", stamped(pack)))


def _add_written(deck: Deck, section: Section, pack: Pack) -> None:
    """Add what the hub wrote, or the place for it: hidden from the show until it is written."""
    is_last_proposals = section.key == "since" and bool(section.slot)
    title = "What we proposed last time" if is_last_proposals else section.title
    script = f"Write this slide: {section.slot}" if section.slot else "Say this"
    notes = notes_of(script, "\n".join(section.paragraphs), stamped(pack))
    if section.key == "school":
        slide = deck.add_story(title, section.paragraphs, notes)
        if not section.paragraphs:
            deck.hide(slide)
    else:
        deck.add_texts(title, section.paragraphs, notes)


def _add_exhibit(deck: Deck, section: Section, numbered: Numbered) -> None:
    exhibit = numbered.exhibit
    title, topic, below = numbered.heading, numbered.topic, numbered.text
    if topic and not deck.has_room_for_title(title):
        title, topic, below = exhibit.title, "", f"{numbered.title}. {numbered.text}".strip()
    notes = exhibit_notes(section, numbered)
    # A page to measure by; the first of the exhibit's own.
    page = deck.add_page(title, notes, topic)
    if topic and _fits_only_without(deck, page, exhibit, below):
        below = ""  # the notes have it, under “If asked”
    is_brief = section.is_in_appendix
    drawings = list(_drawings(deck, exhibit, _room_for_chart(deck, page, exhibit, below), title, is_brief=is_brief))
    if len(drawings) == 1:
        _fill(deck, page, exhibit, below, *drawings[0])
        return
    # The finding is about all of them: it stands above the first, whose title says what is on it, as the others' do.
    whole = below if title == exhibit.title else f"{title}. {below}".strip()
    drawings = list(_drawings(deck, exhibit, _room_for_chart(deck, page, exhibit, whole), title, is_brief=is_brief))
    titles = deck.titles_of_parts([what for what, _ in drawings], title, exhibit.title, has_topic=bool(topic))
    for number, (part_title, (what, rest)) in enumerate(zip(titles, drawings, strict=True)):
        if number:
            page = deck.add_page(part_title, notes, exhibit.title if topic else "")
        else:
            deck.retitle(page, part_title)
        text = "" if number else below if part_title == title else whole
        _fill(deck, page, exhibit, text, what, rest)


def _fits_only_without(deck: Deck, page: Page, exhibit: Exhibit, below: str) -> bool:
    """Whether a chart fits on one slide, but not with the text below its title."""
    if not isinstance(exhibit.chart, CategoryChart) or not exhibit.chart.is_native:
        return False
    shown = as_powerpoint_has_it(exhibit.chart)

    def count(text: str) -> int:
        room = _room_for_chart(deck, page, exhibit, text)
        return len(parts_of(shown, room.width, room.height, deck.breadth))

    return count(below) > 1 and count("") == 1


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
    deck.add_foot(page, _foot(exhibit, rest, has_symbols=_has_symbols(what)))


def _drawings(deck: Deck, exhibit: Exhibit, room: Box, title: str, *, is_brief: bool) -> Iterable[tuple[Any, str]]:
    """Give what shows an exhibit, slide by slide, each with a note on what it leaves out.

    is_brief: a table stands in place of charts on several slides where it takes fewer.
    """
    chart = exhibit.chart
    if isinstance(chart, CategoryChart):
        chart = with_named_bars_in_colour(chart, title)
    if exhibit.result.frame.empty:
        return [(None, "There are no figures for these filters.")]
    if isinstance(chart, CategoryChart):
        return _of_bars(deck, exhibit, chart, room, is_brief=is_brief)
    if isinstance(chart, Grid):
        return [(table, "") for table in grid_tables(chart, room.width, room.height, deck.breadth)]
    if chart is not None and (pictures := _pictures(exhibit, chart, room)):
        return [(picture, "") for picture in pictures]
    return _lists(exhibit, room, deck.breadth)


def _of_bars(
    deck: Deck, exhibit: Exhibit, chart: CategoryChart, room: Box, *, is_brief: bool
) -> Iterable[tuple[Any, str]]:
    """Give native charts; a table where it says the same on fewer slides, or PowerPoint has no chart of its own."""
    rest, heading = "", _heading_of_rows(exhibit, chart)
    if is_brief and (left := [at for at in range(len(chart.categories)) if not _has_value(chart, at)]):
        chart = chart.of([at for at in range(len(chart.categories)) if at not in left])
        rest = (
            f"Left out here: {formats.count_of(len(left), 'row')} without a figure that can be shown; "
            "the pack’s workbook has them."
        )
    shown = as_powerpoint_has_it(chart)
    parts: list[CategoryChart] = []
    needed = math.ceil(len(chart.categories) / _rows_of_a_picture(chart, room))
    if chart.is_native:
        parts = parts_of(shown, room.width, room.height, deck.breadth)
        needed = len(parts)
        is_brief = is_brief or has_many_marks(shown) or needed > _MOST_CHART_SLIDES
    if needed > 1 and (is_brief or not chart.is_native):
        tables = chart_tables(
            chart, heading, room.width, room.height, deck.breadth, at_most=needed - 1 if parts else _MOST_LIST_SLIDES
        )
        if tables:
            return [(table, rest) for table in tables]
    if parts and needed <= _MOST_CHART_SLIDES:
        return [(part, rest) for part in parts]
    if not parts and (pictures := _pictures(exhibit, chart, room)):
        return [(picture, rest) for picture in pictures]
    return _lists(exhibit, room, deck.breadth)


def _has_value(chart: CategoryChart, at: int) -> bool:
    """Whether a row has a bar, or a point, of this period."""
    return any(each.values[at] is not None for each in chart.series if each.kind != "mark")


def _heading_of_rows(exhibit: Exhibit, chart: CategoryChart) -> str:
    """Return the heading of the column that names the chart's rows; "" where there is none."""
    names = [" ".join(each.name.split()) for each in chart.categories]
    found = (each.heading for each in columns_of(exhibit) if list(each.cells) == names)
    return next(found, "")


def _lists(exhibit: Exhibit, room: Box, breadth: float) -> Iterator[tuple[Table, str]]:
    columns = columns_of(exhibit)
    rows = rows_of(columns)
    tables, held = list_tables(columns, rows, room.width, room.height, breadth, at_most=_MOST_LIST_SLIDES)
    of_all = formats.count_of(len(rows), "row")
    rest = f"The first {held:,} of {of_all}; the pack’s workbook has them all." if held < len(rows) else ""
    yield from ((table, rest) for table in tables)


def _pictures(exhibit: Exhibit, chart: Chart, room: Box) -> list[bytes]:
    """Draw a chart that PowerPoint has no kind of its own for, in parts of a slide's height; none without a browser."""
    if browser() is None:
        return []
    from reach.exports.pictures import chart_png

    parts: list[Chart] = [chart]
    if isinstance(chart, CategoryChart):
        if chart.is_sideways:
            chart = dataclasses.replace(chart, label_width=max(chart.label_width, _PICTURE_LABEL_WIDTH))
        parts = [*chart.parts(_rows_of_a_picture(chart, room))]
    try:
        return [
            chart_png(dataclasses.replace(exhibit, chart=part), round(room.width * _DOTS), round(room.height * _DOTS))
            for part in parts
        ]
    except ExportError:
        return []


def _rows_of_a_picture(chart: CategoryChart, room: Box) -> int:
    """Give how many rows a picture of a slide's height has room for: more names would stand on each other."""
    lines = max(
        len(textwrap.wrap(each.name, chart.label_width))
        + (len(textwrap.wrap(each.note.text, chart.note_width)) if chart.note_width else bool(each.note))
        for each in chart.categories
    )
    if not chart.is_sideways:
        return len(chart.categories)
    most = (room.height * _DOTS - _AROUND_ROWS) / (lines * _PICTURE_LINE + _BETWEEN_ROWS)
    return max(int(most), 1)


def _add_words(deck: Deck, section: Section, pack: Pack) -> None:
    notes = notes_of(section.title, *(each.meaning for each in section.words), stamped(pack))
    page = deck.add_page(section.title, notes)
    tables: list[Table] = []
    for words in (section.words, _words_of_story(section, pack)):
        for letters in _LETTERS_OF_A_MEANING:
            short = [(each.name, _in_short(each, letters)) for each in words]
            tables = word_tables(short, page.room.width, page.room.height, deck.breadth)
            if len(tables) <= _MOST_WORD_SLIDES:
                break
        if len(tables) <= _MOST_WORD_SLIDES:
            break
    spans = [f"{section.title}: {table.rows[0][0].text} to {table.rows[-1][0].text}" for table in tables]
    for number, (table, title) in enumerate(zip(tables, spans if len(tables) > 1 else [section.title], strict=True)):
        if number:
            page = deck.add_page(title, notes)
        else:
            deck.retitle(page, title)
        meaning = "; ".join(row[0].text for row in table.rows)
        _describe(add_table(page.slide, page.room, table, deck.palette), title, f"What these words mean: {meaning}.")


def _words_of_story(section: Section, pack: Pack) -> list[Definition]:
    """Return the words that the story needs; the notes explain those of the appendix, too."""
    only_in_appendix = {
        word for each in pack.sections if each.is_in_appendix and each.exhibits for word in SECTIONS[each.key].words
    } - {word for each in pack.sections if not each.is_in_appendix for word in SECTIONS[each.key].words}
    left = {each.name for each in definitions_of(sorted(only_in_appendix))}
    return [each for each in section.words if each.name not in left]


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
    foot = deck.fit(_foot(exhibit, _longest_rest(exhibit)), (LEAST_SIZE,), page.room.width, page.room.height)
    top = page.room.top + (sentence.height + _GAP if sentence.text else 0)
    return Box(page.room.left, top, page.room.width, page.room.bottom - foot.height - _GAP - top)


def _longest_rest(exhibit: Exhibit) -> str:
    """Give a note as long as any on what is left out; "" where nothing can be."""
    chart = exhibit.chart
    has_all = isinstance(chart, Grid) or (
        isinstance(chart, CategoryChart)
        and len(chart.categories) <= _FEW_ROWS
        and all(_has_value(chart, at) for at in range(len(chart.categories)))
    )
    return "" if has_all else _LONGEST_REST


def _sentence(deck: Deck, page: Page, below: str) -> Any:
    """Give the text below a title at its size: in a few lines if it can be, and whole in any case."""
    height = _SENTENCE_LINES * _SENTENCE_SIZES[-1] * _LINE
    fitted = deck.fit(below, _SENTENCE_SIZES, page.room.width, height)
    if fitted.text == readable(below):
        return fitted
    return deck.fit(below, _SENTENCE_SIZES[-1:], page.room.width, _MOST_OF_TEXT * page.room.height)


def _has_symbols(what: Any) -> bool:
    """Whether a table or a chart's names say that something is not shown."""
    if isinstance(what, Table):
        return any(formats.HIDDEN in cell.text for row in what.rows for cell in row)
    return isinstance(what, CategoryChart) and any(formats.HIDDEN in name for name in names_of(what))


def _foot(exhibit: Exhibit, rest: str, *, has_symbols: bool = True) -> str:
    """Give what every figure carries: notes, what is left out here, its day and filters, and its source."""
    what, source = exhibit.short_stamp
    symbols = formats.HIDDEN_IN_WORDS if exhibit.result.hidden and has_symbols else ""
    parts = (rest.strip(), symbols, what.strip(), source)
    small_print = " ".join(part if part == symbols else formats.capitalised(part) for part in parts if part)
    return "\n".join((*exhibit.notes, small_print))


def _description(exhibit: Exhibit) -> str:
    return f"{exhibit.title}. {exhibit.sentence}".strip()


def _describe(frame: Any, name: str, description: str) -> None:
    properties = frame._element.xpath("./*/p:cNvPr")[0]
    properties.set("name", readable(name)[:120])
    properties.set("descr", readable(description))

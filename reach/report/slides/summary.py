"""The first slide: the finding, four big numbers, England's line, what is better, what is worse, and one ask."""

from collections.abc import Sequence

from reach.exports.typesetting import readable
from reach.report.packs import Pack, Section
from reach.report.slides.deck import Deck, Page
from reach.report.slides.fitting import LEAST_SIZE, LINE_HEIGHT, Box, space_between
from reach.report.summary import BigNumber, Summary

_GAP = 14
_VALUE_SIZES, _LABEL_SIZES, _TEXT_SIZES = (36, 30, 24, 20), (16, 14), (18, 16, 14)


def add_summary(deck: Deck, pack: Pack, section: Section, summary: Summary, notes: str) -> None:
    """Add the summary: one slide, or two where its texts do not fit on one."""
    topic = f"{pack.title}: {pack.subtitle}"
    page = deck.add_page(summary.finding.text.removesuffix("."), notes, topic)
    room, foot = page.room, _foot(deck, page, pack)
    top = _add_numbers(deck, page, summary.numbers, room.top)
    line = " ".join(filter(None, (summary.comparison, summary.england)))
    if line:
        top = _add_line(deck, page, line, top) + _GAP
    own_words = [("From the hub", section.paragraphs)] if section.paragraphs else []
    columns = [*summary.lists, *own_words]
    left = Box(room.left, top, room.width, room.bottom - foot - _GAP - top)
    size = _size_of(deck, columns, left)
    if size is None:
        page = deck.add_page("What is better, what is worse, and what comes next", notes, topic)
        left = Box(page.room.left, page.room.top, page.room.width, page.room.height - _foot(deck, page, pack) - _GAP)
        size = _size_of(deck, columns, left) or LEAST_SIZE
    for (heading, lines), box in zip(columns, _boxes(left, len(columns)), strict=True):
        deck.add_text(page.slide, box, "\n".join((heading, *lines)), size, name=heading, headed=True)


def _add_numbers(deck: Deck, page: Page, numbers: Sequence[BigNumber], top: float) -> float:
    """Add a tile a number, beside each other; return where they end."""
    if not numbers:
        return top
    boxes = _boxes(Box(page.room.left, top, page.room.width, 0), len(numbers))
    width = boxes[0].width
    value_size = min(deck.fit(each.value, _VALUE_SIZES, width, 44, is_bold=True).size for each in numbers)
    bottom = top
    for place, (number, box) in enumerate(zip(numbers, boxes, strict=True), start=1):
        lines = [number.label, number.value, *filter(None, (number.of, f"{number.arrow} {number.change}".strip()))]
        sizes = [_LABEL_SIZES[0], value_size, *[_LABEL_SIZES[1]] * (len(lines) - 2)]
        height = sum(
            deck.fit(line, (size,), width, 200, is_bold=line == number.value).height
            for line, size in zip(lines, sizes, strict=True)
        )
        tile = Box(box.left, top, width, height)
        deck.add_lines(page.slide, tile, list(zip(lines, sizes, strict=True)), bold=1, name=f"Number {place}")
        bottom = max(bottom, tile.bottom)
    return bottom + _GAP


def _add_line(deck: Deck, page: Page, text: str, top: float) -> float:
    fitted = deck.fit(text, (16,), page.room.width, 3 * 16 * LINE_HEIGHT)
    if fitted.text != readable(text):
        fitted = deck.fit(text, (LEAST_SIZE,), page.room.width, page.room.height)
    box = Box(page.room.left, top, page.room.width, fitted.height)
    deck.add_text(page.slide, box, fitted.text, fitted.size, name="England")
    return box.bottom


def _size_of(deck: Deck, columns: Sequence[tuple[str, tuple[str, ...]]], room: Box) -> float | None:
    """Give the largest size at which every column fits; None where none does."""
    if not columns:
        return LEAST_SIZE
    width = _boxes(room, len(columns))[0].width
    for size in _TEXT_SIZES:
        heights = [
            sum(
                deck.fit(text, (size,), width, 10_000, is_bold=place == 0).height + space_between(size)
                for place, text in enumerate((heading, *lines))
            )
            for heading, lines in columns
        ]
        if max(heights) <= room.height:
            return size
    return None


def _boxes(room: Box, number: int) -> list[Box]:
    width = (room.width - (number - 1) * 2 * _GAP) / max(number, 1)
    return [Box(room.left + place * (width + 2 * _GAP), room.top, width, room.height) for place in range(number)]


def _foot(deck: Deck, page: Page, pack: Pack) -> float:
    """Add the foot, and return its height."""
    return deck.add_foot(page, f"Schools as at {pack.as_at}. {' '.join(pack.chosen)} {pack.output_class} {pack.source}")

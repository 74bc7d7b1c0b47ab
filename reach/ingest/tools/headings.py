"""Headings that people make up: which of our columns each asks for, judged by its words and by what stands under it."""

import csv
import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reach.ingest.attendance_marks import marks
from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day
from reach.matching import plain_words

_SAMPLE = 200
"""Rows that are looked at to see what a column holds."""

_SURE = 8
"""The least that a heading has to fit to be taken without asking, where nothing else fits as well."""


_FOLDER = Path(__file__).resolve().parent
_WORDS_OF = {
    "{SCHOOL}": r"schools?|sch|colleges?|settings?|academ(?:y|ies)|nurser(?:y|ies)",
    "{PERSON}": r"participants?|delegates?|teachers?|attendees?|colleagues?|staff|guests?|members?",
}
_COUNTS = re.compile(r"\b(?:quantity|qty|number|no|total|price|paid|fees?|tickets)\b", re.IGNORECASE)
"""What a heading of numbers says that are no marks, although a 1 stands there."""
_ABOUT_SOMETHING_ELSE = re.compile(r"\b(do you|does|is your|are you|number|no|code|year|class|region|status|date)\b")

SAYS_SCHOOL = frozenset({"school", "urn", "dfe_number", "postcode"})
SAYS_WHO = frozenset({"full_name", "first_name", "last_name", "email"})


class Columns(NamedTuple):
    """Where each of our columns stands, and those of them that should be asked about: something else fits as well."""

    places: dict[str, int]
    doubtful: frozenset[str]


def columns_asked_for(headings: Sequence[str], body: Sequence[Line] = (), *, start: int = 0) -> dict[str, int]:
    """Give the position of each column that the headings ask for, from a position on; of two, the better one."""
    return find_columns(headings, body, start=start).places


def find_columns(
    headings: Sequence[str], body: Sequence[Line] = (), *, start: int = 0, without: Collection[int] = ()
) -> Columns:
    """Find which column is which: each stands for one thing, and each thing for the column that fits it best.

    Columns before start, and those at the places in without, are left alone.
    """
    open_places = [place for place in range(start, len(headings)) if place not in without]
    places: dict[str, int] = {}
    doubtful: set[str] = set()
    for score, negative, column in sorted(_scored(headings, body, open_places), reverse=True):
        place = -negative
        if place in places.values():
            continue
        if column not in places:
            places[column] = place
            is_plain = column == "booking_status" or (column == "attendance" and _are_marks(_held(body, place)))
            if score < _SURE - 1 and not is_plain:
                doubtful.add(column)
        elif (
            column in ("school", "attendance", "held_on") and score >= _SURE and _says_else(body, places[column], place)
        ):
            doubtful.add(column)
    # Where nothing else says who came, a booking's status may: but not without being asked.
    if "booking_status" in places and "attendance" not in places:
        places["attendance"] = places.pop("booking_status")
        doubtful.add("attendance")
    if "attendance" not in places:
        marked = [
            place
            for place in open_places
            if place not in places.values() and not _COUNTS.search(headings[place]) and _has_marks(_held(body, place))
        ]
        # One column of marks under a heading that nobody has met: likely, but to be asked.
        if len(marked) == 1:
            places["attendance"] = marked[0]
            doubtful.add("attendance")
    if "cohort" in places and body:
        _settle_cohort(places, doubtful, body)
    return Columns(places, frozenset(doubtful))


def _settle_cohort(places: dict[str, int], doubtful: set[str], body: Sequence[Line]) -> None:
    """Ask about a column of several cohorts. One alone distinguishes nothing."""
    if len(set(_held(body, places["cohort"]))) > 1:
        doubtful.add("cohort")
    else:
        del places["cohort"]


def _scored(headings: Sequence[str], body: Sequence[Line], places: Iterable[int]) -> Iterator[tuple[float, int, str]]:
    """Give how well each place fits each column that its heading may stand for, with the place as a negative number.

    Of two that fit equally, the fuller one scores more; of two as full, the first is the greater.
    """
    for place in places:
        held = _held(body, place)
        for column, fits in _fits(headings[place]).items():
            if not held or _can_hold(column, held):
                yield fits + (len(held) / (len(body[:_SAMPLE]) + 1)) / 2, -place, column


class _Known(NamedTuple):
    """A column that a heading may stand for, and how well it fits, from 1 to 10, where the whole heading is like it."""

    column: str
    pattern: re.Pattern[str]
    fits: int


@functools.cache
def _known() -> list[_Known]:
    """Give the wordings of headings, in plain words, those that fit best first."""
    found = []
    for row in _rows("headings.csv"):
        pattern = row["heading"]
        for name, words in _WORDS_OF.items():
            pattern = pattern.replace(name, words)
        found.append(_Known(row["column"], re.compile(pattern), int(row["fits"])))
    return sorted(found, key=lambda known: -known.fits)


@functools.cache
def _of_something_else() -> dict[str, re.Pattern[str]]:
    """Give the words by which a heading is about something else than a column: a school's telephone number."""
    words: dict[str, list[str]] = {}
    for row in _rows("headings_of_others.csv"):
        words.setdefault(row["column"], []).append(row["word"])
    return {column: re.compile(rf"\b(?:{'|'.join(each)})\b") for column, each in words.items()}


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _fits(heading: str) -> dict[str, int]:
    words = plain_words(heading.replace("_", " "))
    found: dict[str, int] = {}
    for asked in _known():
        if asked.column in found or not words:
            continue
        if asked.pattern.fullmatch(words):
            never = _of_something_else().get(asked.column)
            if never and asked.fits < 10 and never.search(words):
                continue
            if asked.column == "school" and asked.fits < 9 and _ABOUT_SOMETHING_ELSE.search(words):
                continue
            found[asked.column] = asked.fits
    return found


def _held(body: Sequence[Line], place: int) -> list[str]:
    return [text for _, cells in body[:_SAMPLE] if place < len(cells) and (text := text_of(cells[place]))]


def _can_hold(column: str, held: Sequence[str]) -> bool:
    """Whether what stands under a heading can be what the heading asks for."""
    check = _CHECKS.get(column)
    return check is None or 2 * sum(map(check, held)) >= len(held)


def _are_marks(held: Sequence[str]) -> bool:
    return bool(held) and not any(mark.is_open for mark in marks(set(held)).values())


def _has_marks(held: Sequence[str]) -> bool:
    """Whether at least half of what stands under a heading is like a mark, some of it for certain."""
    found = marks(set(held))
    return any(not mark.is_open for mark in found.values()) and _can_hold("attendance", held)


def _is_mark(text: str) -> bool:
    return marks({text})[text].attendance is not None


_COHORT = re.compile(r"(?:cohort|group|work ?group|wg)\b.{0,60}|[A-Z]|\d{1,2}", re.IGNORECASE)
_LONGEST_STATUS = 30
_CHECKS: dict[str, Callable[[str], bool]] = {
    "email": lambda text: "@" in text or text.casefold() == "anonymous",
    "held_on": lambda text: (
        day(text) is not None or day(text, month_first=True) is not None or bool(re.search(r"\d", text))
    ),
    "attendance": lambda text: _is_mark(text) or len(text) <= 3,
    "school": lambda text: "@" not in text and bool(re.search("[^\\W\\d]", text)),
    "full_name": lambda text: "@" not in text and bool(re.search("[^\\W\\d]", text)),
    "session_number": lambda text: bool(re.search(r"\d", text)) and len(text) <= 30 and day(text) is None,
    "hours": lambda text: bool(re.search(r"\d", text)),
    "pupils": lambda text: bool(re.search(r"\d", text)),
    "activity": lambda text: day(text) is None,
    "booking_status": lambda text: len(text) <= _LONGEST_STATUS,
    "cohort": lambda text: bool(_COHORT.fullmatch(text)),
}


def _says_else(body: Sequence[Line], one: int, other: int) -> bool:
    """Whether two columns say different things in some row: then it is not clear which of them is meant."""
    pairs = [
        (text_of(cells[one]), text_of(cells[other])) for _, cells in body[:_SAMPLE] if max(one, other) < len(cells)
    ]
    return any(first and second and plain_words(first) != plain_words(second) for first, second in pairs)

"""Where a table stands among lines: its headings, what the lines above them say, and its end."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import Any

from reach.academic_years import academic_year_of
from reach.ingest.attendance_marks import legend_in
from reach.ingest.cells import Line, number_of, text_of
from reach.ingest.dates import day, days_in, days_in_numbers
from reach.ingest.details import Details, details_in_title
from reach.ingest.sessions import NamedSession, academic_year_in, session_in_heading
from reach.ingest.tools.display_names import is_of_a_school
from reach.ingest.tools.headings import SAYS_SCHOOL, find_columns
from reach.settings import Settings

LINES_BEFORE_A_HEADER = 40
"""Lines among which the headings are looked for."""

_LINES_OF_A_LEGEND = 10
"""Lines at the end among which a legend may stand."""

_OF_A_TOTAL = re.compile(
    r"(?:grand |sub ?)?totals?\b|number (?:of )?(?:attend|present|people|delegates)|count\b|sum\b", re.IGNORECASE
)
_OF_A_NOTE = re.compile(
    r"\*|n\.?b\b|notes?\b|apolog|key\b|please\b|next (?:session|meeting|date)|venue\b|trainers?\b|facilitat|led by\b"
    r"|printed\b|produced\b|page \d|end of\b|source\b|\d+ (?:attend|present|absent|apolog|people|delegates|booked)"
    r"|(?:attended|present|absent|booked)\s*[:=–-]",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(
    r"(?:a\.?m\.?|p\.?m\.?|morning|afternoon|evening|twilight)(?: sessions?)?(?: only)?", re.IGNORECASE
)
_LABELLED = re.compile(r"(?P<label>[A-Za-z][A-Za-z /]{2,30}?)\s*:\s*(?P<value>.+)")
_LABELS = {
    "date": "held_on",
    "date of session": "held_on",
    "session date": "held_on",
    "held on": "held_on",
    "session": "session_number",
    "activity": "activity",
    "event": "activity",
    "course": "activity",
    "work group": "activity",
    "workgroup": "activity",
    "title": "activity",
    "session title": "activity",
    "programme": "programme",
    "project": "programme",
}


@dataclasses.dataclass(frozen=True)
class Found:
    """A table among lines: the place of its headings, and what they say, with those of a second line beside it.

    sessions are the columns that stand for a session each, with the cells that say which: it is then a register with a
    column a session. academic_year is that of days without a year. body are the lines below that say something, totals
    and notes the numbers of those that count the others or say something about them. sections are lines that name the
    session of those below them, for the number of each of those. legend is what the lines around say that its marks
    mean.
    """

    header: int
    headings: tuple[str, ...]
    sessions: dict[int, tuple[Any, ...]]
    academic_year: str | None
    body: Sequence[Line]
    totals: Sequence[int]
    notes: Sequence[int]
    sections: Mapping[int, Any]
    legend: Mapping[str, str]


def find_table(lines: Sequence[Line], academic_year: str | None = None, header: int | None = None) -> Found | None:
    """Find the headings of a table of people and schools: the line that names the most columns that are known.

    Of lines that name none, the first with two texts and no numbers or dates is taken; None where there is none.
    header is the place of the headings where somebody said it.
    """
    if header is None:
        scored = [(_score(cells), -place) for place, (_, cells) in enumerate(lines[:LINES_BEFORE_A_HEADER])]
        best = max(scored, default=(0, 0))
        header = -best[1] if best[0] >= 2 else _first_of_texts(lines)
    if header is None:
        return None
    second = _second_line(lines, header)
    width = max((len(cells) for _, cells in lines[header : header + 60]), default=0)
    headings = tuple(_joined(lines, header, second, place) for place in range(width))
    sessions = _sessions(lines, header, second, headings, academic_year)
    around = [*lines[:header], *lines[-_LINES_OF_A_LEGEND:]]
    legend = legend_in(text_of(cell) for _, cells in around for cell in cells)
    body, totals, notes, sections = _body_of(lines, header, second, academic_year)
    if not SAYS_SCHOOL & find_columns(headings).places.keys() and (with_schools := _with_schools_of_lines(body, width)):
        headings, body = (*headings, SCHOOL_OF_LINES), with_schools
    return Found(header, headings, sessions, academic_year, body, totals, notes, sections, legend)


SCHOOL_OF_LINES = "School (in a line of its own)"
"""The heading of the column that schools are put into which stand in lines of their own, above their people."""


def _with_schools_of_lines(body: Sequence[Line], width: int) -> list[Line] | None:
    """Give lines with the school of a line above them behind their cells; None where schools do not stand so.

    Every line with one text must be a school's, the first line among them, and have somebody below it: one of a person
    of whom nothing else is said would be taken for a school, or leave others with the wrong one.
    """
    schools: dict[int, str] = {}
    for place, (_, cells) in enumerate(body):
        texts = [text for cell in cells if (text := text_of(cell))]
        if len(texts) == 1:
            schools[place] = texts[0]
    if 0 not in schools or not all(map(is_of_a_school, schools.values())):
        return None
    if any(place + 1 in schools or place + 1 == len(body) for place in schools):
        return None
    found: list[Line] = []
    school = ""
    for place, (number, cells) in enumerate(body):
        school = schools.get(place, school)
        if place not in schools:
            found.append((number, [*cells, *[None] * (width - len(cells)), school]))
    return found


def academic_year_above(lines: Sequence[Line], title: str) -> str | None:
    """Give the academic year that the lines above a table or its name say."""
    texts = [title, *(text_of(cell) for _, cells in lines for cell in cells)]
    return next((year for text in texts if (year := academic_year_in(text))), None)


def details_above(lines: Sequence[Line], title: str, settings: Settings, *, month_first: bool = False) -> Details:
    """Give what the lines above a table, and its name, say of all its rows: activity, programme, day and session."""
    labelled: dict[str, str] = {}
    free: list[str] = [title] if title else []
    days = []
    for _, cells in lines:
        texts = [text for cell in cells if (text := text_of(cell))]
        # "Date" in one cell and the day in the next is "Date: day".
        texts = [f"{texts[0].rstrip(':')}: {texts[1]}"] if len(texts) == 2 and texts[0].endswith(":") else texts
        # Several short texts beside each other head groups of columns: “Delegate | Register”.
        are_headings = len(texts) > 1 and not any(len(text.split()) > 2 or ":" in text for text in texts)
        for text in texts:
            match = _LABELLED.fullmatch(text)
            column = _LABELS.get(match["label"].casefold().strip()) if match else None
            if match and column:
                labelled.setdefault(column, match["value"])
            elif not match and not are_headings:
                free.append(text)
            days += _days_of(text, month_first)
            days += [found for cell in cells if not isinstance(cell, str) and (found := _day_of(cell))]
    details = [details_in_title(_without_days(text), settings) for text in free]
    of_programme = next((each for each in details if each.programme), None)
    named = of_programme or max(details, key=lambda each: len(each.activity or ""), default=Details())
    of_label = _days_of(labelled.get("held_on", ""), month_first)
    one_day = next((found[0] for found in (of_label, days) if len(set(found)) == 1), None)
    number = session_in_heading(labelled.get("session_number", ""))
    return Details(
        activity=labelled.get("activity") or named.activity,
        programme=details_in_title(labelled.get("programme", ""), settings).programme or named.programme,
        held_on=day(labelled.get("held_on"), month_first=month_first) or one_day,
        session_number=(number.number if number else None)
        or next((each.session_number for each in details if each.session_number), None),
    )


def _days_of(text: str, month_first: bool) -> list[Any]:
    """Give the days in a text; a day without a year beside them, as in “5 Nov and 3 Dec 2025”, is of their year."""
    days = [found for found, _ in days_in(text, month_first=month_first)]
    if not days:
        return []
    return [found for found, _ in days_in(text, month_first=month_first, academic_year=academic_year_of(days[0]))]


def dates_above(lines: Sequence[Line]) -> list[str]:
    """Give the dates in numbers that stand above a table, as they are written there."""
    texts = (cell for _, cells in lines for cell in cells if isinstance(cell, str))
    return [written for text in texts for written in days_in_numbers(text)]


def dates_in_headings(found: Found) -> list[str]:
    """Give the dates in numbers that stand in the headings of sessions, columns or lines, as they are written there."""
    return [
        written
        for cells in [*found.sessions.values(), dict.fromkeys(found.sections.values())]
        for cell in cells
        if isinstance(cell, str)
        for written in days_in_numbers(cell, without_year=found.academic_year is not None)
    ]


def sessions_of(found: Found, *, month_first: bool) -> dict[int, NamedSession]:
    """Give the session that each of a table's columns stands for.

    One whose day cannot be read that way has none; its text is what stands there.
    """
    return {place: _session_of(cells, month_first, found.academic_year) for place, cells in found.sessions.items()}


def sessions_of_lines(found: Found, *, month_first: bool) -> dict[int, NamedSession]:
    """Give the session of each line below one that names it, by the line's number."""
    return {number: _session_of((cell,), month_first, found.academic_year) for number, cell in found.sections.items()}


def _session_of(cells: Sequence[Any], month_first: bool, academic_year: str | None) -> NamedSession:
    read = [session_in_heading(cell, month_first=month_first, academic_year=academic_year) for cell in cells]
    named = [each for each in read if each]
    texts = [each.text if each else text_of(cell) for each, cell in zip(read, cells, strict=True)]
    return NamedSession(
        next((each.number for each in named if each.number), None),
        next((each.day for each in named if each.day), None),
        " ".join(dict.fromkeys(texts)),
    )


def _names_session(cell: Any, academic_year: str | None = None) -> bool:
    """Whether a heading names a session, its day being read with the day or with the month first."""
    return any(
        session_in_heading(cell, month_first=month_first, academic_year=academic_year) for month_first in (False, True)
    )


def _is_part_of_day(cell: Any) -> bool:
    return bool(_PART_OF_DAY.fullmatch(text_of(cell)))


def _body_of(
    lines: Sequence[Line], header: int, second: int | None, academic_year: str | None
) -> tuple[list[Line], list[int], list[int], dict[int, Any]]:
    """Give the lines of a table that say something, and the numbers of those that are totals or notes and left out.

    Last, the line that names the session of those below it, for the number of each of those.
    """
    after = max(header, header if second is None else second)
    headings = [text_of(cell) for cell in lines[header][1]]
    body: list[Line] = []
    totals: list[int] = []
    notes: list[int] = []
    sections: dict[int, Any] = {}
    section: Any = None
    for number, cells in lines[after + 1 :]:
        texts = [text_of(cell) for cell in cells]
        filled = [cell for cell, text in zip(cells, texts, strict=True) if text]
        if not filled or _are_headings_again(texts, headings):
            continue
        if len(filled) == 1 and legend_in(map(text_of, filled)):
            continue
        if len(filled) == 1 and _names_session(filled[0], academic_year):
            section = filled[0]
        elif _is_total(texts):
            totals.append(number)
        elif len(filled) == 1 and _is_note(text_of(filled[0])):
            notes.append(number)
        else:
            body.append((number, cells))
            if section is not None:
                sections[number] = section
    return body, totals, notes, sections


def _are_headings_again(texts: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a line repeats the headings, all of them or those of a second table with a column of another name."""
    filled = [place for place, text in enumerate(texts) if text]
    same = [
        place for place in filled if place < len(headings) and texts[place].casefold() == headings[place].casefold()
    ]
    return len(same) == len(filled) or (len(same) > 1 and 2 * len(same) > len(filled))


def _is_note(text: str) -> bool:
    """Whether the only text of a line is about the table, and names nobody who came."""
    return bool(_OF_A_NOTE.match(text)) or ((":" in text or len(text.split()) > 5) and not is_of_a_school(text))


def _is_total(texts: Sequence[str]) -> bool:
    """Whether a line counts those above: it begins with a word for that, and has nothing else but numbers."""
    filled = [text for text in texts if text]
    numbers = [text.rstrip(" %") for text in filled[1:]]
    return bool(_OF_A_TOTAL.match(filled[0])) and all(number_of(text) is not None for text in numbers)


def _score(cells: Sequence[Any]) -> int:
    texts = [text_of(cell) for cell in cells]
    if len([text for text in texts if text]) < 2:
        return 0
    places = find_columns(texts).places
    if not places.keys() & {"school", "urn", "dfe_number", "full_name", "first_name", "last_name", "email"}:
        return 0
    sessions = sum(map(_names_session, cells))
    return len(places) + min(sessions, 3)


def _first_of_texts(lines: Sequence[Line]) -> int | None:
    for place, (_, cells) in enumerate(lines[:LINES_BEFORE_A_HEADER]):
        texts = [cell for cell in cells if text_of(cell)]
        if len(texts) > 1 and all(isinstance(cell, str) and day(cell) is None for cell in texts):
            return place
    return None


def _second_line(lines: Sequence[Line], header: int) -> int | None:
    """Find a line beside the headings that belongs to them.

    It names sessions, or parts of their days such as AM, and nothing in the columns that are known.
    """
    known = set(find_columns([text_of(cell) for cell in lines[header][1]]).places.values())
    for place in (header + 1, header - 1):
        if not 0 <= place < len(lines):
            continue
        cells = lines[place][1]
        filled = {position for position, cell in enumerate(cells) if text_of(cell)}
        if place > header:
            # A heading that is merged over both lines stands in the second, too.
            head = lines[header][1]
            filled -= {each for each in filled if each < len(head) and text_of(cells[each]) == text_of(head[each])}
        named = {each for each in filled if _names_session(cells[each]) or _is_part_of_day(cells[each])}
        if named and len(named) == len(filled) and not named & known:
            return place
    return None


def _joined(lines: Sequence[Line], header: int, second: int | None, place: int) -> str:
    rows = sorted({header, header if second is None else second})
    texts = [text_of(_heading_cell(lines[row][1], place)) for row in rows]
    return " ".join(dict.fromkeys(text for text in texts if text))


def _heading_cell(cells: Sequence[Any], place: int) -> Any:
    return cells[place] if place < len(cells) else None


def _sessions(
    lines: Sequence[Line], header: int, second: int | None, headings: Sequence[str], academic_year: str | None
) -> dict[int, tuple[Any, ...]]:
    """Find the columns that stand for a session each. One alone is none, but for a day in a list without a mark."""
    rows = sorted({header, header if second is None else second})
    found: dict[int, tuple[Any, ...]] = {}
    for place in range(len(headings)):
        cells = tuple(cell for cell in _heading_cells(lines, rows, place) if text_of(cell))
        named = [_names_session(cell, academic_year) for cell in cells]
        if any(named) and all(is_named or _is_part_of_day(cell) for is_named, cell in zip(named, cells, strict=True)):
            found[place] = cells
    if len(found) > 1:
        return found
    has_mark = "attendance" in find_columns(headings).places
    has_day = any(
        _session_of(cells, month_first, academic_year).day for cells in found.values() for month_first in (False, True)
    )
    return found if has_day and not has_mark else {}


def _heading_cells(lines: Sequence[Line], rows: Sequence[int], place: int) -> list[Any]:
    """Give the headings of a column. Beside AM and PM, a day that is merged over both stands in the first only."""
    cells = [_heading_cell(lines[row][1], place) for row in rows]
    if not any(map(_is_part_of_day, cells)):
        return cells
    return [
        cell if text_of(cell) else next((left for left in reversed(lines[row][1][:place]) if text_of(left)), None)
        for row, cell in zip(rows, cells, strict=True)
    ]


def _day_of(cell: Any) -> Any:
    return day(cell) if not isinstance(cell, int | float) else None


def _without_days(text: str) -> str:
    for _, written in days_in(text):
        text = text.replace(written, " ")
    year = re.sub(r"\b20\d\d\s?[/–-]\s?(?:20)?\d\d\b", " ", text)
    year = re.sub(
        r"\b(?:attendance|sign[ -]?in|signing[ -]in)\b\s*(?:register|sheet|list)?|\bregister\b",
        " ",
        year,
        flags=re.IGNORECASE,
    )
    return " ".join(year.split()).strip(" -–—:,|()")

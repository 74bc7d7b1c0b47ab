"""A register with a row a person, or a school, and a column a session."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from reach import formats
from reach.ingest.attendance_marks import marks as meanings
from reach.ingest.cells import number_of, text_of
from reach.ingest.details import HOLD, HOURS, LEAVE_OUT, MARKS, NUMBERS, Answers, Entries, Unclear
from reach.ingest.finding import sessions_of
from reach.ingest.kind import Attendance, rows_by_column
from reach.ingest.kinds.table import date_order_of, entries_of_table
from reach.ingest.part import Part
from reach.ingest.rows import Rows
from reach.ingest.sessions import NamedSession, in_words, sessions_named_in, wrong_weekday
from reach.ingest.tools.display_names import rows_with_names
from reach.settings import Settings

_MOST_HOURS = 24
_SAYS_HOURS = re.compile(r"\b(?:hours?|hrs?)\b", re.IGNORECASE)


class _Mark(NamedTuple):
    """What stands under a session in a line."""

    line: int
    place: int
    cell: Any


class _Matrix(Attendance):
    def entries(self, part: Part, answers: Answers, settings: Settings) -> Entries:
        """Give a row a person and session that has a mark. Who has none for a session was not expected there."""
        order = date_order_of(part, answers)
        marks = list(_without_those_not_booked(_marks_of(part), _of_bookings(part)))
        sessions, unclear, remarks = _sessions(part, marks, answers, month_first=order.month_first)
        numbers = _numbers_of(part, marks, answers)
        people = dict(rows_with_names(rows_by_column(part)))
        rows = [
            (mark.line, people[mark.line] | _of_session(session) | _of_mark(mark.cell, numbers, answers))
            for mark in marks
            if (session := sessions.get(mark.place))
        ]
        return entries_of_table(
            part,
            Rows.of(rows),
            answers,
            settings,
            order,
            unclear=[*unclear, *([numbers] if numbers else [])],
            remarks=remarks,
        )


def _marks_of(part: Part) -> Iterator[_Mark]:
    for line, cells in part.body:
        for place in part.sessions:
            if place < len(cells) and text_of(cells[place]):
                yield _Mark(line, place, cells[place])


_BOOKED = re.compile(r"\b(?:booked|bookings?|registered|signed[ -]?up|sign[ -]?ups?|invited|expected)\b", re.IGNORECASE)
_CAME = re.compile(r"\b(?:attended|attendance|present|came|actual)\b", re.IGNORECASE)


def _of_bookings(part: Part) -> set[int]:
    """Give the places of columns that say who booked a session: “S1 booked” beside “S1 attended”."""
    headings = {
        place: " ".join(map(text_of, cells)) for place, cells in (part.found.sessions if part.found else {}).items()
    }
    return {place for place, heading in headings.items() if _BOOKED.search(heading) and not _CAME.search(heading)}


def _without_those_not_booked(marks: Iterable[_Mark], bookings: Collection[int]) -> Iterator[_Mark]:
    """Give marks, those of bookings as such: a yes is a booking, and a no is none."""
    for mark in marks:
        text = text_of(mark.cell)
        meaning = meanings({text})[text].attendance if mark.place in bookings else None
        if meaning in ("attended", "booked"):
            yield mark._replace(cell="booked")
        elif meaning != "absent":
            yield mark


def _of_session(session: NamedSession) -> dict[str, Any]:
    problem = "" if session.text else "It was not said which session this is"
    return {"held_on": session.day or session.text, "session_number": session.number or "", "problem": problem}


def _of_mark(cell: Any, numbers: Unclear | None, answers: Answers) -> dict[str, Any]:
    number = number_of(cell)
    if numbers is None or number is None:
        return {"attendance": cell}
    if numbers.is_open and answers.holds_unclear:
        return {"attendance": "", "problem": "It was not said whether numbers are hours or marks"}
    if numbers.guess == MARKS:
        return {"attendance": cell}
    return {"attendance": "attended", "hours": cell} if number else {"attendance": "absent"}


def _sessions(
    part: Part, marks: Sequence[_Mark], answers: Answers, *, month_first: bool
) -> tuple[dict[int, NamedSession], list[Unclear], list[str]]:
    """Give the session of each column, what a person should see of them, and remarks."""
    named = sessions_of(part.found, month_first=month_first) if part.found else {}
    partners = _partners(named, _of_bookings(part))
    named = {place: _without_kind(each) if partners else each for place, each in named.items()}
    year = part.found.academic_year if part.found else None
    texts = _texts(named)
    meant = answers.values.get("sessions", {})
    answered = {place: _answered(each, meant.get(texts[place], "")) for place, each in named.items()}
    settled = {place for place in named if texts[place] in meant}
    days = answers.values.get("held_on", {})
    alone = {place: each for place, each in answered.items() if each and place not in partners}
    sessions = _one_a_column(alone, days, settled)
    sessions |= {place: sessions[partner] for place, partner in partners.items() if partner in sessions}
    lines: dict[int, list[int]] = {}
    for mark in marks:
        lines.setdefault(mark.place, []).append(mark.line)
    unclear = []
    for place, of_column in sorted(lines.items()):
        if (
            place in partners or named[place].day is None
        ):  # its day is asked, with all rows that have the same text for one
            continue
        answer = meant.get(texts[place])
        problem = wrong_weekday(named[place].text, month_first=month_first, academic_year=year)
        if problem and answer is None and answers.holds_unclear:
            sessions[place] = sessions[place]._replace(text="")
        guess = answer if answer in (LEAVE_OUT, HOLD) else in_words(sessions[place])
        is_open = bool(problem) and answer is None
        unclear.append(
            Unclear("sessions", texts[place], guess, problem if is_open else "", is_open, of_column[0], len(of_column))
        )
    return sessions, unclear, _several_a_day(sessions)


def _partners(named: Mapping[int, NamedSession], bookings: Collection[int]) -> dict[int, int]:
    """Give the column of who attended for each column of who booked the same session."""
    others = {(each.number, each.day): place for place, each in named.items() if place not in bookings}
    return {place: others[key] for place in bookings if (key := (named[place].number, named[place].day)) in others}


def _without_kind(session: NamedSession) -> NamedSession:
    """Give a session without the word for what stands in its column: “S1” for “S1 booked” and “S1 attended”."""
    text = " ".join(_CAME.sub(" ", _BOOKED.sub(" ", session.text)).split()).strip(" -–:()")
    return session._replace(text=text or session.text)


def _texts(sessions: Mapping[int, NamedSession]) -> dict[int, str]:
    """Give the text by which each column is asked about: its heading, with a number where others have the same."""
    texts: dict[int, str] = {}
    for place, session in sessions.items():
        count = sum(each.text == session.text for other, each in sessions.items() if other <= place)
        texts[place] = session.text if count == 1 else f"{session.text} ({count})"
    return texts


def _answered(session: NamedSession, answer: str) -> NamedSession | None:
    """Give a column's session as somebody said that it is; None where the column is to be left out."""
    if answer == LEAVE_OUT:
        return None
    if answer == HOLD:
        return NamedSession(session.number, session.day, "")
    named = sessions_named_in(answer)
    return (
        NamedSession(named[0].number or session.number, named[0].day or session.day, session.text) if named else session
    )


def _one_a_column(
    sessions: Mapping[int, NamedSession], days: Mapping[str, str], settled: Collection[int]
) -> dict[int, NamedSession]:
    """Give each of several columns of a day a number of its own, in their order.

    days are those that somebody said for headings without one. settled are columns whose session somebody said.
    """
    day_of = {place: days.get(each.text) or str(each.day or each.text) for place, each in sessions.items()}
    several = {day for day in day_of.values() if list(day_of.values()).count(day) > 1}
    taken: set[tuple[str, int]] = set()
    numbered = dict(sessions)
    # What somebody said stands, and then the numbers in the headings.
    for place in sorted(sessions, key=lambda place: (place not in settled, sessions[place].number is None, place)):
        if day_of[place] in several:
            number = sessions[place].number or 1
            while place not in settled and (day_of[place], number) in taken:
                number += 1
            taken.add((day_of[place], number))
            numbered[place] = sessions[place]._replace(number=number)
    return numbered


def _several_a_day(sessions: Mapping[int, NamedSession]) -> list[str]:
    of_day: dict[dt.date, list[NamedSession]] = {}
    for session in sessions.values():
        if session.day:
            of_day.setdefault(session.day, []).append(session)
    return [
        f"{formats.day_of_week(day)} has {len(several)} columns, which are taken for its sessions "
        f"{formats.listed([str(each.number) for each in several])}."
        for day, several in of_day.items()
        if len({each.number for each in several}) > 1
    ]


def _numbers_of(part: Part, marks: Sequence[_Mark], answers: Answers) -> Unclear | None:
    """Tell whether numbers under sessions are hours or marks; None where there are none."""
    numbers = [(mark, number) for mark in marks if (number := number_of(mark.cell)) is not None]
    if not numbers:
        return None
    guess, why = _hours_or_marks([number for _, number in numbers], _words_about(part))
    answer = answers.values.get("numbers", {}).get(NUMBERS)
    first = next((mark for mark, number in numbers if number not in (0, 1)), numbers[0][0])
    example = f"“{text_of(first.cell)}” under “{part.headings[first.place]}”"
    problem = f"{example} may be hours or a mark" if why is None else f"{example}: {why}"
    return Unclear(
        "numbers", NUMBERS, answer or guess, problem, answer is None and why is None, first.line, len(numbers)
    )


def _words_about(part: Part) -> str:
    above = [text_of(cell) for _, cells in part.lines[: part.header] for cell in cells]
    return " ".join([part.title, *above, *(part.headings[place] for place in part.sessions)])


def _hours_or_marks(numbers: Sequence[float], words: str) -> tuple[str, str | None]:
    """Give what numbers are, and why; where nothing tells it, what is likely and None."""
    if not all(0 <= number <= _MOST_HOURS for number in numbers):
        return MARKS, "not all of them can be hours"
    if any(number != int(number) for number in numbers):
        return HOURS, "some of them are parts of an hour"
    if _SAYS_HOURS.search(words):
        return HOURS, "the file speaks of hours"
    return (MARKS if set(numbers) <= {0, 1} else HOURS), None


KIND = _Matrix(
    name="matrix",
    label="Register with a column a session",
    described="a register with a row a person and a column a session",
)

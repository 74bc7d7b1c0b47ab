"""Sessions that people tick, choose or agree to when they sign up: which column has them, and what each text means."""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from reach.academic_years import academic_year_of
from reach.ingest.attendance_marks import marks
from reach.ingest.cells import Line, text_of
from reach.ingest.date_order import DateOrder, date_order
from reach.ingest.dates import day, days_in_numbers
from reach.ingest.details import HOLD, LEAVE_OUT, Answers, Unclear
from reach.ingest.sessions import NamedSession, in_words, is_part_of_day, sessions_named_in, wrong_weekday

_ABOUT_SESSIONS = re.compile(r"\b(?:sessions?|dates?|days?|when|workshops?|webinars?|time ?slots?)\b", re.IGNORECASE)
_ABOUT_OTHER_TIMES = re.compile(
    r"\b(?:before|previous|previously|last|ever|past|birth|start(?:ed)?|joined|since|year group|book(?:ed|ing)"
    r"|order(?:ed)?|regist(?:ered|ration)|submitted|created|completed|paid|how many|number of|no of|total)\b",
    re.IGNORECASE,
)
_SAMPLE = 200
"""Rows that are looked at to see what a column holds."""


class SessionsColumn(NamedTuple):
    """Where the sessions stand that people chose. is_doubtful: it has to be asked whether they do."""

    place: int
    is_doubtful: bool = False


class ChosenSessions(NamedTuple):
    """What people chose: the places of our columns with that of the sessions, and the texts that stand there.

    doubtful has "sessions" where it has to be asked whether they are that.
    """

    places: dict[str, int]
    texts: list[str]
    doubtful: frozenset[str]


def chosen_sessions(
    headings: Sequence[str],
    body: Sequence[Line],
    places: Mapping[str, int],
    answers: Answers,
    *,
    found: Mapping[str, int] | None = None,
    without: Collection[int] = (),
    academic_year: str | None,
) -> ChosenSessions:
    """Find the sessions that people chose among a table's columns.

    places are those of our columns, found those that the questions seem to ask for, where they are others; columns in
    without are about something else.
    """
    chosen = _sessions_column(headings, body, found or places, answers, without=without, academic_year=academic_year)
    at = {column: place for column, place in places.items() if column != "sessions"}
    if chosen is None:
        return ChosenSessions(answers.columns_or(at), [], frozenset())
    at = {column: place for column, place in at.items() if place != chosen.place} | {"sessions": chosen.place}
    texts = [text_of(cells[chosen.place]) for _, cells in body if chosen.place < len(cells)]
    return ChosenSessions(answers.columns_or(at), texts, frozenset({"sessions"} if chosen.is_doubtful else ()))


def _sessions_column(
    headings: Sequence[str],
    body: Sequence[Line],
    places: Mapping[str, int],
    answers: Answers,
    *,
    without: Collection[int],
    academic_year: str | None,
) -> SessionsColumn | None:
    """Find the column of the sessions that people chose: where somebody said, by its heading, or by what it holds.

    places are those of our columns; columns in without are about something else.
    """
    answered = answers.columns or {}
    if "sessions" in answered:
        place = answered["sessions"]
        return None if place is None else SessionsColumn(place)
    if "sessions" in places:
        # What is nothing but a number may as well count the sessions.
        return SessionsColumn(places["sessions"], not any(map(_HAS_LETTERS.search, _held(body, places["sessions"]))))
    # Under “Session” and “Date”, answers such as “Session 2 (Wed 3 Dec)” say more than a number or a day.
    of_session = {
        places[column] for column in ("session_number", "held_on") if column in places and column not in answered
    }
    taken = {
        *without,
        *(set(places.values()) - of_session),
        *(place for place in answered.values() if place is not None),
    }
    found = [
        place
        for place, heading in enumerate(headings)
        if heading and place not in taken and _holds_sessions(heading, _held(body, place), academic_year)
    ]
    if not found:
        return None
    is_plain = [place for place in found if _is_about_sessions(headings[place])]
    place = (is_plain or found)[0]
    held = _held(body, place)
    is_doubtful = len(is_plain or found) > 1 or not is_plain or not any(map(_HAS_LETTERS.search, held))
    # The morning may be the first session of its day, or the only one.
    is_doubtful |= any(map(is_part_of_day, held))
    return SessionsColumn(place, is_doubtful)


def _is_about_sessions(heading: str) -> bool:
    return bool(_ABOUT_SESSIONS.search(heading)) and not _ABOUT_OTHER_TIMES.search(heading)


_HAS_LETTERS = re.compile(r"[^\W\d_]")


def _held(body: Sequence[Line], place: int) -> set[str]:
    return {text for _, cells in body[:_SAMPLE] if place < len(cells) and (text := text_of(cells[place]))}


def _holds_sessions(heading: str, texts: Collection[str], academic_year: str | None) -> bool:
    """Whether what stands in a column is understood as sessions, all of it, or half where the heading is about them.

    Numbers alone are sessions only under a heading that is about them.
    """
    if not texts or not (_is_about_sessions(heading) or all(map(_HAS_LETTERS.search, texts))):
        return False
    understood = sum(
        any(sessions_named_in(text, month_first=order, academic_year=academic_year) for order in (False, True))
        for text in texts
    )
    return understood == len(texts) or (_is_about_sessions(heading) and 2 * understood >= len(texts))


def order_of_sessions(texts: Sequence[str], answers: Answers, academic_year: str | None) -> DateOrder:
    """Find how the dates among what people ticked, and in the questions, are read.

    How the tool itself writes dates says nothing of those that people write into its questions.
    """
    without_year = academic_year is not None
    written = [found for text in texts for found in days_in_numbers(text, without_year=without_year)]
    return date_order(written, answered=answers.month_first, academic_year=academic_year)


def year_of_answers(answered_on: Sequence[Any], month_first: bool, held_on: dt.date | None) -> str | None:
    """Give the academic year that days without a year are of: that in which people answered; in summer, the next.

    Where it is not known when they answered, it is that of the day that was given.
    """
    days = sorted(found for cell in answered_on if (found := day(cell, month_first=month_first)))
    if not days:
        return academic_year_of(held_on) if held_on else None
    middle = days[len(days) // 2]
    return academic_year_of(middle if middle.month not in (6, 7, 8) else dt.date(middle.year, 9, 1))


_MAY_COUNT = re.compile(r"\s*(\d{1,2})\s*(?:/|of|out of)\s*\d{1,2}\s*(?:sessions?)?\s*", re.IGNORECASE)
_NOT_CLEAR = NamedSession(None, None, "")
"""A session that may be any of several: its row is held."""


class TickedSessions:
    """Understands the sessions that people ticked, each text once."""

    def __init__(self, answers: Answers, month_first: bool, academic_year: str | None) -> None:
        self._answers = answers.values.get("sessions", {})
        self._holds_unclear = answers.holds_unclear
        self._has_one_day = answers.details.held_on is not None
        self._month_first = month_first
        self._academic_year = academic_year
        self._known: dict[str, list[NamedSession]] = {}
        self._unclear: dict[str, Unclear] = {}

    @property
    def unclear(self) -> list[Unclear]:
        """What was understood and what was not, each text once."""
        return list(self._unclear.values())

    def sessions(self, text: str, row: int) -> list[NamedSession]:
        """Give the sessions of a text; one that says nothing for a text that is not understood: its row is held."""
        if text and text not in self._known:
            named = sessions_named_in(text, month_first=self._month_first, academic_year=self._academic_year)
            self._known[text] = self._settled(text, named, row)
        if text:
            self._unclear[text].rows += 1
        return self._known.get(text, [])

    def agreed(self, ticked: Mapping[int, str], about: Mapping[int, NamedSession], row: int) -> list[NamedSession]:
        """Give the sessions of questions about one session each that were answered with yes."""
        found = []
        for place, text in ticked.items():
            mark = marks({text})[text] if text else None
            if mark and mark.attendance in ("attended", "booked"):
                found += self._asked_about(about[place], row)
            elif mark and mark.attendance is None:
                key = f"{about[place].text}: {text}"
                answer = self._answers.get(key)
                note = self._unclear.setdefault(
                    key, Unclear("sessions", key, answer, "It is not clear whether this is a yes", answer is None, row)
                )
                note.rows += 1
                if answer == HOLD or (answer is None and self._holds_unclear):
                    found.append(_NOT_CLEAR)
                elif answer not in (None, LEAVE_OUT):
                    found.append(about[place])
        return found

    def columns(self, session: NamedSession) -> dict[str, Any]:
        """Give a session as columns. The day of one that is named by its number alone is asked."""
        if not session.text:
            return {"problem": "It is not clear which sessions these are"}
        sessions = [each for found in self._known.values() for each in found]
        known = {each.number: each.day for each in sessions if each.number and each.day}
        numbers = {each.number for each in sessions if each.number}
        held_on: Any = session.day or (known.get(session.number) if session.number else None)
        if held_on is None and not self._has_one_day and (len(numbers) > 1 or session.number is None):
            held_on = session.text if session.number is None else f"Session {session.number}"
        return {"session_number": session.number or "", **({"held_on": held_on} if held_on else {})}

    def _asked_about(self, session: NamedSession, row: int) -> list[NamedSession]:
        """Give the session of a question about one. One without a day is asked about with its day."""
        if session.day is None:
            return [session]
        if session.text not in self._known:
            self._known[session.text] = self._settled(session.text, [session], row)
        self._unclear[session.text].rows += 1
        return self._known[session.text]

    def _settled(self, text: str, named: list[NamedSession] | None, row: int) -> list[NamedSession]:
        """Give the sessions that a text means: as it was answered, else as it was understood; and note which."""
        answer = self._answers.get(text)
        if answer in (LEAVE_OUT, HOLD):
            named = []
        elif answer:
            # What somebody typed on screen has the day first, whatever the file has.
            named = sessions_named_in(answer)
        problem = "" if answer else self._doubt(text) if named else "It is not clear which sessions these are"
        guess = "; ".join(map(in_words, named)) if named else answer
        self._unclear[text] = Unclear("sessions", text, guess, problem, bool(problem), row)
        if answer == LEAVE_OUT:
            return []
        return [_NOT_CLEAR] if not named or (problem and self._holds_unclear) else named

    def _doubt(self, text: str) -> str:
        if counted := _MAY_COUNT.fullmatch(text):
            return f"It may be session {counted[1]}, or a count of {counted[1]} sessions"
        return wrong_weekday(text, month_first=self._month_first, academic_year=self._academic_year)

"""Responses of Microsoft Forms, Google Forms and SurveyMonkey: a row a person, the columns being the questions."""

import dataclasses
import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from reach import formats
from reach.academic_years import academic_year_of
from reach.ingest.attendance_marks import marks
from reach.ingest.cells import Line, text_of
from reach.ingest.date_order import DateOrder, date_order
from reach.ingest.dates import day
from reach.ingest.details import HOLD, LEAVE_OUT, Answers, Details, Entries, Unclear, programme_named_in
from reach.ingest.kind import Tool
from reach.ingest.sessions import SessionSaid, session_in_heading, sessions_said
from reach.ingest.tools.display_names import with_name
from reach.ingest.tools.headings import columns_asked_for
from reach.settings import Settings

_MICROSOFT = ("id", "start time", "completion time")
_SURVEYMONKEY = ("respondent id", "collector id")
_ABOUT_ATTENDING = re.compile(r"\b(did you attend|attended|evaluation|feedback|how useful|rate the)\b", re.IGNORECASE)
_ABOUT_ONE_SESSION = re.compile(
    r"\b(?:will you|can you|are you|would you|do you|please confirm|attending|able to attend|join us)\b", re.IGNORECASE
)


@dataclasses.dataclass(frozen=True)
class _Form:
    """A form's responses: its questions, where the first of them stands, and the tool's own columns."""

    questions: Sequence[str]
    start: int
    own: Mapping[str, int]
    submitted_at: int
    body: Sequence[Line]


def _is_header(headings: Sequence[str]) -> bool:
    """Whether a row is the heading of a form's responses."""
    known = tuple(heading.casefold() for heading in headings)
    if known[:3] == _MICROSOFT or known[:2] == _SURVEYMONKEY:
        return True
    return known[:1] == ("timestamp",) and len(columns_asked_for(headings, start=1)) > 1


def _entries(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Give a row a person and session.

    A form is for signing up unless a question or the answer to ours says that it was filled in by who attended.
    """
    form = _form(lines, header)
    at = columns_asked_for(form.questions, form.body, start=form.start)
    about_one = {
        place: session
        for place, question in enumerate(form.questions)
        if place >= form.start and _ABOUT_ONE_SESSION.search(question) and (session := _session_of(question))
    }
    at = {column: place for column, place in at.items() if place not in about_one}
    submitted = [cells[form.submitted_at] for _, cells in form.body if form.submitted_at < len(cells)]
    order = answers.date_order(submitted)
    choices = [text_of(cells[at["sessions"]]) for _, cells in form.body if at.get("sessions", len(cells)) < len(cells)]
    order_of_sessions = date_order(choices, told=answers.month_first) if choices else DateOrder()
    days = Counter(day(cell, month_first=order.month_first) for cell in submitted)
    ticked = _Ticked(answers, order_of_sessions.month_first, _year_of(submitted, order.month_first))
    says_attended = any(_ABOUT_ATTENDING.search(heading) for heading in form.questions)
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, cells in form.body:
        answered = {column: cells[place] for column, place in at.items() if place < len(cells)}
        for column, place in form.own.items():
            given = text_of(cells[place]) if place < len(cells) else ""
            if not answered.get(column) and given.casefold() != "anonymous":
                answered[column] = given
        answered = with_name(answered, text_of(answered.pop("full_name", "")))
        workshop = text_of(answered.pop("programme", ""))
        answered["programme"] = programme_named_in(workshop, settings)
        sessions = ticked.sessions(text_of(answered.pop("sessions", "")), number)
        sessions += ticked.agreed(
            {place: text_of(cells[place]) for place in about_one if place < len(cells)}, about_one, number
        )
        is_asked = "sessions" in at or bool(about_one)
        if is_asked and not sessions:
            continue
        rows += [(number, answered | ticked.columns(session)) for session in sessions] or [(number, answered)]
    one_day = next(iter(days)) if len(days) == 1 and says_attended else None
    details = Details(held_on=one_day, attendance="attended" if says_attended else "booked")
    not_booked = len(form.body) - len({number for number, _ in rows})
    return Entries(
        rows,
        details,
        {"without a session": not_booked} if not_booked else {},
        asks=("activity", "programme", "held_on", "session_number", "attendance"),
        columns=at,
        date_order=order_of_sessions if choices else order if says_attended else DateOrder(),
        unclear=ticked.unclear,
    )


def _form(lines: Sequence[Line], header: int) -> _Form:
    headings = [text_of(cell) for cell in lines[header][1]]
    body = lines[header + 1 :]
    known = tuple(heading.casefold() for heading in headings)
    if known[:3] == _MICROSOFT:
        # Microsoft's own columns for address and name say "anonymous" or nothing where a form is open to everyone.
        own = {"email": 3, "full_name": 4}
        start = 6 if known[5:6] == ("last modified time",) else 5
        return _Form(headings, start, own, 2, body)
    if known[:2] == _SURVEYMONKEY:
        return _of_surveymonkey(headings, body)
    return _Form(headings, 1, {}, 0, body)


def _of_surveymonkey(headings: Sequence[str], body: Sequence[Line]) -> _Form:
    """Read two lines of headings: questions, and under each its choices, a column a choice."""
    second = [text_of(cell) for cell in body[0][1]] if body else []
    is_second = any(text.casefold() in ("response", "open-ended response") for text in second)
    questions, question, firsts = list(headings), "", {}
    for place in range(9, len(headings)):
        question = headings[place] or question
        if headings[place]:
            firsts[place] = place
        else:
            firsts[place] = max(first for first in firsts if first < place and headings[first])
            questions[place] = ""
    rows: list[Line] = []
    for number, cells in body[1:] if is_second else body:
        joined = [*cells] + [None] * (len(headings) - len(cells))
        for place, first in firsts.items():
            if first != place and text_of(joined[place]):
                joined[first] = "; ".join(filter(None, (text_of(joined[first]), text_of(joined[place]))))
                joined[place] = None
        rows.append((number, joined))
    own = {name: headings.index(heading) for name, heading in _SURVEYMONKEYS_OWN.items() if heading in headings}
    submitted = headings.index("End Date") if "End Date" in headings else 2
    return _Form(questions, 9, own, submitted, rows)


_SURVEYMONKEYS_OWN = {"email": "Email Address", "first_name": "First Name", "last_name": "Last Name"}


def _session_of(question: str) -> SessionSaid | None:
    """Give the session that a question is about, such as “Will you attend session 1?”."""
    said = sessions_said(_ABOUT_ONE_SESSION.sub(" ", question).strip(" ?"), academic_year="2000/01")
    found = session_in_heading(re.sub(r"^.*?\b(?=session|date|on\b)", "", question.strip("? "), flags=re.IGNORECASE))
    return found or (said[0] if said and len(said) == 1 and said[0].number else None)


def _year_of(submitted: Sequence[Any], month_first: bool) -> str | None:
    """Give the academic year that days without a year are of: that in which people answered; in summer, the next."""
    days = sorted(found for cell in submitted if (found := day(cell, month_first=month_first)))
    if not days:
        return None
    middle = days[len(days) // 2]
    return academic_year_of(middle if middle.month not in (6, 7, 8) else dt.date(middle.year, 9, 1))


class _Ticked:
    """Understands the sessions that people ticked, each text once."""

    def __init__(self, answers: Answers, month_first: bool, academic_year: str | None) -> None:
        self._answers = answers.values.get("sessions", {})
        self._has_one_day = answers.details.held_on is not None
        self._month_first = month_first
        self._academic_year = academic_year
        self._known: dict[str, list[SessionSaid] | None] = {}
        self._unclear: dict[str, Unclear] = {}

    @property
    def unclear(self) -> list[Unclear]:
        return list(self._unclear.values())

    def sessions(self, text: str, row: int) -> list[SessionSaid]:
        """Give the sessions of a text; one of a text that is not understood, which its row is held with."""
        if text not in self._known:
            answer = self._answers.get(text)
            self._known[text] = (
                []
                if answer == LEAVE_OUT
                else None
                if answer == HOLD
                else self._said(answer)
                if answer
                else self._said(text)
            )
            if text:
                said = self._known[text]
                guess = "; ".join(map(_in_words, said)) if said else answer
                self._unclear[text] = Unclear(
                    "sessions",
                    text,
                    guess,
                    "" if said else "It is not clear which sessions these are",
                    said is None and not answer,
                    row,
                )
        if text in self._unclear:
            self._unclear[text].rows += 1
        found = self._known[text]
        return [SessionSaid(None, None, text)] if found is None else found

    def agreed(self, said: Mapping[int, str], about: Mapping[int, SessionSaid], row: int) -> list[SessionSaid]:
        """Give the sessions of questions about one session each that were answered with yes."""
        found = []
        for place, text in said.items():
            mark = marks({text})[text] if text else None
            if mark and mark.attendance in ("attended", "booked"):
                found.append(about[place])
            elif mark and mark.attendance is None:
                key = f"{about[place].text}: {text}"
                answer = self._answers.get(key)
                note = self._unclear.setdefault(
                    key, Unclear("sessions", key, answer, "It is not clear whether this is a yes", answer is None, row)
                )
                note.rows += 1
                if answer not in (None, LEAVE_OUT, HOLD):
                    found.append(about[place])
        return found

    def columns(self, session: SessionSaid) -> dict[str, Any]:
        """Give a session as columns. The day of one that is told by its number alone is asked."""
        known = {
            each.number: each.day for found in self._known.values() for each in found or () if each.number and each.day
        }
        numbers = {each.number for found in self._known.values() for each in found or () if each.number}
        held_on = session.day or (known.get(session.number) if session.number else None)
        if held_on is None and not self._has_one_day and (len(numbers) > 1 or session.number is None):
            held_on = session.text if session.number is None else f"Session {session.number}"  # type: ignore[assignment]
        return {"session_number": session.number or "", **({"held_on": held_on} if held_on else {})}

    def _said(self, text: str) -> list[SessionSaid] | None:
        return sessions_said(text, month_first=self._month_first, academic_year=self._academic_year)


def _in_words(session: SessionSaid) -> str:
    number = f"session {session.number}" if session.number else ""
    held_on = formats.day_of_week(session.day) if session.day else ""
    return ", ".join(filter(None, (number, held_on)))


KIND = Tool(
    name="forms",
    label="Responses of a form",
    described="responses of Microsoft Forms, Google Forms or SurveyMonkey",
    is_header=_is_header,
    reads=_entries,
    is_general=True,
)

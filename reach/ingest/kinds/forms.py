"""Responses of Microsoft Forms, Google Forms and SurveyMonkey: a row a person, the columns being the questions."""

import dataclasses
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reach import formats
from reach.ingest.attendance_marks import marks
from reach.ingest.cells import Line, text_of
from reach.ingest.date_order import DateOrder
from reach.ingest.dates import day, days_in
from reach.ingest.details import Answers, Details, Entries, programme_named_in
from reach.ingest.kind import Tool
from reach.ingest.rows import Rows
from reach.ingest.sessions import NamedSession, session_in_heading, sessions_named_in
from reach.ingest.tools.display_names import with_name
from reach.ingest.tools.headings import columns_asked_for, find_columns
from reach.ingest.tools.ticked_sessions import TickedSessions, chosen_sessions, order_of_sessions, year_of_answers
from reach.settings import Settings

_MICROSOFT = ("id", "start time", "completion time")
_SURVEYMONKEY = ("respondent id", "collector id")
_ABOUT_ATTENDING = re.compile(r"\b(did you attend|attended|evaluation|feedback|how useful|rate the)\b", re.IGNORECASE)
_ABOUT_EARLIER_YEARS = re.compile(r"\b(before|previous|previously|ever|in the past)\b", re.IGNORECASE)
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
    found = find_columns(form.questions, form.body, start=form.start)
    form = dataclasses.replace(
        form, own={column: place for column, place in form.own.items() if column not in (answers.columns or {})}
    )
    submitted = [cells[form.submitted_at] for _, cells in form.body if form.submitted_at < len(cells)]
    order = answers.date_order(submitted)
    year = year_of_answers(submitted, order.month_first, answers.details.held_on)
    asks_about_one = {place for place, question in _questions(form) if _asks_about_one(form, place, question)}
    asked = {column: place for column, place in found.places.items() if place not in asks_about_one}
    if "programme" in asked and not _names_programme(form, asked["programme"], settings):
        # “Which workshop would you like?” may as well ask for a session.
        del asked["programme"]
    chosen = chosen_sessions(
        form.questions,
        form.body,
        asked,
        answers,
        found={column: place for column, place in found.places.items() if column in asked},
        without={*range(form.start), *asks_about_one},
        academic_year=year,
    )
    at = chosen.places
    texts = [*chosen.texts, *(form.questions[place] for place in sorted(asks_about_one))]
    sessions_order = order_of_sessions(texts, answers, year)
    about_one = {
        place: session
        for place in sorted(asks_about_one)
        if (session := _session_of(form.questions[place], sessions_order.month_first, year))
    }
    ticked = TickedSessions(answers, sessions_order.month_first, year)
    says_attended = any(
        _ABOUT_ATTENDING.search(heading) and not _ABOUT_EARLIER_YEARS.search(heading) for heading in form.questions
    )
    rows, not_booked = _rows(form, at, about_one, ticked, settings)
    # A guess, which a day that somebody gave stands above.
    days = Counter(day(cell, month_first=order.month_first) for cell in submitted)
    is_guessed = len(days) == 1 and says_attended and answers.details.held_on is None
    details = Details(
        held_on=next(iter(days)) if is_guessed else None, attendance="attended" if says_attended else "booked"
    )
    # A question with a yes or a no may be about anything: whether it says who attended is asked.
    doubtful = (found.doubtful & at.keys() & {"attendance", "cohort"}) | chosen.doubtful
    return Entries(
        Rows.of(rows),
        details,
        {"without a session": not_booked} if not_booked else {},
        asks=("activity", "programme", "held_on", "session_number", "attendance"),
        columns={**form.own, **at},
        date_order=sessions_order if texts else order if says_attended else DateOrder(),
        used={form.submitted_at, *about_one},
        unclear=ticked.unclear,
        doubtful=doubtful - (answers.columns or {}).keys(),
        remarks=_other_days(about_one, answers.details.held_on),
    )


def _questions(form: _Form) -> Iterator[tuple[int, str]]:
    """Give the places of questions that are not the tool's own columns, and their texts."""
    return ((place, question) for place, question in enumerate(form.questions) if place >= form.start)


def _rows(
    form: _Form,
    at: Mapping[str, int],
    about_one: Mapping[int, NamedSession],
    ticked: TickedSessions,
    settings: Settings,
) -> tuple[list[tuple[int, dict[str, Any]]], int]:
    """Give a row for each person and session, and how many people chose none."""
    chosen: list[tuple[int, dict[str, Any], NamedSession | None]] = []
    not_booked = 0
    for number, cells in form.body:
        answered = _answered(form, at, cells)
        answered["programme"] = programme_named_in(text_of(answered.pop("programme", "")), settings)
        agreed = {place: text_of(cells[place]) for place in about_one if place < len(cells)}
        sessions = [
            *ticked.sessions(text_of(answered.pop("sessions", "")), number),
            *ticked.agreed(agreed, about_one, number),
        ]
        chosen += [(number, answered, session) for session in sessions]
        if not sessions and ("sessions" in at or about_one):
            not_booked += 1
        elif not sessions:
            chosen.append((number, answered, None))
    # The day of a session that somebody names by its number alone may stand in a later row.
    return [
        (number, answered | (ticked.columns(session) if session else {})) for number, answered, session in chosen
    ], not_booked


def _answered(form: _Form, at: Mapping[str, int], cells: Sequence[Any]) -> dict[str, Any]:
    """Give what somebody answered, by our columns, with the name and the address that the tool noted itself."""
    answered = {column: cells[place] for column, place in at.items() if place < len(cells)}
    for column, place in form.own.items():
        text = text_of(cells[place]) if place < len(cells) else ""
        if not answered.get(column) and text.casefold() != "anonymous":
            answered[column] = text
    return with_name(answered, text_of(answered.pop("full_name", "")))


def _other_days(about_one: Mapping[int, NamedSession], held_on: dt.date | None) -> list[str]:
    """Point out questions that name another day than the one that was given for the file."""
    return [
        f"“{session.text}” is about {formats.day_of_week(session.day)}, not {held_on:%d/%m/%Y}, the file's day. "
        "Who said yes is taken for the day in the question."
        for session in about_one.values()
        if held_on and session.day and session.day != held_on
    ]


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
    return _Form(list(map(_in_brackets, headings)), 1, {}, 0, body)


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


def _asks_about_one(form: _Form, place: int, question: str) -> bool:
    """Whether a question is to be answered with yes or no about one session, which it names or is."""
    if _ABOUT_ONE_SESSION.search(question) and _names_one(question):
        return True
    if not any(session_in_heading(question, month_first=first, academic_year="2000/01") for first in (False, True)):
        return False
    held = {text for _, cells in form.body if place < len(cells) and (text := text_of(cells[place]))}
    return bool(held) and all(mark.attendance and not mark.is_open for mark in marks(held).values())


def _names_programme(form: _Form, place: int, settings: Settings) -> bool:
    texts = {text_of(cells[place]) for _, cells in form.body if place < len(cells)}
    return any(programme_named_in(text, settings) for text in texts)


def _in_brackets(heading: str) -> str:
    """Give the row of a grid that a heading of Google Forms is of: “Please tick [Session 1 - 5 Nov]”."""
    match = re.fullmatch(r".*\[(.+)\]", heading)
    is_session = match and session_in_heading(match[1], academic_year="2000/01")
    return match[1] if match and is_session else heading


def _names_one(question: str) -> bool:
    """Whether a question is about one session, such as “Will you attend session 1?” or “... on 5th November?”."""
    return any(_session_of(question, month_first, "2000/01") for month_first in (False, True))


def _session_of(question: str, month_first: bool, academic_year: str | None) -> NamedSession | None:
    """Give the session that a question is about. One of a day without a year, where none is known, has no day."""
    days = days_in(question, month_first=month_first, academic_year=academic_year or "2000/01")
    if len(days) > 1:
        return None
    if days:
        of_day = question.replace(days[0][1], " ")
        is_known = academic_year or days_in(question, month_first=month_first)
        number = session_in_heading(re.sub(r"^.*?\b(?=session)", "", of_day.strip("? "), flags=re.IGNORECASE))
        return NamedSession(number.number if number else None, days[0][0] if is_known else None, question)
    named = sessions_named_in(_ABOUT_ONE_SESSION.sub(" ", question).strip(" ?"))
    found = session_in_heading(re.sub(r"^.*?\b(?=session|on\b)", "", question.strip("? "), flags=re.IGNORECASE))
    return found or (named[0] if named and len(named) == 1 and named[0].number else None)


KIND = Tool(
    name="forms",
    label="Responses of a form",
    described="responses of Microsoft Forms, Google Forms or SurveyMonkey",
    is_header=_is_header,
    reads=_entries,
    is_general=True,
)

"""Google Meet's attendance report: a row a person, with how long they stayed; the meeting may stand above them.

The report's columns stand in the same order in each language, so that one in German or Welsh is read, too.
"""

import re
from collections.abc import Sequence

from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day
from reach.ingest.details import Answers, Details, Entries, details_in_title
from reach.ingest.kind import Tool
from reach.ingest.tools.lines import cell_at, name_at, values_above
from reach.ingest.tools.registrations import cells_of, columns_with_answers, questions_answered
from reach.ingest.tools.stays import Stay, entries_of
from reach.settings import Settings

_OF_EXTENSIONS = {"full name": "name", "first seen": "time joined", "time in call": "duration"}
"""The columns of browser extensions that list who was in a meeting, by those of the report."""
_CREATED = re.compile(r"\W*created (?:on|at)\b[:\s]*(?P<when>.*)", re.IGNORECASE)
_OURS = {"full_name": "name", "first_name": "first name", "last_name": "last name", "email": "email"}
_IN_ORDER = ("first name", "last name", "email", "duration", "time joined", "time exited")
_EMAIL = re.compile(r".*(?:mail|correo|e-?bost|e-?post|poczt|adres|sähköposti|почт).*")
_DURATION = re.compile(
    r"durée|dauer|dura(?:ción|da|ta|ção|tă)|duur|hyd|czas trwania|varaktighet|varighe[dt]|längd|kesto|trván?[ií]e?|"
    r"időtartam|trajanje|süre|продолжительность|тривалість"
)


def _is_header(headings: Sequence[str]) -> bool:
    """Whether a row is the heading of a list of participants. Older reports have no times, newer ones two names."""
    known = {heading.casefold() for heading in headings if heading}
    if known >= {"full name", "time in call"}:
        return True
    is_english = {"email", "duration"} <= known and (
        {"time joined", "time exited"} <= known or known <= {"name", "first name", "last name", "email", "duration"}
    )
    return is_english or _is_in_another_language(headings)


def _is_in_another_language(headings: Sequence[str]) -> bool:
    """Whether an address and a duration stand where the report has them: in the columns after one or two names."""
    words = [heading.casefold() for heading in headings]
    return any(
        len(words) in (names + 2, names + 4)
        and _EMAIL.fullmatch(words[names])
        and _DURATION.fullmatch(words[names + 1])
        for names in (1, 2)
    )


def _entries(lines: Sequence[Line], header: int, answers: Answers, settings: Settings) -> Entries:
    """Give a row a person. Nothing says who led the meeting, so nobody is left out."""
    headings = [text_of(cell) for cell in lines[header][1]]
    words = [_OF_EXTENSIONS.get(heading.casefold(), heading.casefold()) for heading in headings]
    if "duration" not in words:
        words = list(_IN_ORDER if len(words) in (4, 6) else ("name", *_IN_ORDER[2:]))[: len(words)]
    at = {word: place for place, word in enumerate(words)}
    body = lines[header + 1 :]
    asked = questions_answered(
        headings, [heading for heading, word in zip(headings, words, strict=True) if word in _OWN]
    )
    places, asked = columns_with_answers(answers, asked, {ours: at.get(word) for ours, word in _OURS.items()})
    stays = [
        Stay(
            number,
            name_at(cells, places),
            cell_at(cells, places.get("email")),
            cell_at(cells, at.get("duration")),
            cells=cells_of(cells, asked),
        )
        for number, cells in body
    ]
    meeting = values_above(lines[:header], "meeting title")
    written = [
        meeting.get("date", ""),
        *_created(lines[:header]),
        *(cell_at(cells, at.get("time joined")) for _, cells in body),
    ]
    order = answers.date_order(written)
    details = details_in_title(meeting.get("meeting title", ""), settings)
    held_on = next((found for text in written if (found := day(text, month_first=order.month_first))), None)
    used = {at[word] for word in ("duration", "time joined") if word in at}
    details = details.completed_by(Details(held_on=held_on))
    return entries_of(stays, None, details, answers, date_order=order, columns=places, used=used)


def _created(lines: Sequence[Line]) -> list[str]:
    """Give when the meeting began, where a line above the list says it: “Created on 2025-11-05 16:00:00”."""
    texts = [" ".join(filter(None, map(text_of, cells))) for _, cells in lines]
    return [match["when"].strip() for text in texts if (match := _CREATED.match(text))]


_OWN = frozenset({"name", *_IN_ORDER})

KIND = Tool(
    name="google_meet",
    label="Google Meet attendance report",
    described="an attendance report of Google Meet",
    is_header=_is_header,
    reads=_entries,
)

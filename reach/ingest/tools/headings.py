"""Headings that people make up: which of our columns each asks for, judged by its words and by what stands under it."""

import re
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from reach.ingest.attendance_marks import marks
from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day
from reach.matching import plain_words

_SAMPLE = 200
"""Rows that are looked at to see what a column holds."""

_SURE = 8
"""The least that a heading has to fit to be taken without asking, where nothing else fits as well."""


class Asked(NamedTuple):
    """A column that a heading may stand for: how well it fits, from 1 to 10."""

    column: str
    pattern: re.Pattern[str]
    fits: int


def _of(column: str, *patterns: tuple[int, str]) -> list[Asked]:
    return [Asked(column, re.compile(rf"(?:{pattern})"), fits) for fits, pattern in patterns]


_SCHOOL = r"schools?|sch|colleges?|settings?|academ(?:y|ies)|nurser(?:y|ies)"
_PERSONS = r"participants?|delegates?|teachers?|attendees?|colleagues?|staff|guests?|members?"

# Each pattern is matched against the whole heading in plain words; the first that fits of a column counts.
_KNOWN = (
    *_of(
        "school",
        (10, rf"(?:the |your |name of (?:your |the )?|current )*(?:{_SCHOOL})(?: name| college| academy| setting)*"),
        (10, rf"(?:what|which)\b.* name of (?:your |the )?(?:{_SCHOOL})\b.*"),
        (
            9,
            rf"(?:what|which) (?:is your )?(?:{_SCHOOL})\b.*|name of (?:your )?(?:{_SCHOOL})\b.*|(?:{_SCHOOL}) name\b.*",
        ),
        (
            8,
            rf"(?:{_SCHOOL})(?: or| and)? (?:organi[sz]ation|{_SCHOOL})\b.*|establishment(?: name)?|school/?.*represent.*",
        ),
        (8, r"where do you (?:work|teach).*|(?:name of )?(?:your )?(?:organi[sz]ation|institution)(?: name)?"),
        (7, rf".*\b(?:{_SCHOOL})\b.*"),
        (5, r"(?:your )?(?:work ?place|base|organi[sz]ation\b.*|institution\b.*)"),
        (3, r"company|company name|employer|employer name|department"),
    ),
    *_of("urn", (10, r"(?:school |your )*urn(?: number| code)?"), (7, r".*\burn\b.*")),
    *_of(
        "dfe_number",
        (10, r"dfe(?: school)?(?: number| no| code)?|laestab|estab(?:lishment)?(?: number| no| code)"),
        (8, r".*\b(?:dfe (?:number|no)|laestab)\b.*|school number"),
    ),
    *_of(
        "postcode",
        (10, r"(?:school |your school |school s |schools )*post ?code"),
        (7, r".*\bschools?\b.*\bpost ?code\b.*|.*\bpost ?code\b.*"),
    ),
    *_of(
        "email",
        (10, r"(?:your |work |school )*e ?mail(?: address)?|(?:attendee|participant|delegate)s? e ?mail(?: address)?"),
        (8, r"user e ?mail|registration e ?mail|e ?mail.*"),
        (7, r".*\be ?mail\b.*"),
    ),
    *_of("first_name", (10, r"(?:your |attendee |participant |delegate )*(?:first|fore|given) ?names?")),
    *_of("last_name", (10, r"(?:your |attendee |participant |delegate )*(?:last|sur|family|second) ?names?")),
    *_of(
        "full_name",
        (
            10,
            rf"(?:your |full |the )*name(?: s)?|(?:what|which) is your (?:full )?name|(?:full |display )?name of (?:{_PERSONS})|(?:{_PERSONS})(?: s)?(?: full)? name",
        ),
        (10, r"full name|display name|your full name|first and last name|first name and surname|name and surname"),
        (9, r"name original name|user name original name|user name|display name"),
        (8, rf"(?:{_PERSONS})|who(?: attended)?"),
        (6, r".*\byour name\b.*|.*\bname of (?:the )?(?:person|teacher|delegate|participant)\b.*"),
    ),
    *_of(
        "role",
        (10, r"(?:your |job )*(?:role|job title|position|post held)(?: in school)?"),
        (7, r".*\b(?:job title|your role|role in)\b.*"),
    ),
    *_of(
        "attendance",
        (
            10,
            r"attended|attendance|attendance status|attendance mark|present|present (?:y n|yes no)|attended (?:y n|yes no)|attendance (?:y n|yes no|register)",
        ),
        (
            10,
            r"did (?:you|they|he|she|the delegate|this person) (?:attend|come|join)\b.*|checked in|here|in attendance",
        ),
        (8, r"attendee status|attended\b.*|present\b.*|came|status of attendance|attendance\b.*"),
        (6, r"status|registration status|approval status"),
        (5, r"booking status|place status|order status|ticket status"),
    ),
    *_of(
        "sessions",
        (
            10,
            r"(?:which|what) (?:sessions?|dates?|days?)\b.*|(?:please )?(?:select|choose|tick)\b.*\b(?:sessions?|dates?)\b.*",
        ),
        (
            9,
            r".*\bwhich (?:sessions?|dates?|days?)\b.*|sessions? (?:attending|attended|you can attend|booked)|dates? attending",
        ),
    ),
    *_of(
        "held_on",
        (
            10,
            r"session date|date of (?:the )?(?:session|event|meeting|training|workshop|course)|(?:event|session|course|meeting|training|workshop) (?:start )?(?:date|start|day)(?: and time| time)?",
        ),
        (9, r"date|held on|date attended|attendance date|start date|date and time|start time|meeting start time"),
    ),
    *_of(
        "programme",
        (10, r"programmes?|programme (?:name|code)|(?:ncp )?project|ncp"),
        (8, r"(?:which|what) (?:workshops?|course|training|programme|project|work ?groups?)\b.*"),
        (7, r".*\bprogramme\b.*"),
    ),
    *_of(
        "activity",
        (
            10,
            r"activity|activity name|event name|event title|event|course|course name|course title|work ?group|work ?group name|workshop|workshop name|session name|session title|meeting name|meeting title|topic|training|title of (?:event|course|session)",
        ),
    ),
    *_of(
        "session_number",
        (10, r"session|session (?:number|no|num)|week|part"),
    ),
    *_of("hours", (10, r"hours|hours attended|number of hours|length|length hours|duration hours|cpd hours")),
    *_of("pupils", (10, r"(?:number of |no of )?(?:pupils|students|children)(?: attending| brought| number)?")),
)

_NEVER = {
    "school": r"\b(phases?|types?|phone|telephone|mobile|address|trust|mat|url|website|size|pupils|students|head ?teacher"
    r"|role|how|e ?mail|urn|post ?code|key stage|local authority|la|borough|contact|ofsted|county|country|fsm|rating)\b",
    "attendance": r"\b(duration|minutes|mins|time|hours|rate|percentage|will|would|can|able|plan|intend|reason|comments?|notes?|fee|id|code|device|e ?mail|name|number|type)\b",
    "held_on": r"\b(order|ordered|booking|booked|registration|registered|created|submitted|submission|timestamp|birth|dob|modified|completion|completed|updated|payment|paid|cancelled|purchase|end|finish|leave|left|join|joined|approval|due|report)\b",
    "postcode": r"\b(home|billing|shipping|delivery|personal|venue)\b",
    "email": r"\b(buyer|purchaser|host|organi[sz]er|head ?teacher|line manager|office|second|alternative|other|contact|consent|marketing|confirm)\b",
    "full_name": r"\b(event|school|buyer|purchaser|ticket|host|organi[sz]er|company|head ?teacher|line manager|course|programme|venue|session|preferred|contact)\b",
    "first_name": r"\b(buyer|host|organi[sz]er|purchaser|contact|head ?teacher)\b",
    "last_name": r"\b(buyer|host|organi[sz]er|purchaser|contact|head ?teacher)\b",
    "role": r"\b(participant role|meeting role)\b",
}
_ABOUT_SOMETHING_ELSE = re.compile(r"\b(do you|does|is your|are you|number|no|code|year|class|region|status|date)\b")
_NEVER_PATTERNS = {column: re.compile(pattern) for column, pattern in _NEVER.items()}


SAYS_SCHOOL = frozenset({"school", "urn", "dfe_number", "postcode"})
SAYS_WHO = frozenset({"full_name", "first_name", "last_name", "email"})


class Columns(NamedTuple):
    """Where each of our columns stands, and those of them that should be asked about: something else fits as well."""

    places: dict[str, int]
    doubtful: frozenset[str]


def column_asked_for(heading: str) -> str | None:
    """Give our column for a heading of any wording, or "full_name" or "sessions"; None where none fits."""
    fits = _fits(heading)
    return max(fits, key=lambda column: fits[column]) if fits else None


def columns_asked_for(headings: Sequence[str], body: Sequence[Line] = (), *, start: int = 0) -> dict[str, int]:
    """Give the position of each column that the headings ask for, from a position on; of two, the better one."""
    return find_columns(headings, body, start=start).places


def find_columns(
    headings: Sequence[str], body: Sequence[Line] = (), *, start: int = 0, without: Collection[int] = ()
) -> Columns:
    """Find which column is which: each stands for one thing, and each thing for the column that fits it best.

    Columns before start, and those at the places in without, are left alone.
    """
    scored: list[tuple[float, int, str]] = []
    for place, heading in enumerate(headings[start:], start=start):
        if place in without:
            continue
        held = _held(body, place)
        for column, fits in _fits(heading).items():
            if held and not _can_hold(column, held):
                continue
            # Of two that fit equally, the fuller one; of two as full, the first.
            scored.append((fits + (len(held) / (len(body[:_SAMPLE]) + 1)) / 2, -place, column))
    places: dict[str, int] = {}
    doubtful: set[str] = set()
    for score, negative, column in sorted(scored, reverse=True):
        place = -negative
        if place in places.values():
            continue
        if column not in places:
            places[column] = place
            if score < _SURE - 1:
                doubtful.add(column)
        elif (
            column in ("school", "attendance", "held_on") and score >= _SURE and _says_else(body, places[column], place)
        ):
            doubtful.add(column)
    return Columns(places, frozenset(doubtful))


def _fits(heading: str) -> dict[str, int]:
    words = plain_words(heading.replace("_", " "))
    found: dict[str, int] = {}
    for asked in _KNOWN:
        if asked.column in found or not words:
            continue
        if asked.pattern.fullmatch(words):
            never = _NEVER_PATTERNS.get(asked.column)
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


def _is_mark(text: str) -> bool:
    return marks({text})[text].attendance is not None


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
}


def _says_else(body: Sequence[Line], one: int, other: int) -> bool:
    """Whether two columns say different things in some row: then it is not clear which of them is meant."""
    pairs = [
        (text_of(cells[one]), text_of(cells[other])) for _, cells in body[:_SAMPLE] if max(one, other) < len(cells)
    ]
    return any(first and second and plain_words(first) != plain_words(second) for first, second in pairs)

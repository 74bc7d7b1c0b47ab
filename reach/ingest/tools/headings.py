"""Headings that people make up: which of our columns a question or a heading asks for."""

import re
from collections.abc import Sequence

from reach.matching import plain_words

_ASKS_FOR = (
    # The first that fits is meant: a question about a school's postcode asks for the postcode.
    ("postcode", r"post ?codes?"),
    ("urn", r"urn"),
    ("dfe_number", r"dfe (number|no)|laestab|estab(lishment)? (number|no|code)|school number"),
    ("email", r"e ?mail( address)?"),
    ("sessions", r"(which|what)\b.*\b(sessions?|dates?|days?)\b"),
    ("programme", r"programmes?|(which|what)\b.*\b(workshops?|courses?|trainings?|events?|work groups?)"),
    ("attendance", r"attendance|attended|attend|status|present|came"),
    ("first_name", r"first names?|fore ?names?|given names?"),
    ("last_name", r"last names?|sur ?names?|family names?"),
    ("role", r"roles?|job( titles?)?|positions?"),
    (
        "school",
        r"schools?|colleges?|settings?|organi[sz]ations?|establishments?|company|employers?|work ?places?"
        r"|where do you (work|teach)",
    ),
    ("full_name", r"names?|participants?|delegates?|teachers?|attendees?"),
    ("held_on", r"(session |event )?dates?"),
    ("pupils", r"(number of )?(pupils|students)"),
    ("session_number", r"sessions?( numbers?)?"),
    ("hours", r"hours"),
    ("activity", r"activity|event|work ?group|course|workshop"),
)
_PATTERNS = tuple((column, re.compile(rf"\b({pattern})\b")) for column, pattern in _ASKS_FOR)
_NOT_A_SCHOOLS_NAME = re.compile(r"\b(phase|type|phone|telephone|address|trust|url|website|size|pupils|headteacher)\b")


def column_asked_for(heading: str) -> str | None:
    """Give our column for a heading of any wording, or "full_name" or "sessions"; None where none fits."""
    words = plain_words(heading)
    for column, pattern in _PATTERNS:
        if pattern.search(words):
            return None if column == "school" and _NOT_A_SCHOOLS_NAME.search(words) else column
    return None


def columns_asked_for(headings: Sequence[str], *, start: int = 0) -> dict[str, int]:
    """Give the position of each column that the headings ask for, from a position on; the first of two stands."""
    found: dict[str, int] = {}
    for position, heading in enumerate(headings[start:], start=start):
        column = column_asked_for(heading)
        if column:
            found.setdefault(column, position)
    return found

"""Names as people show them in online meetings: "Jo Smith (Halton Lodge)", "SMITH Jo | Halton Lodge Primary"."""

import functools
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from reach.ingest.cells import text_of
from reach.ingest.rows import Rows
from reach.matching import plain_words

_MARKS = re.compile(
    r"\s*[(\[]\s*(external|ext|unverified|guest|host|co-?host|me|organi[sz]er|presenter|he|she|they|him|her|them"
    r"|\w+\s*/\s*\w+(\s*/\s*\w+)?)\s*[)\]]",
    re.IGNORECASE,
)
_OF_AN_ORGANISER = re.compile(r"[(\[]\s*(?:(co-?)?host|(co-?)?organi[sz]er)\b[^)\]]*[)\]]", re.IGNORECASE)
_MARK_AT_THE_END = re.compile(r"\s+[-–—|/]\s*(external|ext|unverified|guest)\s*$", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"\s+[-–—|@/•·~\\]+\s*|\s*[-–—|@/•·~\\]+\s+|\s*[|@_•·\\]\s*|\s*[:;]\s+|\s+(?:at|from|of)\s+(?=[A-Z])"
)
_OF_A_SCHOOL = re.compile(
    r"\b(school|schl|sch|primary|prim|pri|academy|acad|college|high|infants?|junior|juniors|nursery|secondary|grammar"
    r"|ps|hs|ce|cofe|c of e|rc|catholic|sixth form|federation|trust|special)\b"
)
_DEVICE = re.compile(
    r"^(\S+s )?(i ?phone|i ?pad|galaxy|samsung|android|huawei|laptop|desktop|pc|macbook|zoom|user|guest)\b"
)
_SAINT = re.compile(r"^(st|saint|ss|our lady|the)\b")


class DisplayName(NamedTuple):
    """A name as shown, split: the person's, first name first, and the school's text."""

    person: str
    school: str


def with_name(row: Mapping[str, Any], shown: str) -> dict[str, Any]:
    """Give a row with the person and the school of a name as shown, where it does not say them itself.

    is_school_guessed: no word tells which half is the school. "Halton Lodge - Jo Smith" stands the other way round,
    and in "Jo Smith / Sam Jones" both are people: only the register of establishments can tell. So it is of a name in
    one part, which may be nothing but a school's.
    """
    name = part(shown)
    filled = {column: cell for column, cell in row.items() if cell not in (None, "")}
    if filled.get("last_name"):
        filled.setdefault("first_name", "")
    is_guessed = bool(name.person) and not filled.get("school") and not is_of_a_school(name.school)
    return {"first_name": name.person, "school": name.school, **filled, "is_school_guessed": is_guessed}


def rows_with_names(rows: Rows) -> Rows:
    """Give rows with the person and the school of each whole name, as `with_name` does."""
    if not rows.has("full_name"):
        return rows
    return Rows.of((number, with_name(row, text_of(row.pop("full_name")))) for number, row in rows)


def organises_by_mark(shown: str) -> str:
    """Say what somebody is whose name is shown as that of who leads the meeting: "Jo Smith (Host)"; "" for others."""
    mark = _OF_AN_ORGANISER.search(shown)
    if mark is None:
        return ""
    return "host" if "host" in mark[0].casefold() else "organiser"


@functools.lru_cache(20_000)
def part(shown: str) -> DisplayName:
    """Split a name as shown into person and school. What cannot be split is taken for the person's."""
    text = " ".join(shown.split())
    previous = None
    while previous != text:
        previous, text = text, _MARK_AT_THE_END.sub("", _MARKS.sub("", text)).strip()
    in_brackets = re.fullmatch(r"([^(\[]*\S)\s*[(\[](.*?)[)\]]?", text)
    if in_brackets:
        return _part_brackets(in_brackets[1].strip(" -–|"), in_brackets[2].strip())
    pieces = [piece for piece in _SEPARATOR.split(text, maxsplit=1) if piece]
    if len(pieces) == 2:
        first, second = pieces
        if is_of_a_school(first) and not is_of_a_school(second):
            first, second = second, first
        return DisplayName(_in_order(first), second)
    before_comma, comma, after_comma = text.partition(",")
    if comma and is_of_a_school(after_comma):
        if is_of_a_school(before_comma):
            return DisplayName("", text)
        return DisplayName(_in_order(before_comma), after_comma.strip())
    if not comma and is_of_a_school(text):
        return _part_words(text)
    return DisplayName("" if _DEVICE.match(plain_words(text)) else _in_order(text), "")


def _part_brackets(before: str, inside: str) -> DisplayName:
    """Part a name with something in brackets behind it."""
    if _DEVICE.match(plain_words(before)):
        return part(inside)
    if set(plain_words(inside).split()) <= set(plain_words(before).split()):
        return part(before)  # Zoom's "Anika Patel (Anika)": the name before it was changed
    if is_of_a_school(before) and not is_of_a_school(inside):
        before, inside = inside, before
    outer = part(before)
    return DisplayName(outer.person, outer.school or inside)


def _part_words(text: str) -> DisplayName:
    """Part a text without any mark between person and school: a person has two words, unless all are a school's."""
    words = text.split()
    if _SAINT.match(plain_words(text)) or all(map(is_of_a_school, words[2:])):
        return DisplayName("", text)
    return DisplayName(_in_order(" ".join(words[:2])), " ".join(words[2:]))


def is_of_a_school(text: str) -> bool:
    """Whether a text has a word that schools are named with and people hardly are."""
    return bool(_OF_A_SCHOOL.search(plain_words(text)))


def _in_order(person: str) -> str:
    """Give "Anika Patel" for "Patel, Anika" and for "PATEL Anika"."""
    last, comma, first = person.partition(",")
    if comma:
        return f"{first.strip()} {last.strip()}"
    words = person.split()
    if len(words) > 1 and len(words[0]) > 1 and words[0].isupper() and not words[-1].isupper():
        return " ".join([*words[1:], words[0]])
    return person.strip()

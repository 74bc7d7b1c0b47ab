"""What people write to say that somebody came: words, ticks, letters and numbers."""

import csv
import functools
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from reach.ingest.details import LEAVE_OUT
from reach.matching import plain_words

ATTENDANCES = ("attended", "absent", "apologies", "booked")

_WORDS = Path(__file__).resolve().parent / "attendance_words.csv"
_TICKS = "✓✔☑✅🗸√/\\"
_CROSSES = "✗✘☒❌✖"
_OF_A_YES = {"attended", "present", "yes", "y", "p", "1", "true", *_TICKS}


_LEGEND = re.compile(
    r"(?<![^\s,;:(\[|])(?P<mark>[^\s=:,;|()\[\]]{1,3})\s*[=:–-]\s*(?P<word>[^\W\d_][^=:,;|()\[\]]*?)\s*(?=$|[,;|)\]\n]|\s\S{1,3}\s*[=:])"
)


class Mark(NamedTuple):
    """What a text is taken for: one of ATTENDANCES or LEAVE_OUT, None where it is nothing known.

    is_open: people use it in more than one way, or it is nothing known, so that it has to be asked.
    """

    attendance: str | None
    is_open: bool = False


def marks(texts: Collection[str]) -> dict[str, Mark]:
    """Give what each text of a column means. Letters such as A and x depend on what stands beside them."""
    beside = {_key(text) for text in texts}
    return {text: _mark(_key(text), beside) for text in texts}


def legend_in(texts: Iterable[str]) -> dict[str, str]:
    """Give what a file itself says that its marks mean, such as "Key: P = present, A = apologies"."""
    found: dict[str, str] = {}
    for text in texts:
        pairs = [(match["mark"], marks({match["word"]})[match["word"]]) for match in _LEGEND.finditer(text)]
        known = [(written, mark.attendance) for written, mark in pairs if mark.attendance and not mark.is_open]
        # One alone may be anything: "Y - Yes" in the title of a list.
        if len(known) > 1:
            found |= {form: attendance for written, attendance in known for form in (written.lower(), written.upper())}
            found |= dict(known)
    return found


def _key(text: str) -> str:
    return " ".join(text.replace("\ufe0f", "").casefold().split()).strip(".")


def _mark(key: str, beside: set[str]) -> Mark:
    exact = _words().get(plain_words(key))
    if exact and len(key) > 1:
        return Mark(exact)
    if key and set(key) <= set(_TICKS):
        return Mark("attended")
    if key in _CROSSES:
        return Mark("absent")
    says_yes = bool(beside & _OF_A_YES)
    match key:
        case "x" | "×":
            return Mark("absent", is_open=True) if says_yes else Mark("attended")
        case "a":
            return Mark("absent") if beside & (_OF_A_YES - {"1"}) else Mark("attended", is_open=True)
        case "l":
            return Mark("attended", is_open=not says_yes)
        case "1":
            return Mark("attended")
        case "0":
            return Mark("absent", is_open="1" not in beside)
        case "-" | "–" | "—" | "n/a" | "na" | "n.a" | "☐":
            return Mark(LEAVE_OUT, is_open=True)
    return Mark(exact) if exact else _by_phrase(plain_words(key))


def _by_phrase(words: str) -> Mark:
    """Understand "Attended - left early" and "Sent apologies (ill)": a known phrase with more said beside it."""
    found: list[str] = []
    rest = f" {words} "
    for phrase, attendance in _phrases():
        if f" {phrase} " in rest:
            found.append(attendance)
            rest = rest.replace(f" {phrase} ", "  ")
    if len(set(found)) != 1:
        return Mark(found[0] if found else None, is_open=True)
    # "No reply" and "yes but" say something else than their first word.
    is_doubtful = re.search(r"\b(not|no|but|maybe|might|tbc|unknown|unsure|waiting|reserve)\b", rest)
    return Mark(found[0], is_open=bool(is_doubtful) or words.startswith("no "))


@functools.cache
def _words() -> dict[str, str]:
    with _WORDS.open(encoding="utf-8", newline="") as file:
        return {plain_words(row["word"]): row["attendance"] for row in csv.DictReader(file)}


@functools.cache
def _phrases() -> list[tuple[str, str]]:
    """Give the words of more than one letter, the longest first."""
    return sorted(((word, of) for word, of in _words().items() if len(word) > 1), key=lambda each: -len(each[0]))

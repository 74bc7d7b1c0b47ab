"""E-mail addresses and telephone numbers in a text, and letters that nobody sees: found, to be left out."""

import re
import unicodedata
from collections.abc import Iterable

from reach.matching import webmail_domains

# Control characters, signs that turn the direction of writing, and signs of no width. Tabs and ends of lines are none.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOMAIN = rf"{_LABEL}(?:\.{_LABEL})*\.[^\W\d_]{{2,24}}\.?"
_VALID_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
_LONGEST_DOMAIN = 253

_SIDE = r"[^\s@<>()\[\]{},;:\"“”|\\/?]{1,64}"
_AT_IN_BRACKETS = r"\s?[(\[{<]\s?at\s?[)\]}>]\s?"
_ADDRESS = re.compile(rf"({_SIDE})(?:\s?@\s?|{_AT_IN_BRACKETS})({_DOMAIN})(?![\w@-])", re.IGNORECASE)
"""An address whose domain is whole, its sign perhaps set apart."""

_KNOWN_MAIL = "|".join(sorted({domain.split(".")[0] for domain in webmail_domains()}))
_DOT = r"\s?(?:\.|[(\[{<]\s?dot\s?[)\]}>]|\bdot\b)\s?"
_WRITTEN_APART = re.compile(
    rf"mailto:.*"  # what follows an address in a link may name a person, too
    rf"|\"[^\"@]{{0,64}}\"@\S+"
    rf"|{_ADDRESS.pattern}"
    rf"|{_SIDE}{_AT_IN_BRACKETS}{_SIDE}(?:{_DOT}{_SIDE})*"
    rf"|{_SIDE}\s?@\s?(?:{_KNOWN_MAIL})\b(?:{_DOT}[a-z]{{2,6}}\b)*"
    rf"|{_SIDE}\sat\s(?:{_KNOWN_MAIL})(?:{_DOT}[a-z]{{2,6}}\b)+"
    rf"|{_SIDE}\sat\s{_LABEL}(?:\sdot\s[a-z]{{2,12}}\b)+",
    re.IGNORECASE,
)
"""An address in one piece or several: "jo (at) gmail.com", "jo @ gmail.com", "jo at gmail dot com"."""
_PIECE = re.compile(r"\S+")

_DASHES = "\u2010-\u2015\u2212\ufe58\ufe63-"
_TELEPHONE = re.compile(
    rf"(?<![\w.])(?:(?:(?:\+|\(\+|00)\s?\d{{1,3}}[\s.){_DASHES}]{{0,2}}(?:\(0\)\s?)?|\(?0[\s.){_DASHES}]{{0,2}})\d"
    rf"(?:[\s.()/{_DASHES}]{{0,2}}\d){{7,11}}|7\d{{9}})(?!\w)"
    r"|(?<![\w.])0\d{3,4}, ?\d{3},? ?\d{3,4}(?!\w)"
)
_DAY = re.compile(
    r"(?<!\d)\d{1,2}[\s./-]\d{1,2}[\s./-](?:19|20)\d{2}(?!\d)"
    r"|(?<!\d)(?:19|20)\d{2}[\s./-]\d{1,2}[\s./-]\d{1,2}(?!\d)"
    r"|^\d{1,2}([./-])\d{1,2}\1\d{2}(?!\d)"
)


def without_unseen(text: str) -> str:
    """Give a text without control characters and signs that nobody sees. Tabs and ends of lines stay."""
    return text if text.isprintable() else _UNSEEN.sub("", text)


def contact_spans(text: str) -> list[tuple[int, int]]:
    """Give where e-mail addresses and telephone numbers begin and end in a text on one line."""
    spans = [match.span() for match in _TELEPHONE.finditer(text) if not _DAY.search(match[0])]
    if "@" in text or re.search(r"\bat\b|mailto:", text, re.IGNORECASE):
        spans += [match.span() for match in _WRITTEN_APART.finditer(text)]
        # Whatever else may be an address; a sign between blanks is none ("Maths @ Crewe").
        spans += [match.span() for match in _PIECE.finditer(text) if "@" in match[0] and len(match[0]) > 1]
    return spans


def taken_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Give a text without some of its parts, which may overlap."""
    kept: list[str] = []
    at = 0
    for start, end in sorted(spans):
        kept.append(text[at:start])
        at = max(at, end)
    return " ".join(" ".join([*kept, text[at:]]).split())


def without_contact_details(text: str) -> str:
    """Give a text on one line without unseen signs, e-mail addresses and telephone numbers."""
    text = _on_one_line(text)
    return taken_out(text, contact_spans(text))


def has_contact_details(text: str) -> bool:
    """Tell whether a text has an e-mail address or a telephone number in it."""
    return bool(contact_spans(_on_one_line(text)))


def _on_one_line(text: str) -> str:
    """Give a text as it is compared: digits, letters and signs of full width are those of the usual width."""
    text = without_unseen(text)
    if not text.isascii():
        text = "".join(map(_of_usual_width, text))
    return " ".join(text.split())


def _of_usual_width(letter: str) -> str:
    is_wide = unicodedata.east_asian_width(letter) in ("F", "H")
    return unicodedata.normalize("NFKC", letter) if is_wide else letter


def address_in(text: str) -> str:
    """Give the one e-mail address in a cell, in small letters: "" where there is none, or more than one.

    "Jo Smith <jo@school.example>", "jo@school.example (office)" and "jo (at) school.example" have one.
    """
    found = {f"{match[1]}@{match[2].rstrip('.')}".casefold() for match in _ADDRESS.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def domain_of(address: str) -> str:
    """Give the domain of the one address in a cell, "" where it is no valid domain (RFC 1035, in letters of ASCII)."""
    domain = address_in(address).rpartition("@")[2]
    is_valid = len(domain) <= _LONGEST_DOMAIN and _VALID_DOMAIN.fullmatch(domain)
    return domain if is_valid else ""

"""A small grammar of printed English: what a sentence may say, and what it then claims.

    @reads("reaching.reach_by_*", "Reach is highest in {best:w} ({of_best:of}) and lowest in {least:w} ({of_least:of})")
    def _(claims: Claims, said: Said) -> None: ...

`{name:kind}` is a part that is taken out, of a kind of SLOTS, or of those words: `{way:rose|fell}`. `<is|are>` is one
of some words that claim nothing. A text is read from its beginning, each time with the sentence that fits most of it,
and says most itself; what nothing fits and yet claims something is a fault.
"""

import fnmatch
import re
from collections.abc import Callable
from typing import Any

TIME = r"(?:(?:[Aa]utumn|[Ss]pring|[Ss]ummer) term )?\d{4}/\d\d(?: so far| to \d{1,2} [A-Z][a-z]+)?"
NUMBER = r"(?:[Aa]bout )?\d[\d,]*|[Ff]ewer than 5|[Nn]one|[Nn]obody|[Nn]o"
SLOTS = {
    "n": NUMBER,
    "p": r"\d+ ?%",
    "pp": r"\d+\.\d ?%",
    "f": r"\d[\d,]*(?:\.\d)?",
    "w": r"(?:(?!\.\s).)+?",
    "rest": r".+?(?=\.\s|\.?$)",
    "t": TIME,
    "d": r"\d{1,2} [A-Z][a-z]+ \d{4}",
    "of": rf"(?:{NUMBER}) of (?:{NUMBER})(?: schools?| marks)?(?:, \d+ ?%)?|\d+ ?%(?:, (?:{NUMBER}) of (?:{NUMBER})"
    r"(?: schools?)?|, about [\d,]+ sign-ups?|, fewer than 5 sign-ups)?"
    r"|\d+ ?% \((?:[\d,]+) of (?:[\d,]+)(?: schools?| marks)?\)",
    "points": r"[+-]?\d+(?:\.\d)? points?",
}
CLAIMING = re.compile(
    r"\d|\b(?:more|fewer|less|highest|lowest|most|least|fewest|longest|nearest|greatest|up|down|better|worse|met|missed|"
    r"all|every|everywhere|none|no|nobody|nothing|rose|fell|higher|lower|same|never|unlikely|likely|lapsed)\b",
    re.IGNORECASE,
)
"""What makes a sentence one that claims something."""
_END = r"(?:[.;]\s+|[.;]?$)"


Said = dict[str, str]
Check = Callable[[Any, Said], None]
_RULES: list[tuple[tuple[str, ...], re.Pattern[str], int, Check]] = []


def reads(places: str, *templates: str) -> Callable[[Check], Check]:
    """Declare what is said in some places, and what is then to be checked."""

    def declare(check: Check) -> Check:
        for template in templates:
            says_itself = len(re.sub(r"\{[^}]*\}|<[^>]*>", "", template))
            pattern = re.compile(f"{_pattern(template)}(?={_END})")
            _RULES.append((tuple(places.split()), pattern, says_itself, check))
        return check

    return declare


def sentences_of(text: str, place: str) -> list[tuple[str, Said, Check | None]]:
    """Take a text apart: each sentence with its parts and its check, None where no rule fits it."""
    found: list[tuple[str, Said, Check | None]] = []
    while text:
        matches = [
            (match, says_itself, check)
            for places, pattern, says_itself, check in _RULES
            if any(fnmatch.fnmatch(place, each) for each in places) and (match := pattern.match(text))
        ]
        if matches:
            match, _, check = max(matches, key=lambda each: (each[0].end(), each[1]))
            found.append((match[0], {name: value or "" for name, value in match.groupdict().items()}, check))
            end = match.end()
        else:
            end = len(re.split(r"(?<=[a-z)%”\d])[.;](?=\s)", text, maxsplit=1)[0])
            found.append((text[:end], {}, None))
        text = re.sub(rf"^{_END}", "", text[end:])
    return found


def _pattern(template: str) -> str:
    def slot(match: re.Match[str]) -> str:
        name, kind = match[1], match[2]
        return f"(?P<{name}>{SLOTS.get(kind, kind)})"

    if template.endswith(":w}"):
        template = f"{template.removesuffix('w}')}rest}}"
    parts = re.split(r"(\{\w+:[^}]*\}|<[^>]*>)", template)
    return "".join(
        re.sub(r"\{(\w+):([^}]*)\}", slot, part)
        if part.startswith("{")
        else f"(?:{part[1:-1]})"
        if part.startswith("<")
        else re.escape(part).replace(r"\ ", " ")
        for part in parts
    )

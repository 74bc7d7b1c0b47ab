"""How alike two school names are, and which of many schools a name is likest to."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reach.matching.names import STAGES, SchoolName, plain_words, take_apart

GOOD_ENOUGH = 0.78
"""A name of five letters with one wrong is 0.8 alike, and may be meant; one of four letters with one wrong may not."""

CLEARLY_BETTER = 0.05
"""By how much the likest school must stand out from the next before it is taken."""

_PLACES_ANYWHERE = frozenset({"cheshire", "merseyside", "england", "united kingdom", "east cheshire", "west cheshire"})
_ROLE = re.compile(
    r"\b(head ?teacher|deputy( head)?|assistant head|head|teacher|ta|slt|maths lead|lead|leader|coordinator"
    r"|hlta|ect|nqt|year \d+|y\d+|ks\d|eyfs|reception|trainee|governor|staff|maths|department|dept|hod|hub|team)\b"
)
_WITHOUT_WEIGHT = re.compile(r"\b(trust|mat|federation|learning|partnership|alliance|group)\b")
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s[-–—|/]\s|[,;(|/]|\bat\b|\s-|-\s")
_DFE_NUMBER = re.compile(r"\b(\d{3})\s*/\s*(\d{4})\b")


class Named(NamedTuple):
    """A school as the index knows it. phase: what the register says it teaches, "" where it does not."""

    urn: int
    name: str
    town: str
    la_name: str
    postcode: str
    phase: str


class Asked(NamedTuple):
    """What a row says of the school by name and place. postcode may be only its first half."""

    text: str
    postcode: str


class Likeness(NamedTuple):
    """A school that may be meant, and how alike it is: 1.0 is the very name."""

    school: Named
    score: float


class NameIndex:
    """Many schools, to be asked which are likest to a name as somebody typed it."""

    def __init__(self, schools: Iterable[Named], proper_words: Collection[str], places: Collection[str]) -> None:
        self._proper_words = proper_words
        self._places = frozenset(places) | _PLACES_ANYWHERE
        self._places_squashed = frozenset(place.replace(" ", "") for place in self._places)
        self._by_core: dict[str, list[tuple[Named, SchoolName, str, float]]] = defaultdict(list)
        for school in schools:
            name = take_apart(school.name, proper_words)
            squashed = _squashed(plain_words(school.name))
            for core, cost in _forms(name, self._places):
                self._by_core[core].append((school, name, squashed, cost))
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for core in self._by_core:
            self._by_length[len(core)].append(core)

    def likest(self, asked: Asked, at_least: float = GOOD_ENOUGH) -> list[Likeness]:
        """Give the schools that are at least so alike, likest first, each once."""
        best: dict[int, Likeness] = {}
        for text, place, cost in _readings(asked, self._places):
            name = take_apart(text, self._proper_words)
            squashed = _squashed(text)
            if not name.core or (name.core in self._places_squashed and not name.has_plain_words):
                continue
            for core, alike in self._near(name.core, at_least - 0.1):
                for school, its_name, its_squashed, form_cost in self._by_core[core]:
                    score = alike - cost - form_cost - _difference(name, its_name, school)
                    score += _place_agrees(place, school) + _postcode_agrees(asked.postcode, school)
                    score += 0.05 * (squashed == its_squashed)
                    known = best.get(school.urn)
                    if score >= at_least and (known is None or score > known.score):
                        best[school.urn] = Likeness(school, score)
        return sorted(best.values(), key=lambda each: (-each.score, each.school.urn))

    def _near(self, core: str, at_least: float) -> list[tuple[str, float]]:
        if len(core) < 4:
            return [(core, 1.0)] if core in self._by_core else []
        most_edits = max(1, round(len(core) * (1 - at_least)))
        found: list[tuple[str, float]] = []
        for length in range(len(core) - most_edits, len(core) + most_edits + 1):
            cores = self._by_length.get(length)
            if cores:
                near = process.extract(core, cores, scorer=OSA.normalized_similarity, score_cutoff=at_least, limit=None)
                found.extend((each, score) for each, score, _ in near)
        return found


def clues_in_text(text: str) -> tuple[str, str, str, str]:
    """Give a text without the postcode and the DfE number in it, and postcode, LA code and establishment number."""
    postcode, number = _POSTCODE.search(text), _DFE_NUMBER.search(text)
    for found in (postcode, number):
        text = text.replace(found[0], " ") if found else text
    la_code, establishment_number = (number[1], number[2]) if number else ("", "")
    return text, f"{postcode[1]} {postcode[2]}" if postcode else "", la_code, establishment_number


def _squashed(words: str) -> str:
    """Give the very letters of a name: what two people write who both write it out."""
    return words.removeprefix("the ").replace(" ", "")


def _readings(asked: Asked, places: Collection[str]) -> list[tuple[str, str, float]]:
    """Give the ways to read a text: (name, place, cost), as a whole, without places at its end, without a role."""
    words = plain_words(asked.text).split()
    readings = [(" ".join(words), "", 0.0)]
    place = _place_at_the_end(words, places)
    while place:
        words = words[: -len(place.split())]
        readings.append((" ".join(words), place, 0.0))
        place = _place_at_the_end(words, places)
    pieces = [piece for text in _SEPARATORS.split(asked.text) if (piece := plain_words(text))]
    for position, piece in enumerate(pieces):
        others = pieces[:position] + pieces[position + 1 :]
        marks = [_mark(other, places) for other in others]
        if others and all(mark is not None for mark in marks):
            readings.append((piece, next((mark for mark in marks if mark), ""), 0.01))
    return readings


def _place_at_the_end(words: Sequence[str], places: Collection[str]) -> str | None:
    for length in (3, 2, 1):
        place = " ".join(words[-length:])
        if len(words) > length and place in places:
            return place
    return None


def _mark(piece: str, places: Collection[str]) -> str | None:
    """Give the place that a piece beside a name is, "" for a role or a trust, None for what may matter."""
    if piece in places:
        return piece
    if _WITHOUT_WEIGHT.search(piece) or not _ROLE.sub("", piece).replace("of", "").strip(" 0123456789"):
        return ""
    squashed = piece.replace(" ", "")
    near = process.extractOne(
        squashed, [place.replace(" ", "") for place in places], scorer=OSA.normalized_similarity, score_cutoff=0.82
    )
    if near and len(squashed) > 4:
        return next(place for place in places if place.replace(" ", "") == near[0])
    return None


def _forms(name: SchoolName, places: Collection[str]) -> list[tuple[str, float]]:
    """Give the ways to write a school's distinctive words: (core, cost)."""
    forms = {name.core: 0.0}
    words = name.words
    if len(words) > 1:
        forms.setdefault("".join(sorted(words)), 0.02)
    for length in (1, 2):
        if len(words) > length:
            rest_after, rest_before = "".join(words[length:]), "".join(words[:-length])
            if " ".join(words[:length]) in places and len(rest_after) > 3:
                forms.setdefault(rest_after, 0.06)
            if " ".join(words[-length:]) in places and len(rest_before) > 3:
                forms.setdefault(rest_before, 0.04)
    return list(forms.items())


def _difference(asked: SchoolName, school: SchoolName, named: Named) -> float:
    """Give what kind and faith take away: much where they contradict each other, little where one is silent."""
    stages_asked, stages = asked.kinds & STAGES, school.kinds & STAGES or _implied(named.phase)
    cost = 0.0
    if stages_asked and stages:
        if not stages_asked & stages:
            near = stages_asked | stages
            is_near = near <= {"primary", "infant", "junior", "first", "nursery"} and "primary" in near
            cost += 0.1 if is_near or near == {"secondary", "college"} else 0.35
        else:
            cost += 0.01 * len(stages_asked ^ stages)
    elif stages_asked:
        cost += 0.05
    elif school.kinds & STAGES:
        cost += 0.02
    for others in ({"girls", "boys"}, {"grammar"}):
        mine, theirs = asked.kinds & others, school.kinds & others
        if mine and theirs and mine != theirs:
            cost += 0.35
        elif mine != theirs:
            cost += 0.05
    if asked.faiths and school.faiths:
        cost += 0.0 if asked.faiths == school.faiths else 0.03 if asked.faiths & school.faiths else 0.3
    elif asked.faiths:
        cost += 0.07
    elif school.faiths:
        cost += 0.03
    return cost


def _implied(phase: str) -> frozenset[str]:
    return {
        "Nursery": frozenset({"nursery"}),
        "Primary": frozenset({"primary"}),
        "Middle deemed primary": frozenset({"middle", "primary"}),
        "Middle deemed secondary": frozenset({"middle", "secondary"}),
        "Secondary": frozenset({"secondary"}),
        "All-through": frozenset({"primary", "secondary"}),
        "16 plus": frozenset({"college"}),
    }.get(phase, frozenset())


def _place_agrees(place: str, school: Named) -> float:
    if not place or place in _PLACES_ANYWHERE:
        return 0.0
    if place in (school.town, school.la_name) or f" {place} " in f" {plain_words(school.name)} ":
        return 0.02
    return -0.08 if school.town else 0.0


def _postcode_agrees(postcode: str, school: Named) -> float:
    """Weigh a postcode, or its first half, in upper case without spaces, against the school's."""
    if not postcode or not school.postcode:
        return 0.0
    if postcode == school.postcode:
        return 0.1
    first_half = school.postcode[:-3]
    if postcode in (first_half, first_half + postcode[-3:]):
        return 0.03
    same_area = re.match(r"[A-Z]+", postcode), re.match(r"[A-Z]+", first_half)
    return -0.08 if same_area[0] and same_area[1] and same_area[0][0] == same_area[1][0] else -0.2

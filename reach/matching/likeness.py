"""How alike two school names are, and which of many schools a name is likest to."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reach.matching.names import STAGES, SchoolName, is_plain, plain_words, take_apart

GOOD_ENOUGH = 0.78
"""A name of five letters with one wrong is 0.8 alike, and may be meant; one of four letters with one wrong may not."""

CLEARLY_BETTER = 0.05
"""By how much the likest school must stand out from the next before it is taken."""

VERY_SAME = 0.06
"""What is added for a name that is letter for letter the school's, common words written out."""

ENOUGH_BESIDE_OTHER_EVIDENCE = 0.7

WHOLE_ALIKE, WHOLE_COST = 0.8, 0.08
"""How alike whole names must be where the distinctive words are not, and what that takes away."""

_PLACES_ANYWHERE = frozenset({"cheshire", "merseyside", "england", "united kingdom", "east cheshire", "west cheshire"})
_ROLE_WORDS = (
    r"head ?teacher|deputy( head)?|assistant head|head of maths|head|teacher|ta|slt|subject lead|leader|lead"
    r"|coordinator|hlta|ect|nqt|scitt|trainee|pgce|student|governor|staff|maths|mathematics|department|dept|hod|hub"
    r"|i work|team|smt|eyfs|reception|nursery class|ks ?\d|key stage \d|(year|yr|y) ?(\d+|r)|x ?\d+ places|places|class"
    r"|principal|vice principal|senior leader|ht|dht|aht|sle|senco|sendco"
)
_ROLE = re.compile(rf"\b({_ROLE_WORDS})\b")
_ROLE_AT_THE_START = re.compile(rf"^(({_ROLE_WORDS}) )+((at|of|from|for) )?")
_ROLE_AT_THE_END = re.compile(rf"( ({_ROLE_WORDS}|la|lea|mbc|local authority|(borough )?council))+$")
_WITHOUT_WEIGHT = re.compile(r"\b(trust|mat|federation|learning|partnership|alliance|group)\b")
_OF_A_COUNCIL = re.compile(
    r"\b((metropolitan )?borough( of)?|(borough |city )?council|mbc|bc|la|lea|local authority|in)\b"
)
_OF_AN_ADDRESS = re.compile(r"\b(lane|road|rd|street|avenue|ave|drive|close|crescent|grove)$")
_FORMERLY = re.compile(r"^(formerly|formally|previously|used to be)\b")
_OFTEN_LEFT_OUT = frozenset({"endowed", "parish", "memorial", "foundation"})
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s[-–—|/]\s|[,;(|/)]|\.\s|\bat\b|@|\s-|-\s|\bin\b", re.IGNORECASE)
_DFE_NUMBER = re.compile(r"(?<!\d)(?<!\d )([2-9]\d{2})\s?[-/]?\s?(\d{4})(?!\s?\d)")


class Named(NamedTuple):
    """A school as the index knows it.

    places: its town, village and local authority, as plain words; phase: what the register says it teaches, or "".
    """

    urn: int
    name: str
    places: frozenset[str]
    postcode: str
    phase: str


class Asked(NamedTuple):
    """What a row says of the school by name and place. postcode may be only its first half."""

    text: str
    postcode: str


class Likeness(NamedTuple):
    """A school that may be meant, and how alike it is: 1.0 is the very name. is_in_place: the text says where it is."""

    school: Named
    score: float
    is_in_place: bool = False


class NameIndex:
    """Many schools, to be asked which are likest to a name as somebody typed it.

    places may stand behind a name. Of these, towns alone are no names of schools: who writes "Macclesfield" may
    mean any school there.
    """

    def __init__(
        self,
        schools: Iterable[Named],
        proper_words: Collection[str],
        places: Collection[str],
        towns: Collection[str],
    ) -> None:
        self._proper_words = proper_words
        self._places = frozenset(places) | _PLACES_ANYWHERE
        self._towns_squashed = frozenset(town.replace(" ", "") for town in towns)
        self._by_core: dict[str, list[tuple[Named, SchoolName, float]]] = defaultdict(list)
        self._by_full: dict[str, list[tuple[Named, SchoolName]]] = defaultdict(list)
        for school in schools:
            name = take_apart(school.name, proper_words)
            self._by_full[name.full].append((school, name))
            for core, cost in _forms(name, self._places):
                self._by_core[core].append((school, name, cost))
        self._cores, self._fulls = _Near(self._by_core), _Near(self._by_full)

    def likest(self, asked: Asked, at_least: float = GOOD_ENOUGH) -> list[Likeness]:
        """Give the schools that are at least so alike, likest first, each once."""
        best: dict[int, Likeness] = {}

        def note(school: Named, place: str, score: float) -> None:
            agrees = _place_agrees(place, school)
            score += agrees + _postcode_agrees(asked.postcode, school)
            known = best.get(school.urn)
            if score >= at_least and (known is None or score > known.score):
                best[school.urn] = Likeness(school, score, agrees > 0)

        # What place and postcode can add; the name itself adds something only where it is the very same.
        most_added = 0.12 if asked.postcode else 0.02
        readings = [
            (take_apart(text, self._proper_words), place, cost) for text, place, cost in _readings(asked, self._places)
        ]
        readings = [reading for reading in readings if reading[0].core and not self._is_only_a_town(reading[0])]
        for name, place, cost in readings:
            for core, alike in self._cores.to(name.core, at_least - most_added):
                for school, its_name, form_cost in self._by_core[core]:
                    score = alike - cost - form_cost - _difference(name, its_name, school)
                    note(school, place, score + VERY_SAME * (name.full == its_name.full))
        whole_alike = max(at_least + WHOLE_COST, WHOLE_ALIKE)
        if all(each.score < GOOD_ENOUGH for each in best.values()):
            # A slip in a common word ("Pirmray Schcool") makes it look like a distinctive one; whole names tell.
            for name, place, cost in readings:
                for full, alike in self._fulls.to(name.full, whole_alike):
                    for school, _ in self._by_full[full]:
                        note(school, place, alike - cost - WHOLE_COST)
        return sorted(best.values(), key=lambda each: (-each.score, each.school.urn))

    def containing(self, asked: Asked) -> list[Likeness]:
        """Give the schools whose names have all the distinctive words of a text: enough where little else is near."""
        words = set(take_apart(asked.text, self._proper_words).words)
        if not any(len(word) > 3 for word in words):
            return []
        return [
            Likeness(school, ENOUGH_BESIDE_OTHER_EVIDENCE)
            for found in self._by_full.values()
            for school, its_name in found
            if words <= set(its_name.words)
        ]

    def _is_only_a_town(self, name: SchoolName) -> bool:
        return name.core in self._towns_squashed and not name.has_plain_words


class _Near:
    """Texts, to be asked which are near another.

    They are kept by length and first letter, and by length and last letter: a text that differs at both ends as
    well as in length is not near.
    """

    def __init__(self, texts: Collection[str]) -> None:
        self._texts = texts
        self._by_first: dict[tuple[int, str], list[str]] = defaultdict(list)
        self._by_last: dict[tuple[int, str], list[str]] = defaultdict(list)
        for text in texts:
            self._by_first[len(text), text[:1]].append(text)
            self._by_last[len(text), text[-1:]].append(text)

    def to(self, text: str, at_least: float) -> list[tuple[str, float]]:
        """Give the texts that are so alike, with how much; of the shortest ones only the same."""
        if len(text) < 4 or at_least >= 1:
            return [(text, 1.0)] if text in self._texts else []
        most_edits = max(1, round(len(text) * (1 - at_least)))
        found: dict[str, float] = {}
        for length in range(len(text) - most_edits, len(text) + most_edits + 1):
            for texts in (self._by_first.get((length, text[0])), self._by_last.get((length, text[-1]))):
                if texts:
                    near = process.extract(
                        text, texts, scorer=OSA.normalized_similarity, score_cutoff=at_least, limit=None
                    )
                    found.update((each, score) for each, score, _ in near)
        return list(found.items())


def clues_in_text(text: str) -> tuple[str, str, str, str]:
    """Give a text without the postcode and the DfE number in it, and postcode, LA code and establishment number."""
    postcode, number = _POSTCODE.search(text), _DFE_NUMBER.search(text)
    for found in (postcode, number):
        text = text.replace(found[0], " ") if found else text
    la_code, establishment_number = (number[1], number[2]) if number else ("", "")
    return text, f"{postcode[1]} {postcode[2]}" if postcode else "", la_code, establishment_number


def _readings(asked: Asked, places: Collection[str]) -> list[tuple[str, str, float]]:
    """Give the ways to read a text: (name, place, cost), as a whole, without places and roles at its end, in parts."""
    words = re.sub(r"\bches\b", "cheshire", plain_words(asked.text)).split()
    half = len(words) // 2
    if half and words[:half] == words[half:]:
        words = words[:half]
    readings = {(" ".join(words), ""): 0.0}
    place = None
    while words:
        shorter = _ROLE_AT_THE_END.sub("", " ".join(words)).split()
        if 0 < len(shorter) < len(words):
            words = shorter
        else:
            found = _place_at_the_end(words, places)
            if not found:
                break
            place, words = found, words[: -len(found.split())]
        readings.setdefault((" ".join(words), place or ""), 0.0)
    for name, at_the_end in list(readings):
        for rest, found, cost in _without_the_start(name.split(), places):
            readings.setdefault((rest, found or at_the_end), cost)
    pieces = [piece for text in _SEPARATORS.split(asked.text) if (piece := plain_words(text))]
    marks = [_mark(piece, places) for piece in pieces]
    names = [piece for piece, mark in zip(pieces, marks, strict=True) if mark is None]
    said = next((mark for mark in marks if mark), "")
    if len(pieces) > 1:
        # What is no role and no trust, with the places and without them; a name may itself look like a place.
        in_order = [piece for piece, mark in zip(pieces, marks, strict=True) if mark != ""]
        readings.setdefault((" ".join(dict.fromkeys(in_order)), said), 0.01)
        readings.setdefault((" ".join(names), said), 0.01)
        for position, piece in enumerate(pieces):
            others = marks[:position] + marks[position + 1 :]
            if all(mark is not None for mark in others):
                readings.setdefault((piece, next((mark for mark in others if mark), "")), 0.01)
    return [(name, place, cost) for (name, place), cost in readings.items() if name]


def _without_the_start(words: Sequence[str], places: Collection[str]) -> list[tuple[str, str, float]]:
    """Give what is left without a role or a place at the start, with the place and the cost.

    Where a word that any school may have follows, the place is the school's name: "Thingwall Primary School".
    """
    text = " ".join(words)
    found = [(_ROLE_AT_THE_START.sub("", text), "", 0.0)]
    found += [
        (" ".join(words[length:]), " ".join(words[:length]), 0.02)
        for length in (4, 3, 2, 1)
        if len(words) > length
        and " ".join(words[:length]) in places
        and (words[length] == "the" or not is_plain(words[length]))
    ]
    return [
        each
        for each in found
        if each[0] != text and each[0] not in places and any(not is_plain(word) for word in each[0].split())
    ]


def _place_at_the_end(words: Sequence[str], places: Collection[str]) -> str | None:
    for length in (4, 3, 2, 1):
        place = " ".join(words[-length:])
        if len(words) > length and place in places:
            return place
    return None


def _mark(piece: str, places: Collection[str]) -> str | None:
    """Give the place that a piece beside a name is, "" for a role or a trust, None for what may matter."""
    place = " ".join(_OF_A_COUNCIL.sub(" ", re.sub(r"\bches\b", "cheshire", piece)).split())
    if place in places:
        return place
    if _WITHOUT_WEIGHT.search(piece) or _OF_AN_ADDRESS.search(piece) or _FORMERLY.search(piece):
        return ""
    if not re.sub(r"\b(of|and|for)\b", "", _ROLE.sub("", piece)).strip(" 0123456789"):
        return ""
    squashed = place.replace(" ", "")
    near = process.extractOne(
        squashed, [known.replace(" ", "") for known in places], scorer=OSA.normalized_similarity, score_cutoff=0.82
    )
    if near and len(squashed) > 4:
        return next(known for known in places if known.replace(" ", "") == near[0])
    return None


def _forms(name: SchoolName, places: Collection[str]) -> list[tuple[str, float]]:
    """Give the ways to write a school's distinctive words: (core, cost)."""
    forms = {name.core: 0.0}
    words = name.words
    if len(words) > 1:
        forms.setdefault("".join(sorted(words)), 0.02)
    without = "".join(word for word in words if word not in _OFTEN_LEFT_OUT)
    if len(without) > 3:
        forms.setdefault(without, 0.03)
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
    if place in school.places or f" {place} " in f" {plain_words(school.name)} ":
        return 0.02
    return -0.08 if len(school.places) > 1 else 0.0


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

"""How alike two school names are, and which of many schools a name is likest to."""

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reach.matching.names import STAGES, SchoolName
from reach.matching.readings import PLACES_ANYWHERE, Reader, Reading

GOOD_ENOUGH = 0.78
"""A name of five letters with one wrong is 0.8 alike, and may be meant; one of four letters with one wrong may not."""

CLEARLY_BETTER = 0.05
"""By how much the likest school must stand out from the next before it is taken."""

VERY_SAME = 0.06
"""What is added for a name that is letter for letter the school's, common words written out."""

ENOUGH_BESIDE_OTHER_EVIDENCE = 0.7

SILENT = 0.06
"""What it takes away, at most, that a text is silent of kind and faith."""
HARDLY_MISTYPED = 0.93
"""Less alike, a name has a letter wrong, and another school that has the very words may be meant."""
JUST_LESS = 0.005

WHOLE_ALIKE, WHOLE_COST = 0.8, 0.08
"""How alike whole names must be where the distinctive words are not, and what that takes away."""

_OFTEN_LEFT_OUT = frozenset({"endowed", "parish", "memorial", "foundation"})


class Named(NamedTuple):
    """A school as the index knows it.

    plain: its name as plain words; places: its town, village and local authority, as plain words;
    phase: what the register says it teaches, or "".
    """

    urn: int
    name: str
    plain: str
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
    """Many schools, to be asked which are likest to a name as somebody typed it."""

    def __init__(self, schools: Iterable[Named], reader: Reader, *, are_towns_names: bool = False) -> None:
        self._reader = reader
        self._are_towns_names = are_towns_names
        self._by_core: dict[str, list[tuple[Named, SchoolName, _Form]]] = defaultdict(list)
        self._by_full: dict[str, list[tuple[Named, SchoolName]]] = defaultdict(list)
        for school in schools:
            name = reader.take_apart(school.name)
            self._by_full[name.full].append((school, name))
            for form in _forms(name, reader.places.names):
                self._by_core[form.core].append((school, name, form))
        self._cores, self._fulls = _Near(self._by_core), _Near(self._by_full)

    @functools.cached_property
    def _by_part(self) -> dict[str, list[tuple[Named, SchoolName]]]:
        """The schools by the words that stand together in their names, without spaces, the whole name excepted."""
        parts: dict[str, list[tuple[Named, SchoolName]]] = defaultdict(list)
        for found in self._by_full.values():
            for school, name in found:
                for part in _parts(name.words):
                    parts[part].append((school, name))
        return parts

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
        readings = self._readings(asked)
        for name, place, cost, _ in readings:
            for core, alike in self._cores.to(name.core, at_least - most_added):
                for school, its_name, form in self._by_core[core]:
                    score = alike - cost - form.cost - _difference(name, its_name, school)
                    note(school, place, score + VERY_SAME * (name.full == form.full))
        whole_alike = max(at_least + WHOLE_COST, WHOLE_ALIKE)
        if all(each.score < GOOD_ENOUGH for each in best.values()):
            # A slip in a common word ("Pirmray Schcool") makes it look like a distinctive one; whole names tell.
            for name, place, cost, _ in readings:
                for full, alike in self._fulls.to(name.full, whole_alike):
                    for school, _ in self._by_full[full]:
                        note(school, place, alike - cost - WHOLE_COST)
        return _ranked(best.values())

    def with_parts(self, asked: Asked, alike: Sequence[Likeness]) -> list[Likeness]:
        """Add the schools of whose names a text may be a part: "Weston" of "Weston Village Primary School".

        Who names the kind of school, too, has written the whole name. A part is never enough by itself, but it makes
        what is found doubtful, being as alike.
        """
        likest = alike[0] if alike and alike[0].score >= GOOD_ENOUGH else None
        readings = self._readings(asked)
        is_kind_said = any(each.name.kinds & STAGES for each in readings)
        if likest and likest.score >= HARDLY_MISTYPED and is_kind_said:
            return list(alike)
        found = {each.school.urn: each for each in alike}
        # A slip of the pen makes a text no part of a name, but what it is likest to may be one.
        is_slip = likest and likest.score < HARDLY_MISTYPED and not is_kind_said
        meant = self._by_part.get(self._reader.take_apart(likest.school.name).core, ()) if likest and is_slip else ()
        for name, place, _, _ in readings:
            for school, its_name in (*self._by_part.get(name.core, ()), *meant):
                if _difference(name, its_name, school) <= SILENT:
                    score = _as_alike_as(likest, school, place, asked.postcode) if likest else GOOD_ENOUGH
                    found.setdefault(school.urn, Likeness(school, score - JUST_LESS))
        return _ranked(found.values())

    def _readings(self, asked: Asked) -> list[Reading]:
        return [each for each in self._reader.readings(asked.text) if self._are_towns_names or not each.is_only_a_town]

    def containing(self, asked: Asked) -> list[Likeness]:
        """Give the schools whose names have all the distinctive words of a text: enough where little else is near."""
        words = set(self._reader.take_apart(asked.text).words)
        if not any(len(word) > 3 for word in words):
            return []
        return [
            Likeness(school, ENOUGH_BESIDE_OTHER_EVIDENCE)
            for found in self._by_full.values()
            for school, its_name in found
            if words <= set(its_name.words)
        ]


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


def _ranked(found: Iterable[Likeness]) -> list[Likeness]:
    return sorted(found, key=lambda each: (-each.score, each.school.urn))


def _as_alike_as(likest: Likeness, school: Named, place: str, postcode: str) -> float:
    """Give the likest score to another school, less where place or postcode speak rather for the likest."""
    return (
        min(likest.score, 1.0)
        + min(0.0, _place_agrees(place, school) - _place_agrees(place, likest.school))
        + min(0.0, _postcode_agrees(postcode, school) - _postcode_agrees(postcode, likest.school))
    )


def _parts(words: Sequence[str]) -> set[str]:
    """Give the words that stand together in a name, without spaces, but not the whole name."""
    return {
        "".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        if end - start < len(words)
    }


class _Form(NamedTuple):
    """A way to write a school's name: its distinctive words, what that takes away, and the whole without spaces."""

    core: str
    cost: float
    full: str


def _forms(name: SchoolName, places: Collection[str]) -> list[_Form]:
    """Give the ways to write a school's name, each core once.

    Without a town behind it, it is still the very name: "St Joseph's Primary School" of "..., Birkenhead".
    """
    words = name.words
    forms = [_Form(name.core, 0.0, name.full)]
    if len(words) > 1:
        forms.append(_Form("".join(sorted(words)), 0.02, name.full))
    forms.append(_Form("".join(word for word in words if word not in _OFTEN_LEFT_OUT), 0.03, name.full))
    for length in (1, 2):
        if len(words) > length:
            if " ".join(words[:length]) in places:
                forms.append(_Form("".join(words[length:]), 0.06, name.full))
            if " ".join(words[-length:]) in places:
                full = name.full.removesuffix("".join(words[-length:]))
                forms.append(_Form("".join(words[:-length]), 0.04, full))
    once: dict[str, _Form] = {}
    for form in forms:
        if form.core == name.core or len(form.core) > 3:
            once.setdefault(form.core, form)
    return list(once.values())


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
    if not place or place in PLACES_ANYWHERE:
        return 0.0
    if place in school.places or f" {place} " in f" {school.plain} ":
        return 0.02
    return -0.08 if len(school.places) > 1 else -0.04


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

"""How alike two school names are, and which of many schools a name is likest to."""

import functools
import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reach.matching.names import STAGES, SchoolName, without_federation, without_legal_tail
from reach.matching.readings import PLACES_ANYWHERE, Reader, Reading

GOOD_ENOUGH = 0.78
"""A name of five letters with one wrong is 0.8 alike, and may be meant; one of four letters with one wrong may not."""

CLEARLY_BETTER = 0.05
"""By how much the likest school must stand out from the next before it is taken."""

VERY_SAME = 0.12
"""What is added for a name that is letter for letter the school's, common words written out."""

SAME_BUT_FOR_COMMON_WORDS = 0.06
"""What is added where only words such as "school" and "academy" differ, and the text says what kind of school it is."""

SAME_BUT_FOR_A_SLIP = 0.06
"""What is added where the slips in the distinctive words are all that differs, common words written out."""
MOST_FOR_A_SLIP = 0.99

IN_ITS_TOWN = 0.94
"""How alike a part of a name is where the text says the school's town, and no school there has the whole name."""
BEGINS_A_NAME = 5
"""So many letters of a school's name may stand for all of it, where no other name in England has them."""

ENOUGH_BESIDE_OTHER_EVIDENCE = 0.7

SILENT = 0.06
"""What it takes away, at most, that a text is silent of kind and faith."""
HARDLY_MISTYPED = 0.93
"""Less alike, a name has a letter wrong, and another school that has the very words may be meant."""
JUST_LESS = 0.005

WHOLE_ALIKE, WHOLE_COST = 0.8, 0.08
"""How alike whole names must be where the distinctive words are not, and what that takes away."""

OTHER_KIND = 0.35
"""What it takes away that a text says another kind of school, such as infant for junior."""

MOST_FOR_PLACE, MOST_FOR_POSTCODE, FOR_HALF_A_POSTCODE = 0.02, 0.1, 0.03
"""What it adds, at most, that a place, a postcode or its first half is the school's."""

GUESSED_ELSEWHERE = 0.15
"""What it takes away besides that a place is only like one that is known, and not the school's: "Huntingdon" is not
Huntington, and a town that nobody here knows."""

_ROUNDING = 1e-6
"""Less than a difference in likeness that counts: RapidFuzz passes over some texts that are just as alike as asked."""
_REMEMBERED = 50_000

_OFTEN_LEFT_OUT = frozenset({"endowed", "parish", "memorial", "foundation"})


class Named(NamedTuple):
    """A school as the index knows it.

    plain: its name as plain words; places: its town, village and local authority, as plain words;
    towns: the first two of these; phase: what the register says it teaches, or "".
    """

    urn: int
    name: str
    plain: str
    places: frozenset[str]
    towns: frozenset[str]
    postcode: str
    phase: str


class Asked(NamedTuple):
    """What a row says of the school by name and place. postcode may be only its first half."""

    text: str
    postcode: str


class Likeness(NamedTuple):
    """A school that may be meant, and how alike it is: 1.0 is the same name.

    is_in_place: the text says where it is. silence: how much of what is missing is only what the text does not say of
    kind, faith and town. is_whole: the text is the whole name. is_exact: it is the name without common words.
    is_beginning: it begins the name. is_of_other_kind: it says another kind of school.
    """

    school: Named
    score: float
    is_in_place: bool = False
    silence: float = 0.0
    is_whole: bool = False
    is_exact: bool = False
    is_namesake: bool = False
    is_beginning: bool = False
    is_of_other_kind: bool = False
    core: str = ""

    @property
    def unsaid(self) -> float:
        """How alike it would be if the text said kind, faith and town, and they were the school's."""
        return self.score + self.silence


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
            for form in _forms(name, reader.places.names, school.towns):
                self._by_core[form.core].append((school, name, form))
            for shorter in dict.fromkeys((without_legal_tail(school.name), without_federation(school.name))):
                if shorter == school.name:
                    continue
                short = reader.take_apart(shorter)
                for form in _forms(short, reader.places.names, school.towns):
                    self._by_core[form.core].append((school, short, form))
        self._cores, self._fulls = _Near(self._by_core), _Near(self._by_full)
        self._cores_at: dict[str, list[str]] = defaultdict(list)
        for core, found in self._by_core.items():
            for postcode in {school.postcode for school, _, _ in found if school.postcode}:
                self._cores_at[postcode].append(core)

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

        def note(found: Likeness, reading: Reading, place_adds: float, postcode_adds: float) -> None:
            placed = _placed(found, reading, place_adds, postcode_adds)
            if placed.score >= at_least:
                best[placed.school.urn] = _better(placed, best.get(placed.school.urn))

        readings = self._readings(asked)
        for reading in readings:
            for found, place_adds, postcode_adds in self._near(reading, asked, at_least):
                note(found, reading, place_adds, postcode_adds)
        whole_alike = max(at_least + WHOLE_COST, WHOLE_ALIKE)
        if all(each.score < GOOD_ENOUGH for each in best.values()):
            # A slip in a common word ("Pirmray Schcool") makes it look like a distinctive one; whole names tell.
            for reading in readings:
                for full, alike in self._fulls.to(reading.name.full, whole_alike):
                    for school, _ in self._by_full[full]:
                        note(
                            Likeness(school, alike - reading.cost - WHOLE_COST),
                            reading,
                            _place_agrees(reading.place, school),
                            _postcode_agrees(asked.postcode, school.postcode),
                        )
        return _ranked(best.values())

    def _near(self, reading: Reading, asked: Asked, at_least: float) -> Iterator[tuple[Likeness, float, float]]:
        """Give the schools that may be so alike, each with what place and postcode add to that.

        Only those are judged that place and postcode could still make so alike.
        """
        # What place and postcode can add; the name itself adds something only where it is the very same.
        most_added = MOST_FOR_POSTCODE + MOST_FOR_PLACE if asked.postcode else MOST_FOR_PLACE
        for_a_slip = SAME_BUT_FOR_A_SLIP if at_least > GOOD_ENOUGH else 0.0
        added = for_a_slip + MOST_FOR_PLACE * bool(reading.place) + FOR_HALF_A_POSTCODE * bool(asked.postcode)
        enough = at_least + reading.cost - added - _ROUNDING
        there = self._cores_at.get(asked.postcode, ())
        for core, alike in self._cores.to(reading.name.core, at_least - most_added, enough, there):
            for school, its_name, form in self._by_core[core]:
                place_adds = _place_agrees(reading.place, school)
                postcode_adds = _postcode_agrees(asked.postcode, school.postcode)
                most = alike - reading.cost + place_adds + postcode_adds + for_a_slip
                if alike == 1.0 or most >= at_least - _ROUNDING:
                    yield _likeness(reading, school, its_name, form, alike), place_adds, postcode_adds

    def with_parts(self, asked: Asked, alike: Sequence[Likeness]) -> list[Likeness]:
        """Add the schools of whose names a text may be a part: "Weston" of "Weston Village Primary School".

        Who names the kind of school, too, has written the whole name. A part is never enough by itself, but it makes
        what is found doubtful, being as alike.
        """
        likest = alike[0] if alike and alike[0].score >= GOOD_ENOUGH else None
        readings = self._readings(asked)
        is_kind_named = any(each.name.kinds & STAGES for each in readings)
        if any(each.is_exact for each in alike) and not is_kind_named:
            return list(alike)
        if likest and likest.score >= HARDLY_MISTYPED and is_kind_named:
            return self._with_namesakes(asked, alike)
        found = {each.school.urn: each for each in alike}

        def note(part: Likeness) -> None:
            known = found.get(part.school.urn)
            if known is None or known.score < part.score:
                found[part.school.urn] = part

        # A slip of the pen makes a text no part of a name, but what it is likest to may be one.
        is_same = likest is not None and any(each.name.core == likest.core for each in readings)
        is_slip = likest and likest.score < HARDLY_MISTYPED and not (is_kind_named or is_same)
        meant = self._by_part.get(likest.core, ()) if likest and is_slip else ()
        is_place_known = likest is not None and likest.is_in_place
        for reading in readings:
            for school, its_name in self._by_part.get(reading.name.core, ()):
                if _difference(reading.name, its_name, school)[0] <= SILENT:
                    note(self._part(reading, school, its_name, asked, likest, is_place_known=is_place_known))
            for school, its_name in meant:
                if _difference(reading.name, its_name, school)[0] <= SILENT:
                    note(self._part(reading, school, its_name, asked, likest, is_place_known=True))
        return _ranked(found.values())

    def _with_namesakes(self, asked: Asked, alike: Sequence[Likeness]) -> list[Likeness]:
        """Add the schools named after the same saint, of the same kind and faith, with a village in front.

        "St Mary's CofE Primary School" is what people of Overleigh St Mary's write, too.
        """
        found = {each.school.urn: each for each in alike}
        likest = alike[0]
        for reading in self._readings(asked):
            if reading.name.words[:1] != ("st",):
                continue
            for school, its_name in self._by_part.get(reading.name.core, ()):
                is_behind = its_name.words[-len(reading.name.words) :] == reading.name.words
                is_same = its_name.kinds == reading.name.kinds and its_name.faiths == reading.name.faiths
                if is_behind and is_same and (not reading.place or reading.place in school.places):
                    score = likest.score - JUST_LESS
                    known = found.get(school.urn)
                    if known is None or known.score < score:
                        found[school.urn] = Likeness(school, score, is_whole=True, is_namesake=True)
        return _ranked(found.values())

    @staticmethod
    def _part(
        reading: Reading,
        school: Named,
        its_name: SchoolName,
        asked: Asked,
        likest: Likeness | None,
        *,
        is_place_known: bool,
    ) -> Likeness:
        """Give how alike a school is of whose name a text may be a part."""
        words = reading.name.words
        is_beginning = its_name.words[: len(words)] == words and len(reading.name.core) >= BEGINS_A_NAME
        is_distinctive = is_beginning or (len(words) > 1 and len(reading.name.core) >= BEGINS_A_NAME)
        if reading.place in school.towns and is_distinctive and not is_place_known:
            silence = _difference(reading.name, its_name, school)[1]
            return Likeness(school, IN_ITS_TOWN, is_in_place=True, silence=silence)
        score = _as_alike_as(likest, school, reading.place, asked.postcode) if likest else GOOD_ENOUGH
        silence = likest.silence if likest else 0.0
        return Likeness(school, score - JUST_LESS, silence=silence, is_beginning=is_beginning and not reading.place)

    def has_part(self, words: Sequence[str]) -> bool:
        """Whether some school is called so, or has these words together in its name."""
        return f" {' '.join(words)} " in self._all_words

    @functools.cached_property
    def _all_words(self) -> str:
        return " | ".join(["", *(" ".join(name.words) for found in self._by_full.values() for _, name in found), ""])

    def _readings(self, asked: Asked) -> list[Reading]:
        """Give the ways to read a text that may be a school's name."""
        return [
            each
            for each in self._reader.readings(asked.text)
            if (self._are_towns_names or not each.is_only_a_town)
            and (not each.is_of_a_trust or each.name.full in self._by_full)
        ]

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

    They are kept by first letter and length, and by last letter and length: a text that differs at both ends as
    well as in length is not near.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._places = {text: place for place, text in enumerate(texts)}
        self._by_first = _by_letter(self._places, lambda text: text[:1])
        self._by_last = _by_letter(self._places, lambda text: text[-1:])

    def to(self, text: str, at_least: float, enough: float = 0.0, there: Sequence[str] = ()) -> list[tuple[str, float]]:
        """Give the texts that are so alike, with how much; of the shortest ones only the same.

        enough: how alike they must be to be of any use, where that is more; those that are there need not be.
        """
        if len(text) < 4 or at_least >= 1:
            return [(text, 1.0)] if text in self._places else []
        most_edits = max(1, round(len(text) * (1 - at_least)))
        shortest, longest = len(text) - most_edits, len(text) + most_edits
        cutoff = min(max(at_least, enough), 1.0)
        found: dict[str, float] = {}
        for texts in (self._by_first.get(text[0]), self._by_last.get(text[-1])):
            if texts:
                # One that differs by more letters than that cannot be so alike.
                first = max(shortest, math.floor(len(text) * cutoff))
                last = min(longest, math.ceil(len(text) / cutoff))
                near = process.extract(
                    text,
                    texts.of_lengths(first, last),
                    scorer=OSA.normalized_similarity,
                    score_cutoff=cutoff,
                    limit=None,
                )
                found.update((each, score) for each, score, _ in near)
        for other in there:
            if shortest <= len(other) <= longest and (other[:1] == text[0] or other[-1:] == text[-1]):
                score = OSA.normalized_similarity(text, other, score_cutoff=at_least)
                if score:
                    found[other] = score
        return sorted(
            found.items(), key=lambda each: (len(each[0]), each[0][:1] != text[0], -each[1], self._places[each[0]])
        )


class _ByLength:
    """Texts from the shortest to the longest, to be asked for those of some lengths."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = sorted(texts, key=len)
        self._lengths = list(map(len, self._texts))

    def of_lengths(self, shortest: int, longest: int) -> list[str]:
        return self._texts[bisect_left(self._lengths, shortest) : bisect_right(self._lengths, longest)]


def _by_letter(texts: Iterable[str], letter: Callable[[str], str]) -> dict[str, _ByLength]:
    by_letter: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        by_letter[letter(text)].append(text)
    return {each: _ByLength(found) for each, found in by_letter.items()}


def _ranked(found: Iterable[Likeness]) -> list[Likeness]:
    return sorted(found, key=lambda each: (-each.score, each.school.urn))


def _as_alike_as(likest: Likeness, school: Named, place: str, postcode: str) -> float:
    """Give the likest score to another school, less where place or postcode speak rather for the likest."""
    return (
        min(likest.score, 1.0)
        + min(0.0, _place_agrees(place, school) - _place_agrees(place, likest.school))
        + min(0.0, _postcode_agrees(postcode, school.postcode) - _postcode_agrees(postcode, likest.school.postcode))
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
    """A way to write a school's name: its distinctive words, what that takes away, and the whole without spaces.

    bare: the whole without common words, or "". is_name: it is the name, at most without the town where it is: town.
    """

    core: str
    cost: float
    full: str
    bare: str = ""
    is_name: bool = False
    town: str = ""


def _forms(name: SchoolName, places: Collection[str], towns: Collection[str]) -> list[_Form]:
    """Give the ways to write a school's name, each core once.

    Without a town behind it, it is still the very name: "St Joseph's Primary School" of "..., Birkenhead".
    """
    words = name.words
    forms = [_Form(name.core, 0.0, name.full, name.bare, is_name=True)]
    if len(words) > 1:
        forms.append(_Form("".join(sorted(words)), 0.02, name.full))
    forms.append(_Form("".join(word for word in words if word not in _OFTEN_LEFT_OUT), 0.03, name.full))
    for length in (1, 2):
        if len(words) > length:
            front, behind = " ".join(words[:length]), " ".join(words[-length:])
            if front in places:
                forms.append(_Form("".join(words[length:]), 0.06, name.full, is_name=front in towns, town=front))
            if behind in places:
                end = behind.replace(" ", "")
                full, bare = name.full.removesuffix(end), name.bare.removesuffix(end)
                forms.append(_Form("".join(words[:-length]), 0.04, full, bare, is_name=behind in towns, town=behind))
    once: dict[str, _Form] = {}
    for form in forms:
        if form.core == name.core or len(form.core) > 3:
            once.setdefault(form.core, form)
    return list(once.values())


def _likeness(reading: Reading, school: Named, its_name: SchoolName, form: _Form, alike: float) -> Likeness:
    """Give how alike a school is whose distinctive words, written in some form, are so alike to those of a text."""
    name = reading.name
    if form.town and reading.place == form.town:
        form = form._replace(cost=0.01, is_name=True)  # The text says the town, only not in front of the name.
    difference, silence = _difference(name, its_name, school)
    score = alike - reading.cost - form.cost - difference
    silence += form.cost if form.is_name and not reading.place else 0.0
    is_same = alike == 1.0
    is_kind_named = bool(name.kinds & STAGES)
    is_very_same = is_same and name.full == form.full and (is_kind_named or form.core == its_name.core)
    is_nearly_whole = is_same and is_kind_named and name.bare == form.bare
    is_whole = is_very_same or (is_nearly_whole and not {"nursery"} & (name.kinds ^ its_name.kinds))
    if is_very_same:
        score += VERY_SAME
    elif is_nearly_whole:
        score += SAME_BUT_FOR_COMMON_WORDS
    elif not is_same and GOOD_ENOUGH <= score < MOST_FOR_A_SLIP and _differs_by_a_slip(name, its_name):
        score = min(score + SAME_BUT_FOR_A_SLIP, MOST_FOR_A_SLIP)
    is_namesake = (
        is_same
        and form.is_name
        and difference <= SILENT
        and (reading.is_whole or reading.place in school.places)
        and (len(name.words) > 1 or (reading.plain.startswith("the ") and school.plain.startswith("the ")))
    )
    return Likeness(
        school,
        score,
        silence=silence,
        is_whole=is_whole,
        is_exact=is_namesake and form.cost == 0,
        is_namesake=is_namesake,
        is_of_other_kind=difference >= OTHER_KIND,
        core=form.core,
    )


def _placed(found: Likeness, reading: Reading, place_adds: float, postcode_adds: float) -> Likeness:
    """Give a likeness with what place and postcode add to it, or take away."""
    if not place_adds and not postcode_adds:
        return found
    if place_adds < 0:
        place_adds -= SAME_BUT_FOR_COMMON_WORDS * found.is_whole + GUESSED_ELSEWHERE * reading.is_place_guessed
    return found._replace(score=found.score + place_adds + postcode_adds, is_in_place=place_adds > 0)


def _better(found: Likeness, known: Likeness | None) -> Likeness:
    """Give the better of two likenesses of a school, with what either of them has in its favour."""
    if known is None:
        return found
    return max(known, found, key=lambda each: each.score)._replace(
        is_in_place=found.is_in_place or known.is_in_place,
        is_exact=found.is_exact or known.is_exact,
        is_namesake=found.is_namesake or known.is_namesake,
    )


def _differs_by_a_slip(name: SchoolName, its_name: SchoolName) -> bool:
    """Whether two names differ in nothing but their distinctive words."""
    return len(name.words) == len(its_name.words) and OSA.distance(name.full, its_name.full) <= OSA.distance(
        name.core, its_name.core
    )


def _difference(asked: SchoolName, school: SchoolName, named: Named) -> tuple[float, float]:
    """Give what kind and faith take away, and how much of it because the text is silent.

    Much where they contradict each other, little where one is silent.
    """
    return _difference_in_words(asked.kinds, asked.faiths, school.kinds, school.faiths, named.phase)


@functools.lru_cache(_REMEMBERED)
def _difference_in_words(
    kinds_asked: frozenset[str],
    faiths_asked: frozenset[str],
    kinds: frozenset[str],
    faiths: frozenset[str],
    phase: str,
) -> tuple[float, float]:
    stages_asked = kinds_asked & STAGES
    cost = _stage_difference(stages_asked, kinds & STAGES or _implied(phase)) if stages_asked else 0.0
    silence = 0.02 if kinds & STAGES and not stages_asked else 0.0
    for others in ({"girls", "boys"}, {"grammar"}):
        mine, theirs = kinds_asked & others, kinds & others
        if mine and theirs and mine != theirs:
            cost += OTHER_KIND
        elif theirs and not mine and not stages_asked:
            silence += 0.05
        elif mine != theirs:
            cost += 0.05
    if faiths_asked and faiths:
        cost += 0.0 if faiths_asked == faiths else 0.03 if faiths_asked & faiths else 0.3
    elif faiths_asked:
        cost += 0.07
    elif faiths:
        silence += 0.03
    return cost + silence, silence


def _stage_difference(asked: frozenset[str], school: frozenset[str]) -> float:
    """Give what the stages that a text names take away."""
    if asked & school:
        return 0.01 * len(asked ^ school)
    if asked == {"nursery"}:
        # A nursery that is called after its village is hardly the school there.
        return OTHER_KIND
    if not school:
        return 0.05
    both = asked | school
    if both == {"secondary", "college"}:
        # A secondary school may have a sixth form that is not in its name.
        return 0.05
    is_near = both <= {"primary", "infant", "junior", "first", "nursery"} and "primary" in both
    return 0.1 if is_near else OTHER_KIND


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
        return MOST_FOR_PLACE
    return -0.08 if len(school.places) > 1 else -0.04


@functools.lru_cache(_REMEMBERED)
def _postcode_agrees(postcode: str, of_school: str) -> float:
    """Weigh a postcode, or its first half, in upper case without spaces, against a school's."""
    if not postcode or not of_school:
        return 0.0
    if postcode == of_school:
        return MOST_FOR_POSTCODE
    first_half = of_school[:-3]
    if postcode in (first_half, first_half + postcode[-3:]):
        return FOR_HALF_A_POSTCODE
    same_area = re.match(r"[A-Z]+", postcode), re.match(r"[A-Z]+", first_half)
    return -0.08 if same_area[0] and same_area[1] and same_area[0][0] == same_area[1][0] else -0.2

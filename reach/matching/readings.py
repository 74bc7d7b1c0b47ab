"""The ways to read what somebody typed as a school: without roles, places, streets and trusts around the name."""

import functools
import itertools
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reach.matching.names import SchoolName, is_plain, plain_words, put_right, take_apart

_TEXTS_REMEMBERED = 20_000
_WORDS_REMEMBERED = 100_000
LIKE_A_WORD = 0.7
"""So alike, a word of a text is one of the name's, mistyped."""
LIKE_A_PLACE = 0.82

PLACES_ANYWHERE = frozenset({"cheshire", "merseyside", "england", "united kingdom", "east cheshire", "west cheshire"})
_ROLE_WORDS = (
    r"head ?teacher|deputy( head)?|assistant head|head of maths|head|teacher|ta|slt|subject lead|leader|lead"
    r"|coordinator|hlta|ect|nqt|scitt|trainee|pgce|student|governor|staff|maths|mathematics|department|dept|hod|hub"
    r"|i work|team|smt|eyfs|reception|nursery class|ks ?\d|key stage \d|(year|yr|y) ?(\d+|r)|x ?\d+ places|places|class"
    r"|principal|vice principal|senior leader|ht|dht|aht|sle|senco|sendco"
)
_ROLE = re.compile(rf"\b({_ROLE_WORDS})\b")
_ROLE_AT_THE_START = re.compile(rf"^(({_ROLE_WORDS}) )+((at|of|from|for) )?")
_ROLE_AT_THE_END = re.compile(rf"( ({_ROLE_WORDS}|la|lea|mbc|bc|local authority|(borough )?council))+$")
_WITHOUT_WEIGHT = re.compile(r"\b(trust|mat|federation|learning|partnership|alliance|group)\b")
_OF_A_TRUST = re.compile(r"\b(trust|mat|federation|academies|alliance|partnership)$")
_OF_A_COUNCIL = re.compile(
    r"\b((metropolitan )?borough( of)?|(borough |city )?council|mbc|bc|la|lea|local authority|in)\b"
)
_OF_AN_ADDRESS = re.compile(
    r"\b(lane|road|rd|street|avenue|ave|drive|close|crescent|grove|way)( (north|south|east|west))?$"
)
_GLUE = frozenset({"the", "and", "for", "with"})
_FORMERLY = re.compile(
    r"(?<=\w)\W+(formerly|formally|previously|was|used to be|ex)\b(?!\W*$).*", re.IGNORECASE | re.DOTALL
)
"""A former name behind the name: "Leftwich Primary (formerly Leftwich County Infant School)"."""
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?|[A-Z]{2}[IL]\d)\s*([\dOIL][A-Z]{2})\b", re.IGNORECASE)
_BETWEEN_SCHOOLS = re.compile(r"\s[-–—|/]\s|[,;(|/\n&+]|\band\b", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s[-–—|/]\s|[,;(|/)]|\.\s|\bat\b|@|\s-|-\s|\bin\b", re.IGNORECASE)
_DFE_NUMBER = re.compile(r"(?<!\d)(?<!\d )([2-9]\d{2})\s?[-/]?\s?(\d{4})(?!\s?\d)")


class Reading(NamedTuple):
    """A way to read a text: as this name, at this place or "", which takes this much away.

    is_only_a_town: such is no name of a school; who writes "Macclesfield" may mean any school there.
    is_whole: the text as it stands, nothing of it taken for a place or a role.
    is_of_a_trust: a name of a trust or federation, which is no school's, be it called after one.
    is_place_guessed: the place is not written so, but like it. plain: the name as plain words.
    """

    name: SchoolName
    place: str
    cost: float
    is_only_a_town: bool
    is_whole: bool
    is_of_a_trust: bool
    is_place_guessed: bool
    plain: str


class Reader:
    """Reads texts, knowing the words that schools are named with, the places beside a name, and which are towns."""

    def __init__(self, proper_words: frozenset[str], places: Collection[str], towns: Collection[str]) -> None:
        self._proper_words = proper_words
        self._put_right = functools.lru_cache(_WORDS_REMEMBERED)(lambda word: put_right(word, proper_words))
        self.places = _Places(frozenset(places) | PLACES_ANYWHERE, proper_words)
        self._towns_squashed = frozenset(town.replace(" ", "") for town in towns)
        self._words_of_places = frozenset(word for place in self.places.names for word in place.split())
        self.readings = functools.lru_cache(_TEXTS_REMEMBERED)(self._readings)
        self._taken_apart = functools.lru_cache(_TEXTS_REMEMBERED)(
            lambda plain: take_apart(plain, proper_words, self._put_right)
        )

    def take_apart(self, text: str) -> SchoolName:
        """Take a name apart."""
        return self._taken_apart(plain_words(text))

    def _readings(self, text: str) -> tuple[Reading, ...]:
        """Give the ways to read a text."""
        ways = _ways_to_read(text, self.places)
        whole = ways[0][0] if ways else ""
        return tuple(
            Reading(
                name,
                place,
                cost,
                self._is_only_a_town(name),
                plain == whole,
                bool(_OF_A_TRUST.search(plain)),
                place not in whole,
                plain,
            )
            for plain, place, cost in ways
            if (name := self.take_apart(plain)).core
        )

    def pieces_beside(self, text: str, school_name: str) -> list[str]:
        """Give the parts of a text that may name a school beside that of the name: "A and B", "A / B"."""
        pieces = [plain_words(piece) for piece in _BETWEEN_SCHOOLS.split(text)]
        if len(pieces) < 2:
            return []
        words_of_school = self.take_apart(school_name).words
        return [piece for piece in pieces if piece and self._is_of_another(piece, words_of_school)]

    def _is_of_another(self, piece: str, words_of_school: Sequence[str]) -> bool:
        """Whether a piece says more than the school's name, places, roles and a trust.

        A place that any school's common words follow is a name: "Prestbury Primary", but not "Nursery School, Widnes".
        """

        def is_of_school(word: str) -> bool:
            return bool(
                process.extractOne(word, words_of_school, scorer=OSA.normalized_similarity, score_cutoff=LIKE_A_WORD)
            )

        name = self.take_apart(piece)
        strange = [word for word in name.words if not (is_of_school(word) or is_plain(word))]
        if not strange or _WITHOUT_WEIGHT.search(piece):
            return False
        if name.has_plain_words and piece.split()[0] == strange[0]:
            return True
        is_beside_a_name = self.places.mark(piece) is not None and not _OF_AN_ADDRESS.search(piece)
        return not is_beside_a_name and any(word not in self._words_of_places for word in strange)

    def _is_only_a_town(self, name: SchoolName) -> bool:
        return name.core in self._towns_squashed and not name.has_plain_words


class _Places:
    """Places that may stand beside a name. proper_words: those that schools anywhere are really named with."""

    def __init__(self, names: frozenset[str], proper_words: frozenset[str]) -> None:
        self.names = names
        self._proper_words = proper_words
        self._by_squashed = {name.replace(" ", ""): name for name in names}
        self._squashed = list(self._by_squashed)
        self.mark = functools.lru_cache(_TEXTS_REMEMBERED)(self._mark)

    def _mark(self, piece: str) -> str | None:
        """Give the place that a piece beside a name is, "" for a role or a trust, None for what may matter."""
        place = " ".join(_OF_A_COUNCIL.sub(" ", re.sub(r"\bches\b", "cheshire", piece)).split())
        if place in self.names:
            return place
        if _WITHOUT_WEIGHT.search(piece) or _OF_AN_ADDRESS.search(piece):
            return ""
        if not re.sub(r"\b(of|and|for)\b", "", _ROLE.sub("", piece)).strip(" 0123456789"):
            return ""
        squashed = place.replace(" ", "")
        if len(squashed) < 5 or place in self._proper_words:
            # "Preston" is no "Prenton": a word that schools are named with is written as it is meant.
            return None
        near = process.extractOne(squashed, self._squashed, scorer=OSA.normalized_similarity, score_cutoff=LIKE_A_PLACE)
        return self._by_squashed[near[0]] if near else None

    def at_the_end(self, words: Sequence[str]) -> str | None:
        """Give the place that words end with, behind a name."""
        for length in (4, 3, 2, 1):
            place = " ".join(words[-length:])
            if len(words) > length and place in self.names:
                return place
        return None


def nickname_writer(nicknames: Mapping[str, str]) -> Callable[[str], str]:
    """Give what writes nicknames out in a text: each stands there as words, in any letters and with any signs.

    One that is part of its meaning, such as "Cheshire College", stays where the text has the whole meaning already, and
    one that is part of what another means is left out: "Cheshire College S&W".
    """
    meanings = {plain_words(name): means for name, means in nicknames.items()}
    if not meanings:
        return lambda text: text
    by_length = sorted(meanings, key=lambda plain: -len(plain))
    found = re.compile(
        "|".join(rf"(?<![^\W_]){_in_any_writing(plain)}(?![^\W_])" for plain in by_length), re.IGNORECASE
    )

    def write_out(text: str) -> str:
        nicknamed = found.findall(text)
        if not nicknamed:
            return text
        all_meant = {plain_words(meanings.get(plain_words(each), "")) for each in nicknamed}

        def meaning(match: re.Match[str]) -> str:
            means = meanings.get(plain_words(match[0]), match[0])
            plain = plain_words(means)
            if plain in plain_words(text):
                return match[0]
            return "" if any(plain != other and plain in other for other in all_meant) else means

        return found.sub(meaning, text)

    return write_out


def _in_any_writing(plain: str) -> str:
    """Give a pattern for plain words as people write them: "S&W" and "S and W", "St Nick's" and "St Nicks"."""
    words = [r"(?:and|&|\+)" if word == "and" else "['’]?".join(word) for word in plain.split()]
    pattern = words[0]
    for before, word in itertools.pairwise(words):
        is_sign = word.startswith("(?:and") or before.startswith("(?:and")
        pattern += (r"\W*" if is_sign else r"[^\w,;/]+") + word
    return pattern


def clues_in_text(text: str) -> tuple[str, str, str, str]:
    """Give a text without what stands in it beside the name, and postcode, LA code and establishment number.

    A former name is left out: the school is meant that is called so now.
    """
    text = _FORMERLY.sub("", text)
    postcode, number = _POSTCODE.search(text), _DFE_NUMBER.search(text)
    for found in (postcode, number):
        text = text.replace(found[0], " ") if found else text
    la_code, establishment_number = (number[1], number[2]) if number else ("", "")
    return text, f"{postcode[1]} {postcode[2]}" if postcode else "", la_code, establishment_number


def _ways_to_read(text: str, places: _Places) -> list[tuple[str, str, float]]:
    """Give the ways to read a text: (name, place, cost), as a whole, without places and roles at its end, in parts."""
    plain = re.sub(r"\bches\b", "cheshire", plain_words(text))
    words = _once(re.sub(r"\b(metropolitan )?borough of\b", "", plain).split())
    readings = {(" ".join(words), ""): 0.0}
    place = None
    while words:
        shorter = _without_an_address(_ROLE_AT_THE_END.sub("", " ".join(words)).split())
        if 0 < len(shorter) < len(words):
            words = shorter
        else:
            found = places.at_the_end(words)
            if not found:
                break
            place, words = found, words[: -len(found.split())]
        readings.setdefault((" ".join(words), place or ""), 0.0)
        if place and all(map(is_plain, words)):
            # "Catholic High Chester": the town is all of the name that is not common.
            readings.setdefault((f"{place} {' '.join(words)}", ""), 0.0)
    for name, at_the_end in list(readings):
        for rest, found, cost in _without_the_start(name.split(), places.names):
            readings.setdefault((rest, found or at_the_end), cost)
    pieces = [piece for each in _SEPARATORS.split(text) if (piece := plain_words(each))]
    marks = [places.mark(piece) for piece in pieces]
    names = [piece for piece, mark in zip(pieces, marks, strict=True) if mark is None]
    place_named = next((mark for mark in marks if mark), "")
    if len(pieces) > 1:
        # What is no role and no trust, with the places and without them; a name may itself look like a place.
        in_order = [piece for piece, mark in zip(pieces, marks, strict=True) if mark != ""]
        readings.setdefault((" ".join(dict.fromkeys(in_order)), place_named), 0.01)
        readings.setdefault((" ".join(names), place_named), 0.01)
        for position, piece in enumerate(pieces):
            others = marks[:position] + marks[position + 1 :]
            if all(mark is not None for mark in others):
                readings.setdefault((piece, next((mark for mark in others if mark), "")), 0.01)
    return [(name, place, cost) for (name, place), cost in readings.items() if name]


def _once(words: list[str]) -> list[str]:
    """Give words without the repetition of what they begin with: a name typed twice."""
    for length in range(len(words) // 2, 1, -1):
        if words[:length] == words[length : 2 * length]:
            return words[length:]
    return words


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


def _without_an_address(words: list[str]) -> list[str]:
    """Give words without a street behind the name: "Halton School 31 Main Street"."""
    if not _OF_AN_ADDRESS.search(" ".join(words)):
        return words
    # "School Lane" is a street, too: at least two words make one.
    ends = [end for end, word in enumerate(words[:-2], 1) if len(word) > 2 and word not in _GLUE and is_plain(word)]
    return words[: ends[-1]] if ends else words

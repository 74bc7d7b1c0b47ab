"""Which school is meant? Cheapest evidence first, and held rather than guessed.

A wrong match is worse than a held row: evidence that points at two schools is none.
"""

import datetime as dt
import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import duckdb
from rapidfuzz import fuzz, process

CANDIDATES_SHOWN = 3


class Establishment(NamedTuple):
    """What is known of a URN for matching."""

    urn: int
    name: str
    la_code: str
    la_name: str
    establishment_number: str | None
    status: str | None
    opened_on: dt.date | None
    closed_on: dt.date | None
    postcode: str | None
    is_in_hub: bool

    def is_open(self, day: dt.date) -> bool:
        """Whether it was open on a day, by the definition in queries/definitions/01_rules.sql."""
        return (
            self.status != "Proposed to open"
            and (self.opened_on is None or self.opened_on <= day)
            and (self.closed_on is None or self.closed_on >= day)
        )


class Clues(NamedTuple):
    """What a row says about the school, as text."""

    urn: str = ""
    la_code: str = ""
    establishment_number: str = ""
    school: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Match:
    """A school that was found, and the evidence that found it."""

    urn: int
    evidence: str


@dataclass(frozen=True)
class Candidate:
    """A school that may be meant, and why."""

    urn: int
    name: str
    why: str


@dataclass(frozen=True)
class NoMatch:
    """Why a row is held, and the schools that may be meant, best first."""

    reason: str
    candidates: tuple[Candidate, ...] = ()


def name_key(name: str) -> str:
    """Reduce a school's name to what two people who write it would both write.

    Letter case, accents, punctuation, apostrophes and a leading "The" make no difference.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9&]+", " ", re.sub(r"['’`]", "", plain)).replace("&", " and ").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def postcode_key(postcode: str) -> str:
    """Reduce a postcode to its letters and digits."""
    return re.sub(r"[^A-Z0-9]", "", postcode.upper())


class Directory:
    """All establishments that the store knows, to be asked which one a row means."""

    def __init__(self, establishments: Iterable[Establishment], conversions: Iterable[tuple[int, int]]) -> None:
        self._by_urn: dict[int, Establishment] = {}
        self._by_number: dict[tuple[str, str], list[Establishment]] = defaultdict(list)
        self._by_postcode: dict[str, list[Establishment]] = defaultdict(list)
        self._hub_by_name: dict[str, list[Establishment]] = defaultdict(list)
        for school in establishments:
            self._by_urn[school.urn] = school
            if school.establishment_number:
                self._by_number[school.la_code, school.establishment_number].append(school)
            if school.postcode:
                self._by_postcode[postcode_key(school.postcode)].append(school)
            if school.is_in_hub:
                self._hub_by_name[name_key(school.name)].append(school)
        self._family = _families(conversions)
        self.match = functools.cache(self._match)

    @classmethod
    def from_store(cls, connection: duckdb.DuckDBPyConnection) -> "Directory":
        """Read the directory from a store."""
        schools = connection.execute(
            """
            select
                urn, name, la_code, coalesce(la_name, la_code), establishment_number, status,
                opened_on, closed_on, postcode, true
            from schools
            union all
            select
                urn, name, la_code, coalesce(la_name, la_code), establishment_number, status,
                opened_on, closed_on, postcode, false
            from other_schools
            """
        ).fetchall()
        conversions = connection.execute("select old_urn, new_urn from conversions").fetchall()
        return cls(map(Establishment._make, schools), conversions)

    def _match(self, clues: Clues, day: dt.date) -> Match | NoMatch:
        """Find the school that a row of a session on that day means."""
        pieces = [
            ("URN", self._found_by_urn(clues)),
            ("LA and establishment number", self._found_by_number(clues)),
            ("postcode and name", self._found_by_postcode_and_name(clues)),
        ]
        found = [(evidence, self._the_one(schools, day)) for evidence, schools in pieces if schools]
        if any(school is None for _, school in found):
            unclear = next(evidence for evidence, school in found if school is None)
            schools = dict(pieces)[unclear]
            return NoMatch(
                f"{_sentence_case(unclear)} fit more than one school",
                tuple(Candidate(school.urn, school.name, f"same {unclear}") for school in schools[:CANDIDATES_SHOWN]),
            )
        certain = [(evidence, school) for evidence, school in found if school is not None]
        by_name = self._only_school_of_that_name(clues, day)
        witnesses = certain + ([("name", by_name)] if by_name else [])
        if certain and len({self._family_of(school.urn) for _, school in witnesses}) > 1:
            listed = " and ".join(evidence for evidence, _ in witnesses)
            return NoMatch(
                f"{_sentence_case(listed)} point at different schools",
                tuple(
                    Candidate(school.urn, school.name, f"by {evidence}")
                    for evidence, school in witnesses[:CANDIDATES_SHOWN]
                ),
            )
        if not certain:
            return NoMatch(self._why_nothing_was_found(clues), self._best_candidates(clues))
        evidence, school = certain[0]
        if not school.is_in_hub and evidence != "URN":
            return NoMatch(
                f"Outside the hub's area: {school.name} ({school.la_name})",
                (Candidate(school.urn, school.name, f"same {evidence}, in {school.la_name}"),),
            )
        return Match(school.urn, evidence)

    def _found_by_urn(self, clues: Clues) -> list[Establishment]:
        school = self._by_urn.get(int(clues.urn)) if re.fullmatch(r"\d{1,9}", clues.urn) else None
        return [school] if school else []

    def _found_by_number(self, clues: Clues) -> list[Establishment]:
        if not (clues.la_code and clues.establishment_number):
            return []
        return self._by_number.get((clues.la_code.zfill(3), clues.establishment_number.zfill(4)), [])

    def _found_by_postcode_and_name(self, clues: Clues) -> list[Establishment]:
        key = name_key(clues.school)
        if not (key and clues.postcode):
            return []
        there = self._by_postcode.get(postcode_key(clues.postcode), [])
        return [school for school in there if name_key(school.name) == key]

    def _only_school_of_that_name(self, clues: Clues, day: dt.date) -> Establishment | None:
        """Give the one family of schools in the hub that has this very name, as a check on other evidence."""
        named = self._hub_by_name.get(name_key(clues.school), [])
        if len({self._family_of(school.urn) for school in named}) != 1:
            return None
        return self._the_one(named, day) or named[0]

    def _the_one(self, schools: list[Establishment], day: dt.date) -> Establishment | None:
        """Of several URNs give the one open on the day; of one school's URNs, none open, the latest; else None."""
        if len(schools) == 1:
            return schools[0]
        open_then = [school for school in schools if school.is_open(day)]
        if len(open_then) == 1:
            return open_then[0]
        if not open_then and len({self._family_of(school.urn) for school in schools}) == 1:
            return max(schools, key=lambda school: (school.opened_on or dt.date.min, school.urn))
        return None

    def _family_of(self, urn: int) -> int:
        return self._family.get(urn, urn)

    def _why_nothing_was_found(self, clues: Clues) -> str:
        if clues.urn and not re.fullmatch(r"\d{1,9}", clues.urn):
            return "The URN is not a number, and nothing else identifies the school"
        if clues.urn:
            return f"URN {clues.urn} is not in the establishment register, and nothing else identifies the school"
        if not clues.school:
            return "No school is given"
        return "The school is not identified by URN, number, or postcode and name"

    def _best_candidates(self, clues: Clues) -> tuple[Candidate, ...]:
        """Give hub schools that may be meant: at the same postcode first, then those of the likest names."""
        here = self._by_postcode.get(postcode_key(clues.postcode), []) if clues.postcode else []
        candidates = {
            school.urn: Candidate(school.urn, school.name, "same postcode") for school in here if school.is_in_hub
        }
        likest = process.extract(
            name_key(clues.school), self._hub_by_name.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=60
        )
        for key, score, _ in likest if clues.school else []:
            newest = max(self._hub_by_name[key], key=lambda school: school.opened_on or dt.date.min)
            candidates.setdefault(newest.urn, Candidate(newest.urn, newest.name, f"name is {score:.0f} % alike"))
        return tuple(candidates.values())[:CANDIDATES_SHOWN]


def _families(conversions: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Give each converted URN the lowest URN that it is tied to over any number of conversions."""
    root: dict[int, int] = {}

    def find(urn: int) -> int:
        while root.setdefault(urn, urn) != urn:
            root[urn] = root[root[urn]]
            urn = root[urn]
        return urn

    for old_urn, new_urn in conversions:
        first, second = sorted((find(old_urn), find(new_urn)))
        root[second] = first
    return {urn: find(urn) for urn in list(root)}


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]

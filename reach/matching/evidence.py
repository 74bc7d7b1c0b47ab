"""What a row says of its school, what is known of schools, and what the one finds among the other."""

import datetime as dt
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reach.matching.days import Day
from reach.matching.likeness import Likeness


@functools.cache
def _word_key(status: str) -> str:
    """Give a word of the establishment register without case and punctuation, as the queries compare it."""
    return re.sub(r"[^a-z0-9]", "", status.lower())


def is_to_open(status: str) -> bool:
    """Whether a status says that a school is not open yet."""
    return _word_key(status) == "proposedtoopen"


def _is_open_on_no_day(status: str, is_never_closed: bool) -> bool:
    """Whether a status says that a school is not open yet, or closed on a day that nobody knows."""
    return is_to_open(status) or (is_never_closed and _word_key(status) == "closed")


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
    website_domain: str | None = None
    town: str | None = None
    locality: str | None = None
    phase: str | None = None

    def is_open(self, day: Day) -> bool:
        """Whether it was open on a day, by the definition in queries/definitions/01_rules.sql."""
        return (
            not _is_open_on_no_day(self.status or "", self.closed_on is None)
            and (self.opened_on is None or day.is_from(self.opened_on))
            and (self.closed_on is None or day.is_to(self.closed_on))
        )


class Clues(NamedTuple):
    """What a row says about the school, as text."""

    urn: str = ""
    la_code: str = ""
    establishment_number: str = ""
    school: str = ""
    postcode: str = ""
    email_domain: str = ""


@dataclass(frozen=True)
class Match:
    """A school that was found, and the evidence that found it."""

    urn: int
    evidence: str


@dataclass(frozen=True)
class NotOurs:
    """An administrator has said that this is not a school of the hub."""


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


class Found(NamedTuple):
    """What one piece of evidence found: the one school, or several, none of them clearly meant.

    is_named: the name given fits that school well enough, so that another of that name is no contradiction.
    """

    evidence: str
    school: Establishment | None
    several: tuple[Establishment, ...] = ()
    is_named: bool = False


class ByName(NamedTuple):
    """What a name alone says: the hub's school that is clearly meant, if one is, and what speaks against it.

    is_in_place: the text says where it is, too. is_whole: it says all of the name but common words.
    """

    school: Establishment | None
    score: float
    alike: Sequence[Likeness]
    elsewhere: Establishment | None = None
    several: tuple[Establishment, ...] = ()
    is_closed: bool = False
    is_in_place: bool = False
    is_of_two: bool = False
    is_whole: bool = False

    @property
    def why_not(self) -> str:
        """Why the name is not enough."""
        if self.elsewhere:
            return f"May be outside the hub's area: {self.elsewhere.name} ({self.elsewhere.la_name})"
        if self.is_closed:
            return "The school of that name was not open on that day"
        if self.is_of_two:
            return "More than one school is named"
        if self.several:
            return "The name fits more than one school"
        return ""

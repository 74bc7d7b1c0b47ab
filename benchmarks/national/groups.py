"""Ten years of groups that schools' people came to, made hub by hub and term by term, one group at a time."""

import dataclasses
import datetime as dt
import functools
import itertools
import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.national.england import REGISTER_DATE, England, Establishment, Hub, School
from reach.academic_years import academic_year_name
from reach.settings import Programme, Settings

FIRST_YEARS = tuple(range(2016, 2026))
"""The calendar years in which the academic years begin."""
TERMS = {"autumn": (9, 10, 50), "spring": (1, 10, 50), "summer": (4, 25, 30)}
"""The first day of a term's groups, as month and day, and over how many days they begin."""
ROWS_OF_FIRST_HUB = 10_000

ATTENDED, ABSENT, APOLOGIES, BOOKED = MARKS = ("Attended", "Absent", "Apologies", "Booked")
_HABITS = ("00000000", "00000000", "00000000", "00100000", "02000000", "01010111", "11111111", "00002000")
"""Marks session by session, as places in MARKS: most come always, some stop, a few never come."""
_SESSIONS = (1, 1, 2, 3, 4, 6)
_FIRST = ("Ada", "Bea", "Cal", "Dev", "Eve", "Fay", "Gus", "Hal", "Ina", "Jon", "Kit", "Lou", "Max")
_LAST = ("Adder", "Brook", "Crane", "Drake", "Egret", "Finch", "Goose", "Heron", "Ibis", "Jay", "Kite", "Lark")
_ROLES = ("Teacher", "Teacher", "Teacher", "Teaching assistant", "Headteacher", "Maths lead")
_STAFF = 12
_WITHOUT_ADDRESS = 8
"""Of every 256 people."""


class Person(NamedTuple):
    """Somebody of a school; a few have no address."""

    first_name: str
    last_name: str
    email: str
    role: str


class Attendee(NamedTuple):
    """A person in a group, the establishment of then, and the marks: a digit a session, a place in MARKS."""

    person: Person
    school: School
    establishment: Establishment
    marks: str


@dataclass(frozen=True)
class Group:
    """A cohort or work group with its sessions."""

    activity: str
    programme: Programme
    days: list[dt.date]
    lead_partner: str
    attendees: list[Attendee]

    @property
    def rows(self) -> int:
        """How many rows its register has."""
        return sum(len(attendee.marks) for attendee in self.attendees)


class Part(NamedTuple):
    """One hub's term: a file, and so many rows in it."""

    hub: Hub
    first_year: int
    term: str
    rows: int

    @property
    def name(self) -> str:
        """The name of its file."""
        year = academic_year_name(self.first_year).replace("/", "-")
        return f"hub {self.hub.number:02} {year} {self.term}.csv"


@dataclass(frozen=True, eq=False)
class Network:
    """An England with so many rows of attendance; the first hub has the same ones, however many there are in all."""

    england: England
    settings: Settings
    rows: int
    seed: int = 1
    rows_of_first_hub: int = ROWS_OF_FIRST_HUB
    first_years: tuple[int, ...] = FIRST_YEARS

    def parts(self) -> Iterator[Part]:
        """Give the hubs' terms with as many rows as there are in all."""
        terms = [(year, term) for year in self.first_years for term in TERMS]
        first, *others = self.england.hubs
        of_first = min(self.rows, self.rows_of_first_hub) if others else self.rows
        yield from (Part(first, *terms[place], rows) for place, rows in enumerate(_shared(of_first, len(terms))))
        for place, rows in enumerate(_shared(self.rows - of_first, len(terms) * len(others))):
            yield Part(others[place % len(others)], *terms[place // len(others)], rows)

    def groups(self, part: Part) -> Iterator[Group]:
        """Give a part's groups, the last one cut short so that there are exactly so many rows."""
        left = part.rows
        for group in self._endless_groups(part):
            if group.rows >= left:
                yield _cut(group, left)
                return
            left -= group.rows
            yield group

    def _endless_groups(self, part: Part) -> Iterator[Group]:
        chance = random.Random(f"{self.seed} {part.name}")
        month, day, length = TERMS[part.term]
        begins = dt.date(part.first_year + (part.term != "autumn"), month, day)
        partners = [partner for partner in partners_of(part.hub) for _ in range(2)] + [""] * 5
        for number in itertools.count(1):
            programme = chance.choice(self.settings.programmes)
            schools = self._schools(part.hub.number, programme.phases)
            sessions = 1 if programme.light_touch else chance.choice(_SESSIONS)
            first = begins + dt.timedelta(days=chance.randrange(length))
            days = [first + dt.timedelta(days=14 * session) for session in range(sessions)]
            booked = sum(each > REGISTER_DATE for each in days)
            attendees: dict[Person, Attendee] = {}
            for _ in range(chance.randint(10, 30)):
                school = schools[int(len(schools) * chance.random() ** 1.5)]
                establishment = school.on(days[0])
                if establishment:
                    person = _person(school.domain, part.first_year - FIRST_YEARS[0] + chance.randrange(_STAFF))
                    marks = chance.choice(_HABITS)[: sessions - booked] + "3" * booked
                    attendees[person] = Attendee(person, school, establishment, marks)
            name = f"{programme.name} {part.hub.number}-{part.first_year % 100}{part.term[:2]}-{number}"
            if attendees:
                yield Group(name, programme, days, chance.choice(partners), list(attendees.values()))

    @functools.cache  # noqa: B019 - there is one for a run
    def _schools(self, hub: int, phases: tuple[str, ...]) -> list[School]:
        """Return a hub's schools that teach one of the phases, in an order of their own: the first come most often."""
        found = [school for school in self.england.by_hub[hub] if not set(phases).isdisjoint(school.phases)]
        random.Random(f"{self.seed} {hub}").shuffle(found)
        return found


def partners_of(hub: Hub) -> list[str]:
    """Return the names of a hub's partners."""
    return [f"Partner {number} of {hub.name}" for number in range(1, 6)]


@functools.lru_cache(maxsize=100_000)
def _person(domain: str, number: int) -> Person:
    # A checksum scatters enough here, and takes a fiftieth of the time that a stream of chance takes to begin.
    drawn = zlib.crc32(f"{domain} {number}".encode())
    first, last, role = (
        names[(drawn >> shift) % len(names)] for shift, names in ((0, _FIRST), (8, _LAST), (16, _ROLES))
    )
    if drawn >> 24 < _WITHOUT_ADDRESS:
        return Person(first, f"{last}-{number}", "", role)
    return Person(first, last, f"{first}.{last}.{number}@{domain}".lower(), role)


def _cut(group: Group, rows: int) -> Group:
    """Return the group with so many rows, the first ones."""
    attendees = []
    for attendee in group.attendees:
        if rows > 0:
            attendees.append(attendee._replace(marks=attendee.marks[:rows]))
            rows -= len(attendee.marks)
    return dataclasses.replace(group, attendees=attendees)


def _shared(rows: int, parts: int) -> list[int]:
    """Share rows out among parts, evenly."""
    return [rows * (place + 1) // parts - rows * place // parts for place in range(parts)] if parts else []

"""The schools of an invented England, and the hubs that serve them."""

import datetime as dt
import functools
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

SEED = 1
REGISTER_DATE = dt.date(2026, 3, 16)
"""The day of the establishment register. The last of the ten years is not over then."""
OPEN_SCHOOLS = 25_000
LAS = 152
LAS_OF_HUBS = (3, 4, 5, 3, 4) * 8
FIRST_URN = 700001
"""Real URNs are below 500000."""
CONVERSION_DAYS = tuple(dt.date(year, 9, 1) for year in range(2017, 2026))

_BEGINNINGS = (
    *("Ald", "Brack", "Calder", "Dunnel", "Elver", "Fenni", "Garth", "Hessel", "Ingle", "Kettle", "Lang", "Marple"),
    *("Oaken", "Penni", "Quarn", "Rushen"),
)
_ENDINGS = ("bourne", "by", "combe", "dale", "field", "ford", "ham", "ley", "mere", "rigg", "stead", "thwaite", "worth")
_TREES = (
    "Alder",
    "Beech",
    "Birch",
    "Cedar",
    "Elm",
    "Hawthorn",
    "Juniper",
    "Larch",
    "Linden",
    "Maple",
    "Rowan",
    "Willow",
)
_UNIT_LETTERS = "ABDEFGHJLN"


class Kind(NamedTuple):
    """What schools of a kind have in common; share: of every hundred that are open."""

    share: float
    name: str
    type: str
    group: str
    phase: str
    ages: tuple[int, int]
    pupils: tuple[int, int]
    sixth_form: str = "Does not have a sixth form"


_MAINTAINED, _ACADEMIES, _SIXTH = "Local authority maintained schools", "Academies", "Has a sixth form"
KINDS = (
    Kind(38, "Primary School", "Community school", _MAINTAINED, "Primary", (4, 11), (60, 480)),
    Kind(10, "CofE Primary School", "Voluntary aided school", _MAINTAINED, "Primary", (4, 11), (40, 420)),
    Kind(22, "Primary Academy", "Academy converter", _ACADEMIES, "Primary", (4, 11), (90, 480)),
    Kind(4, "High School", "Foundation school", _MAINTAINED, "Secondary", (11, 16), (500, 1500)),
    Kind(9, "Academy", "Academy converter", _ACADEMIES, "Secondary", (11, 18), (600, 1800), _SIXTH),
    Kind(1, "Free School", "Free schools", "Free Schools", "Secondary", (11, 18), (200, 900), _SIXTH),
    Kind(1, "All-through Academy", "Academy sponsor led", _ACADEMIES, "All-through", (4, 18), (800, 1900), _SIXTH),
    Kind(2, "Nursery School", "Local authority nursery school", _MAINTAINED, "Nursery", (3, 5), (40, 130)),
    Kind(4, "Special School", "Community special school", "Special schools", "Not applicable", (5, 16), (30, 180)),
    Kind(2, "College", "Further education", "Colleges", "16 plus", (16, 99), (900, 2500)),
    Kind(7, "House", "Other independent school", "Independent schools", "Not applicable", (3, 18), (50, 800)),
)
_BEFORE = {"Primary Academy": KINDS[0], "Academy": KINDS[3]}
"""What a school was before it became an academy."""
_PHASES_TAUGHT = {
    "Primary": ("primary",),
    "Secondary": ("secondary",),
    "All-through": ("primary", "secondary"),
    "Nursery": ("early years",),
    "16 plus": ("post-16",),
    "Not applicable": ("primary", "secondary"),
}


@dataclass(frozen=True)
class Establishment:
    """A row of the register: a school under one of its URNs."""

    urn: int
    number: str
    name: str
    kind: Kind
    opened_on: dt.date | None = None
    closed_on: dt.date | None = None


@dataclass(frozen=True)
class School:
    """A school over the years: one establishment after another, at one place."""

    place: int
    la_code: str
    la_name: str
    town: str
    postcode: str
    domain: str
    pupils: int
    fsm: str
    urban_rural: str
    trust: int | None
    easting: int
    northing: int
    establishments: tuple[Establishment, ...]

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases that it teaches."""
        kind = self.establishments[-1].kind
        return (*_PHASES_TAUGHT[kind.phase], *(["post-16"] if kind.sixth_form == _SIXTH else []))

    def on(self, day: dt.date) -> Establishment | None:
        """Return the establishment that is open on a day."""
        return next(
            (each for each in self.establishments if (each.opened_on or day) <= day <= (each.closed_on or day)),
            None,
        )


class Link(NamedTuple):
    """A row of the links file."""

    urn: int
    linked_urn: int
    linked_name: str
    type: str
    day: dt.date


class Hub(NamedTuple):
    """A hub and the local authorities that it serves, by their codes; its number is from 1."""

    number: int
    name: str
    la_codes: tuple[str, ...]


@dataclass(frozen=True)
class England:
    """All of it."""

    la_names: dict[str, str]
    schools: tuple[School, ...]
    links: tuple[Link, ...]
    hubs: tuple[Hub, ...]

    @functools.cached_property
    def by_hub(self) -> dict[int, tuple[School, ...]]:
        """The schools of each hub that is open, by the hub's number, without independent ones."""
        hub_of = {code: hub.number for hub in self.hubs for code in hub.la_codes}
        found: dict[int, list[School]] = {}
        for school in self.schools:
            if school.establishments[-1].kind.group != "Independent schools":
                found.setdefault(hub_of[school.la_code], []).append(school)
        return {number: tuple(schools) for number, schools in found.items()}


@functools.lru_cache(maxsize=2)
def make_england(seed: int = SEED, open_schools: int = OPEN_SCHOOLS, las: int = LAS) -> England:
    """Invent it, or a smaller one with fewer schools, local authorities and hubs."""
    towns = [beginning + ending for ending in _ENDINGS for beginning in _BEGINNINGS]
    random.Random(f"{seed} towns").shuffle(towns)
    la_names = {str(101 + place): f"{towns[place]} Council" for place in range(las)}
    chance, urns = random.Random(f"{seed} schools"), itertools.count(FIRST_URN)
    schools = tuple(
        _school(chance, urns, place, place * las // open_schools, la_names, towns) for place in range(open_schools)
    )
    merged = tuple(_closed(chance, urns, school) for school in schools if chance.random() < 0.01)
    links = tuple(link for school in schools for link in _links_of(school))
    links += tuple(
        Link(
            old.establishments[0].urn,
            new.establishments[-1].urn,
            new.establishments[-1].name,
            "Result of Amalgamation",
            day,
        )
        for old, new, day in merged
    )
    return England(la_names, (*schools, *(old for old, _, _ in merged)), links, _hubs(list(la_names)))


def _hubs(la_codes: list[str]) -> tuple[Hub, ...]:
    left = iter(la_codes)
    served = (tuple(itertools.islice(left, number)) for number in LAS_OF_HUBS)
    return tuple(Hub(number, f"Maths Hub {number}", codes) for number, codes in enumerate(served, 1) if codes)


def _school(
    chance: random.Random, urns: Iterator[int], place: int, la: int, la_names: dict[str, str], towns: list[str]
) -> School:
    (kind,) = chance.choices(KINDS, [kind.share for kind in KINDS])
    code, la_name = list(la_names.items())[la]
    town = towns[(la + chance.randrange(3) * LAS // 3) % len(towns)]
    name = f"{town} {chance.choice(_TREES)} {kind.name}"
    number, urn = str(2000 + place % 8000), next(urns)
    establishments = [Establishment(urn, number, name, kind)]
    if kind.name in _BEFORE and chance.random() < 0.5:
        day, before = chance.choice(CONVERSION_DAYS), _BEFORE[kind.name]
        establishments = [
            Establishment(
                urn, number, f"{town} {chance.choice(_TREES)} {before.name}", before, None, day - dt.timedelta(1)
            ),
            Establishment(next(urns), number, name, kind, day),
        ]
    return School(
        place=place,
        la_code=code,
        la_name=la_name,
        town=town,
        postcode=_postcode(place),
        domain=f"school{place}.example",
        pupils=chance.randint(*kind.pupils),
        fsm=f"{chance.betavariate(1.6, 4.5) * 100:.1f}",
        urban_rural=chance.choice(("Urban major conurbation", "Urban city and town", "Rural village")),
        trust=100 * la + chance.randrange(6) if kind.group == _ACADEMIES else None,
        easting=180000 + la % 13 * 34000 + chance.randrange(30000),
        northing=60000 + la // 13 * 44000 + chance.randrange(40000),
        establishments=tuple(establishments),
    )


def _closed(chance: random.Random, urns: Iterator[int], into: School) -> tuple[School, School, dt.date]:
    """Return a school that was closed and became part of another."""
    day = chance.choice(CONVERSION_DAYS)
    first = into.establishments[0]
    before = replace(
        first,
        urn=next(urns),
        number=f"1{first.number[1:]}",
        name=f"Old {first.name}",
        opened_on=None,
        closed_on=day - dt.timedelta(1),
    )
    postcode = _postcode(OPEN_SCHOOLS + into.place)
    old = replace(
        into, place=OPEN_SCHOOLS + into.place, postcode=postcode, domain=f"old-{into.domain}", establishments=(before,)
    )
    return old, into, day


def _links_of(school: School) -> Iterator[Link]:
    for old, new in itertools.pairwise(school.establishments):
        assert new.opened_on  # noqa: S101 - what follows another has been opened
        yield Link(old.urn, new.urn, new.name, "Successor", new.opened_on)
        yield Link(new.urn, old.urn, old.name, "Predecessor", new.opened_on)


def _postcode(number: int) -> str:
    """Return a postcode, another for each number below 150,000, in an area that does not exist."""
    unit, number = number % 100, number // 100
    sector, number = number % 9, number // 9
    district, area = number % 20, number // 20
    return f"X{'CDGIJKMQUV'[area]}{district + 1} {sector + 1}{_UNIT_LETTERS[unit // 10]}{_UNIT_LETTERS[unit % 10]}"

"""An invented England: about four thousand establishments, with what is odd in the DfE's own register.

    register = make_register()
    register.establishments, register.links

Odd is: two live rows for one school, URNs that share LA and number, names that several open schools have, places
outside the school's local authority, conversions within the years of attendance, words where numbers are meant, open
dates that are blank or 01-01-1900, and links that are undated, one-sided, circular, split or that tie nothing.
"""

import datetime as dt
import functools
import itertools
import random
import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tests.builders import SETTINGS
from tests.national.kinds import (
    ACADEMIES,
    ACADEMY_PRIMARY,
    AIDED_PRIMARY,
    COMMUNITY_PRIMARY,
    COMMUNITY_SECONDARY,
    FREE,
    FREE_SECONDARY,
    GROUP_CODES,
    INDEPENDENT,
    INDEPENDENT_SCHOOL,
    INFANT,
    JUNIOR,
    KINDS,
    MAINTAINED,
    MAINTAINED_PRIMARY,
    PHASE_CODES,
    WELSH_SCHOOL,
    Kind,
)
from tests.national.names import SAINTS, Places, tree

REGISTER_DATE = dt.date(2023, 11, 16)
FIRST_URN = 700001
"""Real URNs are below 500000."""

OPEN_IN_HUB = {"895": 82, "896": 80, "876": 30, "344": 62}
LAS_ELSEWHERE = 36
OPEN_ELSEWHERE = 60
"""Open establishments of each local authority elsewhere; nearly half as many have closed."""

BOXES = {
    "895": (372000, 342000, 400000, 386000),
    "896": (334000, 346000, 370000, 376000),
    "876": (346000, 378000, 361000, 390000),
    "344": (324000, 378000, 339000, 393000),
}
"""West, south, east and north of each local authority of the hub, in metres of the National Grid."""

CONVERSION_DAYS = tuple(
    dt.date(year, month, 1)
    for year in (2020, 2021, 2022, 2023)
    for month in (1, 2, 4, 7, 9, 9, 9, 11)
    if dt.date(2020, 10, 1) <= dt.date(year, month, 1) <= dt.date(2023, 11, 1)
)


class Area(NamedTuple):
    """A local authority."""

    code: str
    name: str
    gss_code: str
    postcodes: str
    box: tuple[int, int, int, int]
    towns: list[str]

    @property
    def is_in_hub(self) -> bool:
        return self.code in OPEN_IN_HUB


class Trust(NamedTuple):
    """An academy trust, or the trust of foundation schools; only academies' trusts support them as such."""

    code: str
    name: str
    flag: str


@dataclass(eq=False)
class Establishment:
    """A row of the register. school: what all URNs of one school share, over its conversions."""

    urn: int
    school: int
    area: Area
    number: str
    name: str
    kind: Kind
    street: str
    locality: str
    town: str
    postcode: str
    website: str
    easting: int
    northing: int
    opened_on: dt.date | None = None
    closed_on: dt.date | None = None
    status: str = "Open"
    trust: Trust | None = None
    cells: dict[str, str] = field(default_factory=dict)
    """What differs from what follows from the above."""

    def is_open(self, day: dt.date) -> bool:
        """Whether it is open on a day; both its first and its last day count."""
        return (
            self.status != "Proposed to open"
            and (self.opened_on is None or self.opened_on <= day)
            and (self.closed_on is None or self.closed_on >= day)
        )

    @property
    def domain(self) -> str:
        """What stands behind the @ of its staff, "" where it has no website."""
        return re.sub(r"^(https?://)?(www\.)?|/$", "", self.website)

    def as_row(self) -> dict[str, str]:
        """Give its row under the register's headings."""
        kind, trust = self.kind, self.trust
        return {
            "URN": str(self.urn),
            "LA (code)": self.area.code,
            "LA (name)": self.area.name,
            "EstablishmentNumber": self.number,
            "EstablishmentName": self.name,
            "TypeOfEstablishment (code)": kind.code,
            "TypeOfEstablishment (name)": kind.type,
            "EstablishmentTypeGroup (code)": GROUP_CODES[kind.group],
            "EstablishmentTypeGroup (name)": kind.group,
            "EstablishmentStatus (name)": self.status,
            "OpenDate": _day(self.opened_on),
            "CloseDate": _day(self.closed_on),
            "PhaseOfEducation (code)": PHASE_CODES[kind.phase],
            "PhaseOfEducation (name)": kind.phase,
            "StatutoryLowAge": kind.ages[0],
            "StatutoryHighAge": kind.ages[1],
            "TrustSchoolFlag (name)": trust.flag if trust else "",
            "Trusts (code)": trust.code if trust else "",
            "Trusts (name)": trust.name if trust else "",
            "LastChangedDate": "14-11-2023",
            "Street": self.street,
            "Locality": self.locality,
            "Town": self.town,
            "Postcode": self.postcode,
            "SchoolWebsite": self.website,
            "GSSLACode (name)": self.area.gss_code,
            "Easting": str(self.easting),
            "Northing": str(self.northing),
            **self.cells,
        }


class Link(NamedTuple):
    """A row of the links file."""

    of: Establishment
    to: Establishment
    type: str
    on: dt.date | None

    def as_row(self) -> dict[str, str]:
        """Give its row under the links file's headings."""
        return {
            "URN": str(self.of.urn),
            "LinkURN": str(self.to.urn),
            "LinkName": self.to.name,
            "LinkType": self.type,
            "LinkEstablishedDate": _day(self.on),
        }


@dataclass(frozen=True)
class Register:
    """The whole of it."""

    areas: list[Area]
    establishments: list[Establishment]
    links: list[Link]

    @functools.cached_property
    def of_hub(self) -> list[Establishment]:
        """The rows of the hub's local authorities."""
        return [each for each in self.establishments if each.area.is_in_hub]

    @functools.cached_property
    def by_school(self) -> dict[int, list[Establishment]]:
        """All rows of each school, over its conversions."""
        found: dict[int, list[Establishment]] = {}
        for each in self.establishments:
            found.setdefault(each.school, []).append(each)
        return found


@functools.cache
def make_register() -> Register:
    """Invent it; the same each time."""
    maker = _Maker(random.Random("an invented England"))
    maker.make_areas()
    for area in maker.areas:
        maker.make_schools(area)
    maker.make_oddities()
    order = sorted(maker.establishments, key=lambda each: each.urn)
    return Register(maker.areas, order, sorted(maker.links, key=lambda link: (link.of.urn, link.to.urn)))


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.places = Places(chance)
        self.areas: list[Area] = []
        self.establishments: list[Establishment] = []
        self.links: list[Link] = []
        self.names: set[tuple[str, str]] = set()
        self.numbers: dict[str, int] = {}
        self.trusts: dict[str, list[Trust]] = {}

    # Local authorities.

    def make_areas(self) -> None:
        for place, authority in enumerate(SETTINGS.local_authorities):
            towns = self.places.towns(9 if authority.code != "876" else 3)
            box = BOXES[authority.code]
            self.areas.append(
                Area(authority.code, authority.name, authority.gss_code or "", f"J{'CDHW'[place]}", box, towns)
            )
        for place in range(LAS_ELSEWHERE):
            is_welsh = place >= LAS_ELSEWHERE - 3
            code = str((660 if is_welsh else 401) + place)
            west, south = 410000 + 6000 * (place % 9), 120000 + 40000 * (place // 9)
            towns = self.places.towns(5)
            gss_code = f"{'W06' if is_welsh else 'E10'}{place:06}"
            letters = f"X{chr(ord('A') + place % 26)}"
            self.areas.append(Area(code, towns[0], gss_code, letters, (west, south, west + 5500, south + 30000), towns))
        hub = [area.code for area in self.areas if area.is_in_hub]
        for place, area in enumerate(self.areas):
            of_hub = [self._trust(f"{2100 + number}", number) for number in range(9)] if area.code in hub[:1] else []
            self.trusts[area.code] = of_hub or (
                self.trusts[hub[0]] if area.code in hub else [self._trust(f"{3000 + place}", place)]
            )

    def _trust(self, code: str, number: int) -> Trust:
        names = ("{} LEARNING TRUST", "THE {} MULTI-ACADEMY TRUST", "{} EDUCATION TRUST")
        name = names[number % 3].format(tree(self.chance).upper())
        return Trust(code, name, "Supported by a multi-academy trust")

    # Schools.

    def make_schools(self, area: Area) -> None:
        number = OPEN_IN_HUB.get(area.code, OPEN_ELSEWHERE)
        shares = [kind.share[0 if area.is_in_hub else 1] for kind in KINDS]
        kinds = self.chance.choices(KINDS, shares, k=number)
        if area.code.startswith("6"):
            kinds = [WELSH_SCHOOL] * (number // 2)
        if area.is_in_hub:
            # Each local authority of the hub has something of all phases and kinds that the dashboard distinguishes.
            wanted = ["Local authority nursery school", "Further education", "Other independent school"]
            wanted += ["Pupil referral unit", "Community special school", "Academy 16-19 converter"]
            kinds[: len(wanted)] = [next((k for k in KINDS if k.type == each), kinds[0]) for each in wanted]
        for kind in kinds:
            school = self.school(area, kind)
            if kind.before and self.chance.random() < 0.92:
                self.convert(school)
            elif self.chance.random() < 0.2:
                gone = self.school(area, self.chance.choice(MAINTAINED_PRIMARY))
                self.close(gone, dt.date(self.chance.randint(1995, 2022), self.chance.choice((7, 8)), 31))

    def school(self, area: Area, kind: Kind, name: str = "") -> Establishment:
        chance = self.chance
        west, south, east, north = area.box
        town = chance.choice(area.towns)
        name = name or self._name(area, kind, town)
        urn = FIRST_URN + len(self.establishments)
        opened = chance.choice((None, None, dt.date(1900, 1, 1), dt.date(chance.randint(1950, 2018), 9, 1)))
        school = Establishment(
            urn=urn,
            school=urn,
            area=area,
            number=self._number(area, kind),
            name=name,
            kind=kind,
            street=self.places.street(),
            locality=self.places.village(area.towns) if chance.random() < 0.3 else "",
            town=town if chance.random() < 0.9 else "",
            postcode=self.places.postcode(area.postcodes),
            website=self._website(name, urn),
            easting=chance.randint(west + 200, east - 200),
            northing=chance.randint(south + 200, north - 200),
            opened_on=opened,
        )
        school.cells = self._figures(kind)
        if kind.group in (ACADEMIES, FREE):
            school.trust = self._trust_of(area, school)
        self.establishments.append(school)
        return school

    def _trust_of(self, area: Area, school: Establishment) -> Trust | None:
        way = self.chance.random()
        if way < 0.08:
            return Trust(f"{5000 + school.urn % 1000}", school.name.upper(), "Supported by a single-academy trust")
        return self.chance.choice(self.trusts[area.code]) if way < 0.97 else Trust("", "", "Not applicable")

    def _name(self, area: Area, kind: Kind, town: str) -> str:
        for tries in itertools.count():
            pattern = self.chance.choice(kind.names)
            # Some kinds have few names to choose from.
            pattern = f"{tree(self.chance)} {pattern}" if tries > 9 else pattern
            name = pattern.format(
                town=town,
                village=self.places.village(area.towns),
                tree=tree(self.chance),
                saint=self.chance.choice(SAINTS),
            )
            # In the hub a name comes twice only where that is meant; elsewhere as it happens, in another area.
            key = ("hub" if area.is_in_hub else area.code, name)
            if key not in self.names:
                self.names.add(key)
                # Most who write to the DfE have a computer that makes apostrophes curly.
                return name.replace("'", "’") if self.chance.random() < 0.3 else name
        raise AssertionError

    def _number(self, area: Area, kind: Kind) -> str:
        if kind.phase == "16 plus" and kind.group != ACADEMIES:
            return ""
        first = {"Primary": 2000, "Secondary": 4000, "Nursery": 1000}.get(kind.phase, 7000)
        first = 6000 if kind.group == INDEPENDENT else first
        # A few units have numbers with leading zeros.
        first = 1 if kind.type == "Pupil referral unit" else first
        number = self.numbers.get(f"{area.code} {first}", first)
        self.numbers[f"{area.code} {first}"] = number + 1
        return f"{number:04}"

    def _website(self, name: str, urn: int) -> str:
        if self.chance.random() < 0.08:
            return ""
        slug = re.sub(r"(primary|catholic|church|england|school|[^a-z])", "", name.casefold())[:22] or "school"
        way = self.chance.choice(("www.{}", "http://www.{}", "https://{}/", "{}", "www.{}/"))
        return way.format(f"{slug}{urn - FIRST_URN}.sch.example")

    def _figures(self, kind: Kind) -> dict[str, str]:
        """Give pupils, meals and the like, now and then with words where a number is meant."""
        chance = self.chance
        least, most = kind.pupils
        pupils = chance.randint(least, most) if most else 0
        fsm = min(95.0, max(0.0, chance.gauss(22, 13)))
        has_sixth_form = chance.random() < kind.sixth_form
        sixth_form = "Has a sixth form" if has_sixth_form else "Does not have a sixth form"
        cells = {
            "OfficialSixthForm (name)": sixth_form if kind.ages[0] else "Not applicable",
            "NumberOfPupils": str(pupils) if most else "",
            "PercentageFSM": f"{fsm:.1f}" if kind.group not in (INDEPENDENT, "Colleges") else "",
            "UKPRN": f"100{chance.randint(10000, 99999)}",
            "UrbanRural (name)": chance.choice(
                (
                    "(England/Wales) Urban city and town",
                    "(England/Wales) Rural village",
                    "Urban: Nearer to a major town or city",
                    "",
                )
            ),
            "Gender (name)": "Mixed",
        }
        way = chance.random()
        if way < 0.03:
            cells |= {"PercentageFSM": "SUPP"}
        elif way < 0.04:
            cells |= {"NumberOfPupils": "SUPP", "PercentageFSM": "NA"}
        elif way < 0.05:
            cells |= {"NumberOfPupils": "Not applicable", "PercentageFSM": "Not applicable"}
        elif way < 0.06:
            cells |= {"StatutoryLowAge": "", "StatutoryHighAge": ""}
        return cells

    # What became of schools.

    def close(self, school: Establishment, day: dt.date) -> None:
        school.status, school.closed_on, school.trust = "Closed", day, None
        school.cells |= {"NumberOfPupils": "", "PercentageFSM": "", "OfficialSixthForm (name)": "", "UKPRN": ""}
        if school.opened_on and school.opened_on > day:
            school.opened_on = None

    def convert(self, academy: Establishment) -> None:
        """Give an academy the school that it was before: closed the day before it opened."""
        chance = self.chance
        day = chance.choice(CONVERSION_DAYS) if chance.random() < 0.35 else dt.date(chance.randint(2010, 2019), 9, 1)
        old = next(kind for kind in KINDS if kind.type == academy.kind.before)
        old = replace_kind(academy.kind, old)
        before = replace(academy, urn=FIRST_URN + len(self.establishments), kind=old, trust=None, cells={})
        before.opened_on = None
        self.close(before, day - dt.timedelta(days=1))
        self.establishments.append(before)
        academy.opened_on = day
        # The older row has the lower URN.
        before.urn, academy.urn = academy.urn, before.urn
        before.school = academy.school = before.urn
        way = chance.random()
        if way < 0.3 and academy.name.endswith(" School"):
            academy.name = academy.name.removesuffix("School") + "Academy"
        elif way < 0.4 and "Catholic" in academy.name:
            academy.name += ", a Voluntary Academy"
        elif way < 0.5:
            academy.name = self._name(academy.area, academy.kind, academy.town or academy.area.towns[0])
        if chance.random() < 0.3:
            academy.number = self._number(academy.area, academy.kind)
        self.link(before, academy, "", day)

    def link(self, old: Establishment, new: Establishment, kind: str, day: dt.date) -> None:
        """Tie two rows, as the DfE does: mostly from both sides, at times undated or from one side alone."""
        on = None if self.chance.random() < 0.25 else day
        both = [Link(old, new, f"Successor{kind}", on), Link(new, old, f"Predecessor{kind}", on)]
        self.links += both if self.chance.random() < 0.94 else [self.chance.choice(both)]

    # What is odd.

    def make_oddities(self) -> None:
        for area in self.areas[:4]:
            self._merge(area)
            self._split(area)
            self._two_live_rows(area)
            self._proposed(area)
        self._shared_names()
        self._misplaced()
        self._circle_and_other_links()
        self._foundation_trusts()
        self._abroad()

    def _merge(self, area: Area) -> None:
        """An infant and a junior school become one."""
        town, bird = area.towns[-1], tree(self.chance)
        day = dt.date(2022, 9, 1)
        old = [
            self.school(area, kind, f"{bird} Row {word} School, {town}")
            for kind, word in ((INFANT, "Infant"), (JUNIOR, "Junior"))
        ]
        new = self.school(area, COMMUNITY_PRIMARY, f"{bird} Row Primary School, {town}")
        new.opened_on = day
        for each, kind in zip(old, (" - merged", " - amalgamated"), strict=True):
            self.close(each, day - dt.timedelta(days=1))
            each.school = new.school
            each.postcode = new.postcode
            self.link(each, new, kind, day)
        if area.code == "876":
            self.links.append(Link(new, old[0], "Predecessor", None))
            self.links.append(Link(old[1], new, "Result of Amalgamation", day))

    def _split(self, area: Area) -> None:
        """One school becomes two: it has several successors."""
        town, day = area.towns[0], dt.date(2021, 9, 1)
        old = self.school(area, COMMUNITY_SECONDARY, f"{town} {self.chance.choice(('Grange', 'Moor'))} Comprehensive")
        self.close(old, dt.date(2021, 8, 31))
        for word in ("North", "South"):
            new = self.school(area, COMMUNITY_SECONDARY, f"{town} {word} High School")
            new.opened_on, new.school = day, old.school
            self.link(old, new, " - Split School", day)

    def _two_live_rows(self, area: Area) -> None:
        """An academy has opened, and nobody has closed the school that it was."""
        academy = self.school(area, ACADEMY_PRIMARY)
        old = replace(academy, urn=FIRST_URN + len(self.establishments), kind=COMMUNITY_PRIMARY, trust=None)
        self.establishments.append(old)
        academy.opened_on, old.school = dt.date(2023, 9, 1), academy.school
        self.link(old, academy, "", dt.date(2023, 9, 1))

    def _proposed(self, area: Area) -> None:
        closing = self.school(area, COMMUNITY_PRIMARY)
        closing.status, closing.closed_on = "Open, but proposed to close", dt.date(2024, 8, 31)
        opening = self.school(area, FREE_SECONDARY)
        opening.status, opening.opened_on = "Proposed to open", self.chance.choice((None, dt.date(2024, 9, 1)))

    def _shared_names(self) -> None:
        """Two open schools of the hub share a name four times over; and with one elsewhere now and then."""
        pairs = [(0, 1, "St Osyth’s Catholic Primary School"), (0, 3, "Rowan Park Primary School")]
        pairs += [(1, 1, "Holy Cross CofE Primary School"), (2, 3, "St Piran's Catholic Primary School")]
        for first, second, name in pairs:
            for place in (first, second):
                self.school(self.areas[place], AIDED_PRIMARY, name)
            self.school(self.areas[7], AIDED_PRIMARY, name)
        for school in self.chance.sample([each for each in self.establishments if each.area.is_in_hub], 12):
            self.school(self.chance.choice(self.areas[5:30]), COMMUNITY_PRIMARY, school.name)

    def _misplaced(self) -> None:
        """Three places lie outside the local authority whose code the row has, and some are not known."""
        open_ones = [each for each in self.establishments if each.area.code == "895" and each.status == "Open"]
        for each in open_ones[:3]:
            each.easting, each.northing = 371000, 330000
        for each in open_ones[3:5]:
            each.cells |= {"Easting": "0", "Northing": "0"}
        open_ones[5].cells |= {"Easting": "", "Northing": ""}

    def _circle_and_other_links(self) -> None:
        hub = [each for each in self.establishments if each.area.is_in_hub and each.status == "Open"]
        one, other, centre, member, former, new = self.chance.sample([e for e in hub if e.kind.group == MAINTAINED], 6)
        # A circle, as between a school that closed, reopened and was written down twice.
        other.school = one.school
        self.close(other, dt.date(2015, 8, 31))
        self.links += [Link(one, other, "Successor", None), Link(other, one, "Successor", dt.date(2015, 9, 1))]
        self.links += [Link(one, other, "Predecessor", None)]
        # Kinds that tie nothing.
        self.links += [
            Link(member, centre, "Sixth Form Centre Link", None),
            Link(centre, member, "Sixth Form Centre School", None),
        ]
        self.links += [Link(former, new, "Other", None)]
        self.links += [Link(new, former, "Merged - change in age range", dt.date(2019, 9, 1))]

    def _foundation_trusts(self) -> None:
        for place, each in enumerate(e for e in self.establishments if e.kind.type == "Foundation school"):
            if place % 3 == 0 and each.status == "Open":
                each.trust = Trust("9001", "Co-operative Trust of Foundation Schools", "Supported by a trust")
            elif place % 3 == 1 and each.status == "Open":
                each.trust = Trust("", "", "Not supported by a trust")

    def _abroad(self) -> None:
        """British schools overseas, which have neither places nor postcodes of ours."""
        abroad = Area("704", "Does not apply (overseas)", "", "", (0, 0, 1000, 1000), ["Overseas"])
        kind = INDEPENDENT_SCHOOL._replace(code="37", type="British schools overseas", group="Other types")
        for _ in range(6):
            school = self.school(abroad._replace(postcodes="XZ"), kind)
            school.postcode, school.cells = "", {"Easting": "", "Northing": ""}


def replace_kind(academy: Kind, old: Kind) -> Kind:
    """Give what an academy was before: the type of then, the phase and the ages of now."""
    return old._replace(phase=academy.phase, ages=academy.ages)


def _day(day: dt.date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""

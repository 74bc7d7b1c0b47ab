"""The demonstration's schools as they are today, one establishment each."""

import datetime as dt
import random
from dataclasses import dataclass

from reach.demo.model import ACADEMY_GROUPS, Establishment, School
from reach.demo.names import NameMaker
from reach.demo.random_streams import spread_value, stream
from reach.demo.seeds import Area, Faith, Kind, Seeds, Town, Trust


@dataclass(frozen=True)
class _Site:
    """Where a school stands."""

    town: Town
    street: str
    locality: str
    postcode: str
    easting: int
    northing: int
    urban_rural: str


class SchoolMaker:
    """Makes schools, each with a name, a place and numbers of its own."""

    def __init__(self, seeds: Seeds) -> None:
        self._seeds = seeds
        self._rng = stream(seeds.seed, "schools")
        self.names = NameMaker(seeds.names, seeds.areas, stream(seeds.seed, "names"))
        self._numbers: dict[tuple[str, int], int] = {}
        self._ukprn = 99_000_000
        self._lone_trusts = 0

    def all(self) -> list[School]:
        """Make every school that demo.toml counts."""
        schools: list[School] = []
        for area in self._seeds.areas:
            for code, count in area.counts.items():
                for _ in range(count):
                    schools += self.pair(area) if code == "pair" else [self.one(area, self._seeds.kind(code))]
        return schools

    def pair(self, area: Area) -> list[School]:
        """Make an infant and a junior school that share a name and a site."""
        kind, other_kind = self._seeds.kind("infant"), self._seeds.kind("junior")
        certain = None if area.outside else self.names.certain("pair")
        infant = self.one(area, kind, name=certain)
        junior = self.one(area, other_kind, name=infant.today.name.replace("Infant", "Junior"), beside=infant)
        return [infant, junior]

    def one(
        self,
        area: Area,
        kind: Kind,
        *,
        name: str | None = None,
        type_name: str | None = None,
        beside: School | None = None,
    ) -> School:
        """Make a school, of a given name or type, or beside another one if so wished."""
        rng = self._rng
        certain = name or (None if area.outside else self.names.certain(kind.code))
        faith = self._faith(kind) if not certain else self._faith_in(certain)
        if certain and "Academy" in certain:
            type_name = type_name or kind.academy[0]
        type_name = type_name or self._type(area, kind, faith)
        type_group = self._seeds.type_groups[type_name]
        is_academy = type_group in ACADEMY_GROUPS
        plain_name = certain or self.names.school(area, kind, faith, is_academy=is_academy)
        site = self._site(area, plain_name) if beside is None else self._site_of(beside)
        low_age, high_age = rng.choice(kind.ages) if kind.ages else (None, None)
        domain = self.names.domain(plain_name, kind)
        establishment = Establishment(
            area=area,
            kind=kind,
            name=plain_name,
            number=self._number(area, kind),
            type=type_name,
            type_group=type_group,
            phase=kind.phase,
            low_age=low_age,
            high_age=high_age,
            sixth_form=_sixth_form(kind, high_age),
            opened_on=self._opened_on(is_academy=is_academy),
            pupils=round(spread_value(rng, kind.pupils)) if kind.pupils else None,
            fsm="",
            faith=faith,
            gender=rng.choice(["Boys", "Girls"]) if kind.code == "sixth" and rng.random() < 0.08 else "Mixed",
            trust_flag="Not applicable",
            trust_code="",
            trust_name="",
            ukprn="",
            street=site.street,
            locality=site.locality,
            town=site.town.name,
            postcode=site.postcode,
            website=self._website(domain),
            urban_rural=site.urban_rural,
            easting=site.easting,
            northing=site.northing,
            last_changed_on=self._seeds.hub_date - dt.timedelta(days=rng.randint(1, 300)),
        )
        establishment.fsm = self._fsm(establishment)
        self.enrol(establishment)
        return School([establishment], domain)

    def enrol(self, establishment: Establishment) -> None:
        """Give an establishment the trust and the numbers that one of its type has."""
        rng = self._rng
        self._ukprn += rng.randint(1, 9)
        establishment.ukprn = str(self._ukprn) if rng.random() < 0.95 else ""
        establishment.trust_flag, establishment.trust_code, establishment.trust_name = "Not applicable", "", ""
        if establishment.type_group in ACADEMY_GROUPS:
            self._join_trust(establishment)
        elif establishment.type == "Foundation school":
            # GIAS names a foundation school's own trust, too; only academy trusts have a code here.
            establishment.trust_flag = "Supported by a trust"
            establishment.trust_name = f"The {establishment.town} Foundation Trust"

    def _join_trust(self, establishment: Establishment) -> None:
        faith = establishment.faith.name if establishment.faith else ""
        trusts = [
            (position, trust)
            for position, trust in enumerate(self._seeds.trusts)
            if _is_for(trust, establishment, faith)
        ]
        if not trusts or self._rng.random() < 0.04:
            self._lone_trusts += 1
            establishment.trust_flag = "Supported by a single-academy trust"
            establishment.trust_code = str(96_000 + self._lone_trusts)
            establishment.trust_name = f"{establishment.name.replace(', a Voluntary Academy', '')} Trust"
            return
        position, trust = self._rng.choice(trusts)
        establishment.trust_flag = "Supported by a multi-academy trust"
        establishment.trust_code = str(95_001 + position)
        establishment.trust_name = trust.name

    def _faith(self, kind: Kind) -> Faith | None:
        if not kind.church:
            return None
        place = self._rng.random()
        for faith in self._seeds.faiths:
            place -= faith.share
            if place < 0:
                return faith
        return None

    def _faith_in(self, name: str) -> Faith | None:
        words = {"Catholic": "Roman Catholic", "CofE": "Church of England"}
        named = next((faith for word, faith in words.items() if word in name), None)
        return next((faith for faith in self._seeds.faiths if faith.name == named), None)

    def _type(self, area: Area, kind: Kind, faith: Faith | None) -> str:
        if kind.academy and self._rng.random() < area.academies.get(kind.family, 0):
            return self._rng.choice(kind.academy)
        return self._rng.choice(faith.maintained if faith else kind.maintained)

    def _number(self, area: Area, kind: Kind) -> int | None:
        if kind.first_number is None:
            return None
        key = area.code, kind.first_number
        self._numbers[key] = self._numbers.get(key, kind.first_number - 1) + 1
        return self._numbers[key]

    def _opened_on(self, *, is_academy: bool) -> dt.date | None:
        rng = self._rng
        if is_academy:
            return dt.date(rng.randint(2011, 2020), rng.choice([4, 9, 9, 9, 11, 2]), 1)
        if rng.random() < 0.5:
            return None
        return dt.date(1900, 1, 1) if rng.random() < 0.3 else dt.date(rng.randint(1946, 2008), 9, 1)

    def _fsm(self, establishment: Establishment) -> str:
        kind, pupils = establishment.kind, establishment.pupils
        if pupils is None or kind.group in ("independent", "other"):
            return ""
        share = spread_value(self._rng, kind.fsm or establishment.area.fsm)
        if kind.family == "secondary":
            share *= 0.85
        # Where only a few pupils are meant, GIAS does not say.
        return "SUPP" if 0 < share * pupils < 350 else f"{share:.1f}"

    def _website(self, domain: str) -> str:
        place = self._rng.random()
        if place < 0.05:
            return ""
        return ("https://www." if place < 0.55 else "www.") + domain + ("/" if self._rng.random() < 0.2 else "")

    def _site(self, area: Area, name: str) -> _Site:
        rng = self._rng
        village = self.names.village_in(name, area)
        town = next((town for town in area.towns if town.name == village), None)
        if town is None:
            town = rng.choices(area.towns, [town.weight for town in area.towns])[0]
        village = None if village == town.name else village
        is_rural = village is not None or rng.random() < town.rural
        easting, northing = (_near(rng, centre, town.spread) for centre in (town.easting, town.northing))
        if village is None and rng.random() < (0.8 if is_rural else 0.15):
            village = self.names.village(area)
        return _Site(
            town,
            self.names.street(),
            village if village and village != town.name else "",
            self.names.postcode(area),
            easting,
            northing,
            rng.choice(["Larger rural", "Smaller rural"]) + ": Nearer to a major town or city"
            if is_rural
            else "Urban: Nearer to a major town or city",
        )

    def _site_of(self, school: School) -> _Site:
        there = school.today
        town = next(town for town in there.area.towns if town.name == there.town)
        return _Site(
            town,
            there.street,
            there.locality,
            there.postcode,
            there.easting + self._rng.randint(20, 90),
            there.northing + self._rng.randint(20, 90),
            there.urban_rural,
        )


def _is_for(trust: Trust, establishment: Establishment, faith: str) -> bool:
    return trust.faith == faith and establishment.area.code in trust.areas


def _near(rng: random.Random, centre: int, spread: int) -> int:
    return centre + round(max(-1.5, min(1.5, rng.gauss(0, 0.7))) * spread)


def _sixth_form(kind: Kind, high_age: int | None) -> str:
    has_one = (high_age or 0) >= 18
    if kind.sixth_form_by_age or kind.phase == "All-through":
        return "Has a sixth form" if has_one else "Does not have a sixth form"
    return kind.sixth_form

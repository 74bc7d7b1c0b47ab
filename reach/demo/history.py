"""What became of the demonstration's schools: conversions, merges, a split, closures and openings."""

import dataclasses
import datetime as dt
from dataclasses import dataclass

from reach.demo.model import ACADEMY_GROUPS, Establishment, School
from reach.demo.random_streams import stream
from reach.demo.schools import SchoolMaker
from reach.demo.seeds import Area, Seeds

ONE_DAY = dt.timedelta(days=1)
_CAN_CONVERT = ("primary", "infant", "junior", "secondary", "sixth", "special-primary", "special-secondary", "special")


@dataclass(frozen=True)
class Link:
    """What the links file says of two establishments."""

    of: Establishment
    to: Establishment
    type: str
    established_on: dt.date | None


@dataclass(frozen=True)
class Register:
    """Every school that the demonstration has ever had, and how their establishments are tied."""

    schools: list[School]
    links: list[Link]

    @property
    def establishments(self) -> list[Establishment]:
        """All establishments, as GIAS has them, by URN."""
        return sorted((stay for school in self.schools for stay in school.stays), key=lambda stay: stay.urn)


def make_register(seeds: Seeds) -> Register:
    """Make all schools, and what became of them up to the day of the demonstration."""
    history = _History(seeds)
    history.conversions()
    history.merges()
    history.splits()
    history.closures()
    history.openings()
    history.other_links()
    _give_urns(seeds, history.schools)
    return Register(history.schools, sorted(history.links, key=lambda link: (link.of.urn, link.to.urn, link.type)))


class _History:
    def __init__(self, seeds: Seeds) -> None:
        self._seeds = seeds
        self._changes = seeds.changes
        self._rng = stream(seeds.seed, "history")
        self._maker = SchoolMaker(seeds)
        self.schools = self._maker.all()
        self.links: list[Link] = []

    def conversions(self) -> None:
        """Give academies the schools that they were before."""
        academies = [school for school in self._hub_schools() if _was_converted(school)]
        self._rng.shuffle(academies)
        for conversions in self._changes.conversions:
            for _ in range(conversions.schools):
                self._convert(academies.pop(), conversions.day)
        for school in [school for school in self._hub_schools() if len(school.stays) == 2][: self._changes.chains]:
            self._put_before(school, dt.date(self._rng.randint(2012, 2017), 9, 1), is_first=True)
        for _ in range(self._changes.earlier_conversions):
            school = academies.pop()
            self._put_before(school, school.today.opened_on or dt.date(2014, 9, 1), is_first=True)

    def merges(self) -> None:
        """Make one primary school of an infant and a junior school."""
        for merge in self._changes.merges:
            infant, junior = self._maker.pair(self._seeds.area(merge.area))
            self.schools += [infant, junior]
            name = infant.today.name.replace("Infant", "Primary")
            if merge.keeps_junior:
                grown = junior.today
                grown.name, grown.kind, grown.low_age = name, self._seeds.kind("primary"), 4
                self._close(infant, merge.day - ONE_DAY)
            else:
                merged = self._maker.one(
                    junior.area, self._seeds.kind("primary"), name=name, type_name=junior.today.type, beside=junior
                )
                grown = merged.today
                grown.number, grown.opened_on = junior.today.number, merge.day
                self.schools.append(merged)
                self._close(infant, merge.day - ONE_DAY)
                self._close(junior, merge.day - ONE_DAY)
                self._link(junior.today, grown, merge.day, " - merged")
            self._link(infant.today, grown, merge.day, " - merged")

    def splits(self) -> None:
        """Make a primary and a secondary school of an all-through school."""
        for split in self._changes.splits:
            area = self._seeds.area(split.area)
            whole = self._maker.one(area, self._seeds.kind("all-through"), type_name="Foundation school")
            self.schools.append(whole)
            base = whole.today.name.removeprefix("The ").removesuffix(" School")
            for code, stage in (("primary", "Primary"), ("secondary", "High")):
                part = self._maker.one(
                    area,
                    self._seeds.kind(code),
                    name=f"{base} {stage} School",
                    type_name="Academy converter",
                    beside=whole,
                )
                part.today.opened_on = split.day
                if code == "secondary":
                    part.today.number = whole.today.number
                self.schools.append(part)
                self._link(whole.today, part.today, split.day, " - Split School")
            self._close(whole, split.day - ONE_DAY)

    def closures(self) -> None:
        """Close schools for good: some lately, some long ago, some next."""
        for closure in self._changes.closures:
            school = self._maker.one(self._seeds.area(closure.area), self._seeds.kind(closure.kind))
            self._close(school, closure.day)
            self.schools.append(school)
        areas = [area for area in self._seeds.areas if not area.outside]
        for number in range(self._changes.old_closures):
            school = self._old_school(areas[number % len(areas)])
            self._close(school, dt.date(self._rng.randint(1998, 2019), 8, 31))
            school.today.pupils, school.today.fsm = None, ""
            self.schools.append(school)
        next_to_close = [school for school in self._hub_schools() if _may_close(school)]
        for school in self._rng.sample(next_to_close, self._changes.proposed_to_close.schools):
            school.today.closed_on = self._changes.proposed_to_close.day
            school.today.status = "Open, but proposed to close"

    def openings(self) -> None:
        """Open new schools, and propose others."""
        for opening in self._changes.openings + self._changes.proposals:
            kind = self._seeds.kind(opening.kind)
            school = self._maker.one(self._seeds.area(opening.area), kind, type_name=opening.type)
            school.today.opened_on = opening.day
            if opening in self._changes.proposals:
                school.today.status = "Proposed to open"
                school.today.pupils, school.today.fsm = None, ""
            self.schools.append(school)

    def other_links(self) -> None:
        """Link schools that are neighbours in some way, which makes none of them the other."""
        sixth, other, another = [school.today for school in self._hub_schools() if school.kind.code == "sixth"][:3]
        self.links += [
            Link(sixth, other, "Sixth Form Centre Link", dt.date(2019, 9, 1)),
            Link(other, sixth, "Sixth Form Centre School", None),
            Link(other, another, "Other", None),
        ]

    def _hub_schools(self) -> list[School]:
        return [school for school in self.schools if not school.area.outside]

    def _convert(self, school: School, day: dt.date) -> None:
        school.today.opened_on = day
        if self._rng.random() < 0.4:
            faith, name = school.today.faith, school.today.name
            if faith is None:
                school.today.name = name.removesuffix("School") + "Academy" if name.endswith("School") else name
            else:
                school.today.name = name + faith.academy_suffix
        self._put_before(school, day)

    def _put_before(self, school: School, day: dt.date, *, is_first: bool = False) -> None:
        """Put before a school's oldest establishment the one that it was until the day before."""
        new = school.stays[0]
        if is_first and len(school.stays) > 1:
            new.type = next((type_name for type_name in new.kind.academy if "converter" in type_name), new.type)
            new.type_group, new.opened_on = self._seeds.type_groups[new.type], day
        old = dataclasses.replace(new, name=_name_before(new.name))
        old.type = self._rng.choice(new.faith.maintained if new.faith else new.kind.maintained)
        old.type_group = self._seeds.type_groups[old.type]
        old.opened_on = None if self._rng.random() < 0.6 else dt.date(self._rng.randint(1948, 2004), 9, 1)
        if len(school.stays) == 1 and not is_first and old.pupils:
            old.pupils += self._rng.randint(-8, 8)
        self._maker.enrol(old)
        _shut(old, day - ONE_DAY, self._seeds.hub_date)
        school.stays.insert(0, old)
        self._link(old, new, day)

    def _close(self, school: School, day: dt.date) -> None:
        _shut(school.today, day, self._seeds.hub_date)

    def _old_school(self, area: Area) -> School:
        kind = self._seeds.kind(self._rng.choice(["primary", "primary", "primary", "secondary"]))
        school = self._maker.one(area, kind, type_name="Community school")
        school.today.opened_on = None
        return school

    def _link(self, old: Establishment, new: Establishment, day: dt.date, suffix: str = "") -> None:
        """Tie an old establishment to a new one, as the links file does: often from both sides, sometimes undated."""
        both = [Link(new, old, f"Predecessor{suffix}", day), Link(old, new, f"Successor{suffix}", day)]
        if self._rng.random() < self._changes.one_sided_links:
            both = [self._rng.choice(both)]
        if self._rng.random() < self._changes.undated_links:
            both = [dataclasses.replace(link, established_on=None) for link in both]
        self.links += both


def _was_converted(school: School) -> bool:
    is_converted = school.today.type_group == "Academies" and "alternative" not in school.today.type
    return is_converted and school.kind.code in _CAN_CONVERT


def _may_close(school: School) -> bool:
    here = school.today
    return here.kind.code == "primary" and here.status == "Open" and here.type == "Community school"


def _name_before(name: str) -> str:
    return name.replace(", a Voluntary Academy", "").replace("Academy", "School")


def _shut(establishment: Establishment, day: dt.date, hub_date: dt.date) -> None:
    establishment.status = "Closed"
    establishment.closed_on = day
    establishment.trust_flag, establishment.trust_code, establishment.trust_name = "Not applicable", "", ""
    establishment.website = ""
    establishment.last_changed_on = min(day + dt.timedelta(days=30), hub_date - ONE_DAY)


def _give_urns(seeds: Seeds, schools: list[School]) -> None:
    """Number establishments as GIAS does: the oldest by place, those that have opened since by day."""
    rng = stream(seeds.seed, "urns")
    first_day = seeds.years[0].half_terms[0][0].replace(day=1)
    establishments = [stay for school in schools for stay in school.stays]
    old = [each for each in establishments if not _is_new(each, first_day)]
    new = [each for each in establishments if _is_new(each, first_day)]
    for first_urn, numbered in ((seeds.first_urn, old), (seeds.first_new_urn, new)):
        urn = first_urn
        for establishment in sorted(numbered, key=_order):
            establishment.urn = urn
            urn += rng.randint(1, 3)


def _is_new(establishment: Establishment, first_day: dt.date) -> bool:
    opened_on = establishment.opened_on
    return establishment.status == "Proposed to open" or (opened_on is not None and opened_on >= first_day)


def _order(establishment: Establishment) -> tuple[dt.date, str, int, str]:
    is_academy = establishment.type_group in ACADEMY_GROUPS
    day = establishment.opened_on if is_academy else None
    return day or dt.date.min, establishment.area.code, establishment.number or 0, establishment.name

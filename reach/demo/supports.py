"""Support from school to school: strong ones help others, often across local authorities."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from reach.demo.model import School
from reach.demo.plan import Activity
from reach.demo.random_streams import spread_value, stream
from reach.demo.seeds import Seeds, SupportKind, Year


def make_supports(seeds: Seeds, schools: Sequence[School], activities: Sequence[Activity]) -> list[dict[str, Any]]:
    """Give a row for each support, by the day on which it began."""
    maker = _SupportMaker(seeds, schools, activities)
    rows = [
        row
        for kind in seeds.sheets.supports.kinds
        for year, count in zip(seeds.years, kind.supports, strict=True)
        for row in maker.of_year(kind, year, count)
    ]
    return sorted(rows, key=lambda row: (row["started_on"], row["supporting_school"], row["supported_school"]))


class _SupportMaker:
    def __init__(self, seeds: Seeds, schools: Sequence[School], activities: Sequence[Activity]) -> None:
        self._seeds = seeds
        self._supports = seeds.sheets.supports
        self._rng = stream(seeds.seed, "supports")
        self._schools = [school for school in schools if not school.area.outside and school.kind.is_in_scope]
        self._came: dict[School, set[str]] = {school: set() for school in self._schools}
        for activity in activities:
            for place in activity.places:
                if place.comes and place.school in self._came and not activity.is_upcoming:
                    self._came[place.school].add(activity.year.academic_year)
        self._strong = {kind.family: self._strong_schools(kind) for kind in self._supports.kinds}

    def of_year(self, kind: SupportKind, year: Year, count: int) -> list[dict[str, Any]]:
        """Give the supports that began in a year."""
        days = [day for day in year.school_days((1, 5)) if day <= self._seeds.hub_date]
        found: list[dict[str, Any]] = []
        taken: set[School] = set()
        for _ in range(count):
            started_on = self._rng.choice(days)
            pair = self._pair(kind, year, started_on, taken)
            if pair:
                taken.add(pair[1])
                found.append(self._row(kind, *pair, started_on))
        return found

    def _strong_schools(self, kind: SupportKind) -> list[School]:
        """Choose schools that have come year after year."""
        kin = [school for school in self._schools if school.kind.family == kind.family]
        loyal = sorted(kin, key=lambda school: (-len(self._came[school]), self._rng.random()))
        return loyal[: kind.supporters]

    def _pair(self, kind: SupportKind, year: Year, day: dt.date, taken: set[School]) -> tuple[School, School] | None:
        """Choose who supports whom: rather a school that begins to come, and rather a disadvantaged one."""
        rng = self._rng
        able = [school for school in self._strong[kind.family] if school.on(day)]
        if not able:
            return None
        supporting = rng.choice(able)
        is_across = rng.random() < self._supports.across
        weights = {
            school: self._need(school, year)
            for school in self._schools
            if school.kind.family == kind.family
            and school not in self._strong[kind.family]
            and school not in taken
            and (school.area == supporting.area) != is_across
            and school.on(day)
        }
        if not weights:
            return None
        return supporting, rng.choices(list(weights), list(weights.values()))[0]

    def _need(self, school: School, year: Year) -> float:
        fsm = school.today.fsm
        share = float(fsm) if fsm not in ("", "SUPP") else 20.0
        return (1 + share / 10) * (3 if year.academic_year in self._came[school] else 1)

    def _row(self, kind: SupportKind, supporting: School, supported: School, started_on: dt.date) -> dict[str, Any]:
        rng, supports, hub_date = self._rng, self._supports, self._seeds.hub_date
        ended_on = started_on + dt.timedelta(days=round(7 * spread_value(rng, supports.weeks)))
        days = max(1, round(2 * spread_value(rng, supports.days))) / 2
        if ended_on > hub_date:
            done = (hub_date - started_on) / (ended_on - started_on)
            days = max(1, round(2 * days * done)) / 2
        row: dict[str, Any] = {
            **self._school_cells("supporting_", supporting, started_on),
            **self._school_cells("supported_", supported, started_on),
            "started_on": started_on,
            "days": days,
            "focus": rng.choice(kind.foci),
        }
        if ended_on <= hub_date:
            row["ended_on"] = ended_on
        if rng.random() < supports.with_programme:
            row["programme_code"] = rng.choice(kind.programmes)
        return row

    def _school_cells(self, prefix: str, school: School, day: dt.date) -> dict[str, Any]:
        here = school.on(day) or school.today
        if self._rng.random() < self._supports.without_urn:
            return {f"{prefix}school": here.name, f"{prefix}postcode": here.postcode}
        return {f"{prefix}school": here.name, f"{prefix}urn": here.urn}

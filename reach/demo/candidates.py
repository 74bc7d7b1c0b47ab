"""Candidates for teaching mathematics, as a sheet tells of them: stage by stage, by a reference."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reach.candidate_stages import FIRST_STAGE
from reach.demo.model import School
from reach.demo.random_streams import spread_value, stream
from reach.demo.seeds import Route, Seeds, Step, Year

_KINDS_OF_PHASE = {
    "primary": ("primary", "junior"),
    "secondary": ("secondary", "sixth"),
    "post-16": ("sixth", "further"),
}


def make_candidates(seeds: Seeds, schools: Sequence[School]) -> list[dict[str, Any]]:
    """Give a row for each stage that a candidate has come to, by the day on which it did."""
    maker = _CandidateMaker(seeds, schools)
    rows = [
        row
        for year_number, year in enumerate(seeds.years)
        for route in seeds.sheets.candidates.routes
        for _ in range(route.candidates[year_number])
        for row in maker.rows(year, route)
    ]
    return sorted(rows, key=lambda row: (row["reached_on"], row["candidate"]))


@dataclass
class _Candidate:
    reference: str
    route: Route
    area: str
    phase: str
    school: School | None = None
    stages: list[tuple[str, dt.date]] = field(default_factory=list)


class _CandidateMaker:
    def __init__(self, seeds: Seeds, schools: Sequence[School]) -> None:
        self._seeds = seeds
        self._candidates = seeds.sheets.candidates
        self._schools = schools
        self._rng = stream(seeds.seed, "candidates")
        self._count = 0

    def rows(self, year: Year, route: Route) -> list[dict[str, Any]]:
        """Give the rows of one candidate who enquired in a year."""
        rng = self._rng
        self._count += 1
        candidate = _Candidate(
            f"M{year.academic_year[2:4]}-{self._count:03}",
            route,
            _chosen(rng, self._candidates.areas),
            _chosen(rng, route.phases),
        )
        candidate.stages.append((FIRST_STAGE, self._enquired_on(year)))
        for step in route.steps:
            if rng.random() >= step.share * self._candidates.weak_steps.get(candidate.area, {}).get(step.stage, 1):
                break
            reached_on = self._reached_on(step, candidate.stages[-1][1])
            if reached_on is None or reached_on > self._seeds.hub_date:
                break
            candidate.stages.append((step.stage, reached_on))
        return self._rows(candidate)

    def _enquired_on(self, year: Year) -> dt.date:
        half_term = self._rng.choices(range(1, 7), self._candidates.enquiries)[0]
        days = [day for day in year.school_days((half_term, half_term)) if day <= self._seeds.hub_date]
        # The year under way has no later half-terms: everybody who would enquire then has done so before.
        return self._rng.choice(days or year.school_days((1, 4)))

    def _reached_on(self, step: Step, before: dt.date) -> dt.date | None:
        earliest = before + dt.timedelta(days=round(spread_value(self._rng, step.days)))
        if not step.half_terms:
            return earliest
        starts = [year.half_terms[number - 1][0] for year in self._seeds.years for number in step.half_terms]
        return min((day for day in starts if day >= earliest), default=None)

    def _rows(self, candidate: _Candidate) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        is_at_school = False
        for stage, reached_on in candidate.stages:
            is_at_school = is_at_school or stage == self._candidates.from_school_on
            is_last = stage == candidate.stages[-1][0]
            is_recorded = is_last or stage == FIRST_STAGE or self._rng.random() >= self._candidates.unrecorded
            cells = self._school_cells(candidate, stage, reached_on) if is_at_school else {}
            has_no_area = bool(cells) and self._rng.random() < self._candidates.without_area
            if is_recorded:
                rows.append(
                    {
                        "candidate": candidate.reference,
                        "route": candidate.route.name,
                        "stage": stage,
                        "reached_on": reached_on,
                        "phase": candidate.phase,
                        **({} if has_no_area else {"la_code": candidate.area}),
                        **cells,
                    }
                )
        return rows

    def _school_cells(self, candidate: _Candidate, stage: str, day: dt.date) -> dict[str, Any]:
        """Give the school where a candidate trains or teaches; some change it when they begin to teach."""
        rng = self._rng
        changes = stage == candidate.route.steps[-1].stage and rng.random() < self._candidates.changes_school
        if candidate.school is None or changes:
            candidate.school = self._school(candidate, day)
        here = candidate.school.on(day) if candidate.school else None
        is_unknown = rng.random() < self._candidates.without_school
        return {} if here is None or is_unknown else {"school": here.name, "urn": here.urn}

    def _school(self, candidate: _Candidate, day: dt.date) -> School | None:
        kinds = _KINDS_OF_PHASE.get(candidate.phase, ())
        there = [
            school
            for school in self._schools
            if school.area.code == candidate.area and school.kind.code in kinds and school.on(day)
        ]
        return self._rng.choice(there) if there else None


def _chosen(rng: random.Random, weights: dict[str, float]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]

"""The other sheets of the hub's template: what activities offer, candidates, support between schools, partners."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from reach.demo.candidates import make_candidates
from reach.demo.hold_backs import make_hold_backs
from reach.demo.model import School
from reach.demo.plan import Activity
from reach.demo.random_streams import spread_value, stream
from reach.demo.register import Row
from reach.demo.seeds import Challenge, Seeds, Year
from reach.demo.supports import make_supports
from reach.settings import Settings

SheetRow = dict[str, Any]
"""Cells by the names of a sheet's columns; what is left out is blank."""


def make_sheets(
    seeds: Seeds,
    settings: Settings,
    schools: Sequence[School],
    activities: Sequence[Activity],
    registers: Sequence[Sequence[Row]],
) -> dict[str, list[SheetRow]]:
    """Give the rows of each sheet."""
    offered = _Offered(seeds, settings, schools)
    challenges, pupil_counts = offered.challenges(activities)
    return {
        "activities": [*offered.of_registers(activities, registers), *challenges, *offered.planned()],
        "targets": _targets(seeds, settings),
        "candidate_stages": make_candidates(seeds, schools),
        "supports": make_supports(seeds, schools, activities),
        "pupil_counts": pupil_counts,
        "partners": _partners(seeds, settings),
        "hold_backs": make_hold_backs(seeds, schools, activities),
    }


class _Offered:
    """What the sheet of activities has beside their registers."""

    def __init__(self, seeds: Seeds, settings: Settings, schools: Sequence[School]) -> None:
        self._seeds = seeds
        self._offered = seeds.sheets.offered
        self._phases = {programme.code: programme.phases for programme in settings.programmes}
        self._partners = [partner.name for partner in settings.partners]
        self._schools = schools
        self._rng = stream(seeds.seed, "offered")

    def of_registers(self, activities: Sequence[Activity], registers: Sequence[Sequence[Row]]) -> list[SheetRow]:
        """Give the rows of activities that have a register; of a few the sheet does not know."""
        return [
            self._row(activity, register)
            for activity, register in zip(activities, registers, strict=True)
            if self._rng.random() >= self._offered.without_row
        ]

    def planned(self) -> list[SheetRow]:
        """Give the rows of activities of the term to come, which have no register yet."""
        rng, year = self._rng, self._seeds.years[-1]
        offers = {code: (offer, stage) for offer in self._seeds.offers for stage, code in enumerate(offer.codes)}
        return [
            {
                "activity": f"{offers[planned.code][0].title_of(offers[planned.code][1])} "
                f"{_next_year(year)} group {number}",
                "programme_code": planned.code,
                "lead_partner": rng.choice(self._partners) if self._partners else None,
                "places": planned.places,
                "delivery_mode": offers[planned.code][0].mode or _chosen(rng, year.modes),
                "starts_on": planned.starts_on + dt.timedelta(days=7 * (number - 1)),
            }
            for planned in self._offered.planned
            for number in range(1, planned.groups + 1)
        ]

    def challenges(self, activities: Sequence[Activity]) -> tuple[list[SheetRow], list[SheetRow]]:
        """Give the competitions and the pupils whom schools brought to them: schools that came to the hub that year."""
        rows: list[SheetRow] = []
        counts: list[SheetRow] = []
        for year in self._seeds.years:
            came = {place.school for each in activities if each.year == year for place in each.places if place.comes}
            near = [school for school in self._schools if school in came and not school.area.outside]
            for challenge in self._offered.challenges:
                of_challenge = self._challenge(year, challenge, near)
                counts += of_challenge
                if of_challenge:
                    first = of_challenge[0]
                    rows.append(
                        {
                            "activity": first["activity"],
                            "programme_code": challenge.programme,
                            "delivery_mode": "in person",
                            "starts_on": first["held_on"],
                        }
                    )
        return rows, counts

    def _challenge(self, year: Year, challenge: Challenge, near: Sequence[School]) -> list[SheetRow]:
        rng = self._rng
        days = [day for day in year.school_days((challenge.half_term,) * 2) if day <= self._seeds.hub_date]
        held_on = rng.choice(days) if days else None
        invited = [school for school in near if school.kind.group in challenge.groups]
        if held_on is None:
            return []
        return [
            {
                "activity": f"{challenge.title} {year.academic_year}",
                "programme_code": challenge.programme,
                "held_on": held_on,
                "session_number": 1,
                "school": here.name,
                "urn": here.urn,
                "pupils": round(spread_value(rng, challenge.pupils)),
            }
            for school in rng.sample(invited, min(rng.randint(*challenge.schools), len(invited)))
            if (here := school.on(held_on))
        ]

    def _row(self, activity: Activity, register: Sequence[Row]) -> SheetRow:
        rng, offered = self._rng, self._offered
        starts_on = min(dt.datetime.strptime(row["Session date"], "%d/%m/%Y").date() for row in register)
        people = len({row["Email"] for row in register})
        slack = self._slack(activity)
        places = max(4, 2 * round(people / (spread_value(rng, offered.fill) * activity.offer.demand * slack) / 2))
        is_unknown = rng.random() < offered.without_places
        focus = self._focus(activity)
        has_no_focus = rng.random() < offered.without_focus
        return _filled(
            {
                "activity": activity.title,
                "programme_code": activity.code,
                "lead_partner": activity.lead or None,
                "places": None if is_unknown else places,
                "delivery_mode": activity.mode,
                "phase_focus": None if has_no_focus else focus,
                "starts_on": starts_on,
            }
        )

    def _slack(self, activity: Activity) -> float:
        """Say how much less than usual is taken up where most of the schools are of one area and family."""
        area, family = Counter(
            (place.school.area.code, place.school.kind.family) for place in activity.places
        ).most_common(1)[0][0]
        return self._offered.slack.get(area, {}).get(family, 1.0)

    def _focus(self, activity: Activity) -> str | None:
        """Give the phase of most of the schools, where the programme is for several."""
        phases = self._phases[activity.code]
        if len(phases) < 2:
            return None
        if activity.offer.focus:
            return activity.offer.focus
        likely = Counter(_PHASE_OF_FAMILY.get(place.school.kind.family, "") for place in activity.places)
        return next((phase for phase, _ in likely.most_common() if phase in phases), phases[0])


_PHASE_OF_FAMILY = {"nursery": "early years", "primary": "primary", "secondary": "secondary", "college": "post-16"}


def _targets(seeds: Seeds, settings: Settings) -> list[SheetRow]:
    """Give the targets; those for the role of a strand that the hub does not have are left out."""
    codes: dict[str | None, str] = {strand.role: strand.code for strand in settings.strands}
    source = {"source": seeds.sheets.target_source}
    return [
        _filled(target.model_dump(exclude={"strand_role"}) | {"strand": codes.get(target.strand_role)}) | source
        for target in seeds.sheets.targets
        if target.strand_role is None or target.strand_role in codes
    ]


def _partners(seeds: Seeds, settings: Settings) -> list[SheetRow]:
    """Give each partner's kind, as its name suggests, and the partners that only the sheet knows."""
    words, usual = seeds.sheets.partner_kinds[:-1], seeds.sheets.partner_kinds[-1][1]
    known = [
        {"partner": partner.name, "kind": next((kind for word, kind in words if word in partner.name), usual)}
        for partner in settings.partners
    ]
    return known + [{"partner": name, "kind": kind} for name, kind in seeds.sheets.other_partners.items()]


def _filled(cells: Mapping[str, Any]) -> SheetRow:
    return {name: cell for name, cell in cells.items() if cell is not None}


def _chosen(rng: Random, weights: Mapping[str, float]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _next_year(year: Year) -> str:
    first = year.last_day.year
    return f"{first}/{(first + 1) % 100:02}"

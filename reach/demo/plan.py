"""Which school takes part in what, year by year: the demonstration's activities and the schools in each."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from reach.demo.model import School
from reach.demo.random_streams import stream
from reach.demo.seeds import Offer, Seeds, Year

_PROPOSED = "Proposed to open"
_FIRST_STAGES = (4, 3, 2, 1)
"""How many schools of the first year had already come how far on a journey."""


@dataclass(frozen=True)
class Place:
    """A school in an activity; one that does not come has signed up for it only."""

    school: School
    comes: bool


@dataclass(frozen=True)
class Activity:
    """A work group, course or event of one year."""

    offer: Offer
    code: str
    title: str
    year: Year
    lead: str
    mode: str
    places: list[Place]
    is_upcoming: bool = False


def make_plan(seeds: Seeds, schools: Sequence[School], partners: Sequence[str]) -> list[Activity]:
    """Plan the activities of all years."""
    planner = _Planner(seeds, schools, partners)
    return [activity for year in seeds.years for activity in planner.plan(year)]


class _Planner:
    def __init__(self, seeds: Seeds, schools: Sequence[School], partners: Sequence[str]) -> None:
        self._seeds = seeds
        self._plan = seeds.plan
        self._rng = stream(seeds.seed, "plan")
        self._mode_rng = stream(seeds.seed, "modes")
        self._all = [school for school in schools if school.today.status != _PROPOSED]
        self._hub = [school for school in self._all if not school.area.outside and school.kind.is_in_scope]
        self._fsm_rank = _fsm_ranks(self._hub)
        self._liking = {school: self._rng.gauss(0, 1) + _effect(school) for school in self._hub}
        self._never = self._never_schools()
        self._stages: dict[tuple[School, str], int] = {}
        self._came_last_year: set[School] = set()
        self._ever_came: set[School] = set()
        self._leads = {
            offer.title: self._rng.sample(partners, min(4, len(partners))) for offer in seeds.offers if partners
        }

    def plan(self, year: Year) -> list[Activity]:
        """Plan one year."""
        counted_on = min(year.last_day, self._seeds.hub_date)
        is_open = [school for school in self._hub if self._all_year(school, year) and school.on(counted_on)]
        attending = self._attending(year, is_open)
        wishes: dict[tuple[int, int], list[Place]] = {}
        for school in attending:
            for number, (position, stage) in enumerate(self._wishes(year, school)):
                comes = number == 0 or self._rng.random() >= self._plan.no_show_share
                wishes.setdefault((position, stage), []).append(Place(school, comes))
        for place in [*self._only_signed_up(is_open, attending), *self._others(year)]:
            for position, stage in self._wishes(year, place.school)[:1]:
                wishes.setdefault((position, stage), []).append(place)
        for school in self._light_touch(is_open):
            for position, stage in self._wishes(year, school, light_touch=True)[:1]:
                wishes.setdefault((position, stage), []).append(Place(school, comes=True))
        self._came_last_year = set(attending)
        self._ever_came |= self._came_last_year
        activities = [
            activity
            for position, stage in sorted(wishes)
            for activity in self._activities(year, position, stage, wishes[position, stage], attending)
        ]
        return activities + (self._upcoming(year, is_open) if year == self._seeds.years[-1] else [])

    def _all_year(self, school: School, year: Year) -> bool:
        return school.on(year.half_terms[0][0]) is not None

    def _attending(self, year: Year, is_open: list[School]) -> list[School]:
        attending: list[School] = []
        for family, share in year.shares.items():
            kin = [school for school in is_open if school.kind.family == family]
            likely = {school: self._score(year, school) for school in kin if school not in self._never}
            attending += sorted(likely, key=lambda school: likely[school], reverse=True)[: round(share * len(kin))]
        return attending

    def _score(self, year: Year, school: School) -> float:
        score = self._liking[school] + self._plan.whim * self._rng.gauss(0, 1)
        score += year.disadvantage * (0.5 - self._fsm_rank[school])
        if school in self._came_last_year:
            return score + self._plan.loyalty
        return score + (0 if school in self._ever_came else self._plan.courting * self._seeds.years.index(year))

    def _never_schools(self) -> set[School]:
        today = [school for school in self._hub if school.on(self._seeds.hub_date)]
        likely = {school: self._liking[school] + self._rng.gauss(0, 0.8) for school in today}
        return set(sorted(likely, key=lambda school: likely[school])[: round(self._plan.never_share * len(today))])

    def _wishes(self, year: Year, school: School, *, light_touch: bool = False) -> list[tuple[int, int]]:
        """Give the offers that a school takes up in a year, each as its position and the stage of a journey."""
        weights = {
            position: self._weight(offer, school)
            for position, offer in enumerate(self._seeds.offers)
            if offer.light_touch == light_touch and (offer.from_year or "") <= year.academic_year
        }
        counts = self._plan.programmes_a_school
        wanted = self._rng.choices(range(1, len(counts) + 1), counts)[0] + school.kind.more_programmes
        found: list[tuple[int, int]] = []
        while len(found) < wanted and any(weights.values()):
            position = self._rng.choices(list(weights), list(weights.values()))[0]
            weights.pop(position)
            found.append((position, self._stage(self._seeds.offers[position], school, year)))
        return found

    def _weight(self, offer: Offer, school: School) -> float:
        """Say how likely a school is to take up an offer; one on a journey is likely to go on."""
        weight = offer.weights.get(school.kind.group, 0)
        stage = self._stages.get((school, offer.title))
        if stage is None:
            return weight
        return weight * (4 if stage < len(offer.stages) - 1 else 2)

    def _stage(self, offer: Offer, school: School, year: Year) -> int:
        if not offer.stages:
            return 0
        last = len(offer.stages) - 1
        before = self._stages.get((school, offer.title))
        if before is not None:
            stage = min(last, before + (1 if self._rng.random() < 0.85 else 0))
        elif year == self._seeds.years[0]:
            stage = self._rng.choices(range(last + 1), _FIRST_STAGES[: last + 1])[0]
        else:
            stage = 0 if self._rng.random() < 0.8 else 1
        self._stages[school, offer.title] = stage
        return stage

    def _only_signed_up(self, is_open: list[School], attending: list[School]) -> list[Place]:
        came = set(attending)
        others = [school for school in is_open if school not in came]
        wanted = round(self._plan.signed_up_share * len(is_open))
        return [Place(school, comes=False) for school in self._rng.sample(others, min(wanted, len(others)))]

    def _light_touch(self, is_open: list[School]) -> list[School]:
        """Choose schools for networks and webinars; some of them come to nothing else, ever."""
        willing = [school for school in is_open if school not in self._never or self._rng.random() < 0.35]
        return self._rng.sample(willing, min(round(self._plan.light_touch_share * len(is_open)), len(willing)))

    def _others(self, year: Year) -> list[Place]:
        """Choose independent schools, and visitors from elsewhere."""
        independent = [
            school
            for school in self._all
            if school.kind.group == "independent" and not school.area.outside and self._all_year(school, year)
        ]
        visitors = [school for school in self._all if school.area.outside]
        chosen = self._rng.sample(independent, round(self._plan.independent_share * len(independent)))
        chosen += self._rng.sample(visitors, self._plan.visitors_a_year)
        return [Place(school, comes=True) for school in chosen]

    def _activities(
        self, year: Year, position: int, stage: int, places: list[Place], attending: list[School]
    ) -> list[Activity]:
        """Put the places of an offer into groups, most of them of schools that are near each other."""
        offer = self._seeds.offers[position]
        least, most = self._plan.activity_schools
        taken = {place.school for place in places}
        more = [school for school in attending if school not in taken and offer.weights.get(school.kind.group, 0)]
        self._rng.shuffle(more)
        places = places + [Place(school, comes=True) for school in more[: max(0, least - len(places))]]
        areas = [area.code for area in self._seeds.areas]
        codes = [place.school.area.code if self._rng.random() < 0.7 else self._rng.choice(areas) for place in places]
        order = sorted(range(len(places)), key=lambda number: (areas.index(codes[number]), self._rng.random()))
        groups = max(1, round(2 * len(places) / (least + most)))
        bounds = [len(places) * number // groups for number in range(groups + 1)]
        return [
            self._activity(offer, stage, year, number, [places[index] for index in order[first:last]])
            for number, (first, last) in enumerate(itertools.pairwise(bounds), start=1)
        ]

    def _activity(
        self, offer: Offer, stage: int, year: Year, number: int, places: list[Place], *, is_upcoming: bool = False
    ) -> Activity:
        has_lead = offer.title in self._leads and self._rng.random() >= self._plan.without_lead
        group = f"summer {number}" if is_upcoming else f"group {number}"
        return Activity(
            offer=offer,
            code=offer.codes[stage],
            title=f"{offer.title_of(stage)} {year.academic_year} {group}",
            year=year,
            lead=self._rng.choice(self._leads[offer.title]) if has_lead else "",
            mode=offer.mode or self._mode_rng.choices(list(year.modes), list(year.modes.values()))[0],
            places=places,
            is_upcoming=is_upcoming,
        )

    def _upcoming(self, year: Year, is_open: list[School]) -> list[Activity]:
        """Plan enrichment days that are still to come, for schools of any standing."""
        offer = next(offer for offer in self._seeds.offers if offer.brings_pupils)
        invited = [school for school in is_open if offer.weights.get(school.kind.group, 0)]
        most = self._plan.activity_schools[1]
        return [
            self._activity(
                offer,
                0,
                year,
                number,
                [Place(school, comes=True) for school in self._rng.sample(invited, most - number)],
                is_upcoming=True,
            )
            for number in range(1, self._plan.upcoming_enrichment + 1)
        ]


def _effect(school: School) -> float:
    return school.kind.effect + school.area.effects.get(school.kind.family, 0)


def _fsm_ranks(schools: Sequence[School]) -> dict[School, float]:
    """Give each school its rank by free school meals among its kin, from 0 to 1; unknown is the middle."""
    ranks = dict.fromkeys(schools, 0.5)
    for family in ("primary", "secondary", "special"):
        known = [school for school in schools if school.kind.family == family and school.today.fsm not in ("", "SUPP")]
        known.sort(key=lambda school: float(school.today.fsm))
        ranks |= {school: place / len(known) for place, school in enumerate(known)}
    return ranks

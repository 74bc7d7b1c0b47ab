"""The definitions once more, in plain Python and written from their words alone, to hold the SQL against."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dateutil.easter import easter

from reach.filters import Filters
from reach.phases import ALL_PHASES
from reach.settings import Settings
from tests.typed import present

STRENGTH = {"Attended": 4, "Apologies": 3, "Absent": 2, "Booked": 1}
LEVELS = ["not_reached", "signed_up", "attended", "completed"]
PHASES = ["early years", "primary", "secondary", "post-16"]
PHASES_OF_GIAS = {
    "Nursery": {"early years"},
    "Primary": {"primary"},
    "Middle deemed primary": {"primary"},
    "Secondary": {"secondary"},
    "Middle deemed secondary": {"secondary"},
    "All-through": {"primary", "secondary"},
    "16 plus": {"post-16"},
}


@dataclass(frozen=True)
class School:
    """An establishment."""

    urn: int
    la: str
    number: str
    status: str
    opened: dt.date | None
    closed: dt.date | None
    gias_phase: str
    low: int | None
    high: int | None
    has_sixth_form: bool
    group: str
    type: str
    fsm: float | None

    def is_open(self, day: dt.date) -> bool:
        if self.status == "Proposed to open" or (self.status == "Closed" and self.closed is None):
            return False
        return (self.opened is None or self.opened <= day) and (self.closed is None or self.closed >= day)

    def phases(self) -> set[str]:
        taught = set(PHASES_OF_GIAS.get(self.gias_phase, ()))
        if self.gias_phase == "Not applicable" and self.low is not None and self.high is not None:
            ages = set(range(self.low, self.high))
            for phase, of_phase in (("primary", (5, 11)), ("secondary", (11, 16)), ("post-16", (16, 19))):
                if len(ages & set(range(*of_phase))) >= 2:
                    taught.add(phase)
        return taught | ({"post-16"} if self.has_sixth_form else set())


@dataclass(frozen=True)
class Link:
    """A line of the links file."""

    urn: int
    type: str
    other: int
    on: dt.date | None


@dataclass(frozen=True)
class Row:
    """A row of a register."""

    urn: int
    programme: str
    activity: str
    on: dt.date
    session: int
    person: str
    word: str
    file: int = 1
    """Which of the files it stands in: they are imported in this order."""


def days_of(year: str, period: str) -> tuple[dt.date, dt.date]:
    first = int(year[:4])
    monday = easter(first + 1) + dt.timedelta(days=1)
    return {
        "year": (dt.date(first, 9, 1), dt.date(first + 1, 8, 31)),
        "autumn": (dt.date(first, 9, 1), dt.date(first, 12, 31)),
        "spring": (dt.date(first + 1, 1, 1), monday),
        "summer": (monday + dt.timedelta(days=1), dt.date(first + 1, 8, 31)),
    }[period]


def year_of(day: dt.date) -> str:
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def year_before(year: str) -> str:
    return f"{int(year[:4]) - 1}/{year[2:4]}"


def a_year_before(day: dt.date) -> dt.date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return dt.date(day.year - 1, day.month, 28 if is_leap_day else day.day)


def main_phase(school: School) -> str | None:
    return next((phase for phase in PHASES if phase in school.phases()), None)


def standing_rows(rows: Iterable[Row]) -> list[Row]:
    """Give what stands of each person and session: the strongest of a file, a later file's before an earlier one's."""
    by_file: dict[tuple[Any, ...], dict[int, Row]] = defaultdict(dict)
    for row in rows:
        said = by_file[row.programme, row.activity, row.on, row.session, row.person]
        if row.file not in said or STRENGTH[row.word] > STRENGTH[said[row.file].word]:
            said[row.file] = row
    found = []
    for said in by_file.values():
        marked = [file for file, row in said.items() if row.word != "Booked"]
        found.append(said[max(marked or said)])
    return found


class Oracle:
    """A hub that can be asked what the queries are asked."""

    def __init__(
        self,
        settings: Settings,
        schools: Iterable[School],
        links: Iterable[Link],
        rows: Iterable[Row],
        register: dt.date,
    ) -> None:
        self.settings, self.register = settings, register
        self.schools = {school.urn: school for school in schools}
        self.forward: dict[int, dict[int, list[dt.date | None]]] = defaultdict(lambda: defaultdict(list))
        self.backward: dict[int, dict[int, list[dt.date | None]]] = defaultdict(lambda: defaultdict(list))
        for link in links:
            if link.type.startswith("Predecessor"):
                old, new = link.other, link.urn
            elif link.type.startswith("Successor") or link.type == "Result of Amalgamation":
                old, new = link.urn, link.other
            else:
                continue
            self.forward[old][new].append(link.on)
            self.backward[new][old].append(link.on)
        self.rows = standing_rows(rows)
        self.programmes = {programme.code: programme for programme in settings.programmes}

    def last_day(self) -> dt.date:
        """The last day that anything is recorded of: of a session held, or of the establishment register."""
        return max([self.register, *(row.on for row in self.rows if row.word != "Booked")])

    def days(self, year: str, period: str) -> tuple[dt.date, dt.date]:
        """The first and last day of a period; of one up to a date, up to a year before the last recorded day."""
        first, last = days_of(year, period.removesuffix("_to_date"))
        return (first, min(last, a_year_before(self.last_day()))) if period.endswith("_to_date") else (first, last)

    def running(self) -> list[tuple[str, str]]:
        """The periods that are not over, each with its year."""
        year = year_of(self.last_day())
        periods = ("year", "autumn", "spring", "summer")
        days = {period: days_of(year, period) for period in periods}
        return [(year, period) for period, (first, last) in days.items() if first <= self.last_day() < last]

    def to_same_date(self, chosen: Iterable[Filters]) -> list[Filters]:
        """Give some of the filters at the periods that those which are not over are compared with, a year before."""
        return [
            filters.with_changes(academic_year=year_before(year), period=f"{period}_to_date")
            for (year, period), filters in zip(self.running(), chosen, strict=False)
            if year_before(year) in self.settings.academic_year_names()
        ]

    def is_year_over(self, year: str) -> bool:
        return days_of(year, "year")[1] <= self.last_day()

    def as_at(self, year: str, period: str) -> dt.date:
        return min(self.days(year, period)[1], self.register)

    def counts_for(self, urn: int, day: dt.date) -> int | None:
        school = self.schools[urn]
        if school.is_open(day):
            return urn
        if school.closed is not None and school.closed < day:
            ways = self.forward
        elif school.opened is not None and school.opened > day:
            ways = self.backward
        else:
            return None
        layer, seen = {urn}, {urn}
        while layer:
            reached: dict[int, list[dt.date]] = defaultdict(list)
            for here in layer:
                for there, dates in ways[here].items():
                    if there in self.schools and there != here:
                        known = [date for date in dates if date is not None]
                        reached[there].append(min(known, default=dt.date.max))
            found = [there for there in reached if self.schools[there].is_open(day)]
            if found:
                return min(
                    found,
                    key=lambda there: (
                        (self.schools[there].la, self.schools[there].number) != (school.la, school.number),
                        min(reached[there]),
                        there,
                    ),
                )
            layer = set(reached) - seen
            seen |= layer
        return None

    def levels(self, year: str, period: str, day: dt.date) -> dict[int, dict[str, int]]:
        """For each establishment as at a day: the highest rung in each programme, by what happened in the period.

        Who attended in the period has completed with three quarters of the sessions held in the year so far.
        """
        first, last = self.days(year, period)
        start, _ = days_of(year, "year")
        held: dict[tuple[Any, ...], set[Any]] = defaultdict(set)
        came: dict[tuple[Any, ...], set[Any]] = defaultdict(set)
        signed_up = set()
        for row in self.rows:
            if not start <= row.on <= last:
                continue
            course = (row.programme, row.activity)
            if row.word != "Booked":
                held[course].add((row.on, row.session))
            school = self.counts_for(row.urn, day)
            if school is not None:
                came[school, course, row.person] |= {(row.on, row.session)} if row.word == "Attended" else set()
                signed_up |= {(school, course, row.person)} if row.on >= first else set()
        levels: dict[int, dict[str, int]] = defaultdict(dict)
        for school, course, person in signed_up:
            sessions = came[school, course, person]
            enough = len(held[course]) >= 2 and 4 * len(sessions) >= 3 * len(held[course])
            has_come = any(on >= first for on, _ in sessions)
            level = (3 if enough else 2) if has_come else 1
            levels[school][course[0]] = max(level, levels[school].get(course[0], 0))
        return levels

    def rung(self, level: int, filters: Filters) -> str:
        """What a level is called in a period: nobody has completed before the year is over."""
        is_settled = filters.period in ("year", "summer") and self.is_year_over(filters.academic_year)
        return "on_course" if level == LEVELS.index("completed") and not is_settled else LEVELS[level]

    def counted_schools(self, filters: Filters) -> list[School]:
        scope = self.settings.scope
        day = self.as_at(filters.academic_year, filters.period)
        chosen = []
        for school in self.schools.values():
            independent = school.group in scope.independent_type_groups or school.type in scope.independent_types
            in_scope = school.group in scope.type_groups or independent
            if (
                in_scope
                and school.la in filters.la_codes
                and school.is_open(day)
                and (filters.independent or not independent)
            ):
                chosen.append(school)
        return chosen

    def level_in(self, levels: dict[str, int], phase: str, filters: Filters) -> int:
        counted = [0]
        for code, level in levels.items():
            programme = self.programmes[code]
            if programme.strand not in filters.strands or (programme.light_touch and not filters.light_touch):
                continue
            if phase == "all" or phase in programme.phases:
                counted.append(level)
        return max(counted)

    def views_of(self, school: School, filters: Filters) -> list[str]:
        """The phases in which a school counts: as a whole when none was chosen."""
        return ["all"] if ALL_PHASES in filters.phases else [each for each in filters.phases if each in school.phases()]

    def school_levels(self, filters: Filters) -> dict[int, int]:
        day = self.as_at(filters.academic_year, filters.period)
        levels = self.levels(filters.academic_year, filters.period, day)
        return {
            school.urn: max(self.level_in(levels.get(school.urn, {}), phase, filters) for phase in views)
            for school in self.counted_schools(filters)
            if (views := self.views_of(school, filters))
        }

    def phase_levels(self, filters: Filters) -> dict[tuple[int, str], int]:
        day = self.as_at(filters.academic_year, filters.period)
        levels = self.levels(filters.academic_year, filters.period, day)
        return {
            (school.urn, phase): self.level_in(levels.get(school.urn, {}), phase, filters)
            for school in self.counted_schools(filters)
            for phase in school.phases()
            if phase in filters.phases
        }

    def can_complete(self, filters: Filters) -> set[tuple[int, str]]:
        """The schools, and their phases, from which somebody attended in the period an activity of two sessions."""
        day = self.as_at(filters.academic_year, filters.period)
        first, last = self.days(filters.academic_year, filters.period)
        start, _ = days_of(filters.academic_year, "year")
        held: dict[tuple[Any, ...], set[Any]] = defaultdict(set)
        came: set[tuple[Any, ...]] = set()
        for row in self.rows:
            course = (row.programme, row.activity)
            if start <= row.on <= last and row.word != "Booked":
                held[course].add((row.on, row.session))
            if first <= row.on <= last and row.word == "Attended":
                came.add((self.counts_for(row.urn, day), course))
        programmes: dict[int | None, dict[str, int]] = defaultdict(dict)
        for urn, course in came:
            if len(held[course]) >= 2:
                programmes[urn][course[0]] = 1
        return {
            (school.urn, phase)
            for school in self.counted_schools(filters)
            for phase in ("all", *school.phases())
            if self.level_in(programmes[school.urn], phase, filters)
        }

    def standings(self, filters: Filters) -> dict[int, str]:
        day = self.as_at(filters.academic_year, filters.period)
        this = filters.academic_year
        last = year_before(this)
        by_year = {year: self.levels(year, "year", day) for year in {year_of(row.on) for row in self.rows}}
        if filters.period.endswith("_to_date"):
            by_year[this] = self.levels(this, "year_to_date", day)
        needed = LEVELS.index(filters.counted_as)
        found = {}
        for school in self.counted_schools(filters):
            views = self.views_of(school, filters)
            if not views:
                continue
            years = {
                year
                for year, levels in by_year.items()
                if year <= this
                and any(self.level_in(levels.get(school.urn, {}), phase, filters) >= needed for phase in views)
            }
            if this in years:
                found[school.urn] = "sustained" if last in years else "re-engaged" if years - {this} else "new"
            else:
                away = "lapsed" if self.is_year_over(this) else "not yet back"
                found[school.urn] = away if years else "never"
        return found

    def people(self, filters: Filters) -> int:
        day = self.as_at(filters.academic_year, filters.period)
        first, last = self.days(filters.academic_year, filters.period)
        counted = {school.urn: school for school in self.counted_schools(filters)}
        people = set()
        for row in self.rows:
            school = counted.get(self.counts_for(row.urn, day) or 0)
            if school is None or row.word != "Attended" or not first <= row.on <= last:
                continue
            if any(self.level_in({row.programme: 1}, phase, filters) for phase in self.views_of(school, filters)):
                people.add(row.person)
        return len(people)

    def fifths(self, filters: Filters) -> dict[int, int | None]:
        everyone = filters.with_changes(la_codes=self.settings.la_codes, independent=False)
        known = [school for school in self.counted_schools(everyone) if school.fsm is not None]
        found: dict[int, int | None] = {}
        for school in self.counted_schools(filters):
            main = main_phase(school)
            peers = [present(each.fsm) for each in known if main_phase(each) == main]
            is_ranked = school in known and main is not None
            below = sum(fsm < present(school.fsm) for fsm in peers) if is_ranked else 0
            found[school.urn] = 1 + 5 * below // len(peers) if is_ranked else None
        return found

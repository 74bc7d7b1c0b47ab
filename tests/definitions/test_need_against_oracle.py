"""Which schools still need a programme, and the places for them, against plain Python, on hubs made by chance."""

import math
import statistics
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from reach import queries
from reach.filters import Filters
from reach.store import Version
from tests import effort
from tests.builders import imported, table
from tests.definitions.hubs import ON_A_JOURNEY, SETTINGS, STAGES, Hub, choices, hubs, store_of
from tests.definitions.oracle import LEVELS, Oracle, School, year_before, year_of
from tests.rows import rows_of, values_of

COURSES = [("PRI", "A"), ("PRI", "B"), ("SEC", "A"), ("ENR", "Day"), ("NET", "Net")]
CODES = [programme.code for programme in SETTINGS.programmes]


@dataclass(frozen=True)
class Group:
    """What a hub has said of an activity."""

    places: int | None
    focus: str | None


Groups = dict[tuple[str, str], Group]


class NeedOracle:
    """Places and need of one hub, in plain Python."""

    def __init__(self, hub: Hub, groups: Groups, *, has_journey: bool) -> None:
        self.stages = STAGES if has_journey else {}
        self.oracle = Oracle(SETTINGS, hub.schools, hub.links, hub.rows, hub.register)
        self.groups = groups

    def reached(self, filters: Filters, code: str) -> set[int]:
        """The schools that the programme has reached in the year or before."""
        needed = LEVELS.index(filters.counted_as)
        day = self.oracle.as_at(filters.academic_year, filters.period)
        years = {year_of(row.on) for row in self.oracle.rows if year_of(row.on) <= filters.academic_year}
        levels = [self.oracle.levels(year, "year", day) for year in years]
        return {
            school.urn
            for school in self.oracle.counted_schools(filters)
            if any(of_year.get(school.urn, {}).get(code, 0) >= needed for of_year in levels)
        }

    def not_for(self, filters: Filters, code: str) -> tuple[set[int], set[int]]:
        """The schools that are past a stage of the journey, and those that are not yet ready for it."""
        past, not_ready = set[int](), set[int]()
        if code not in self.stages:
            return past, not_ready
        came = {each: self.reached(filters, each) for each in self.stages}
        for school in self.oracle.counted_schools(filters):
            highest = max((stage for each, stage in self.stages.items() if school.urn in came[each]), default=0)
            if school.urn in came[code]:
                continue
            if highest > self.stages[code]:
                past.add(school.urn)
            elif highest < self.stages[code] - 1:
                not_ready.add(school.urn)
        return past, not_ready

    def wanting(self, filters: Filters, code: str, phases: set[str]) -> set[int]:
        """The schools of these phases that the programme is for, and that it has not reached."""
        are_for = {
            school.urn for school in self.oracle.counted_schools(filters) if self.phases(school, filters, code) & phases
        }
        return are_for - self.reached(filters, code).union(*self.not_for(filters, code))

    def phases(self, school: School, filters: Filters, code: str) -> set[str]:
        return school.phases() & set(self.oracle.programmes[code].phases) & set(filters.phases)

    def phases_of(self, course: tuple[str, str]) -> set[str]:
        """The phases that a group is for."""
        focus = self.groups[course].focus if course in self.groups else None
        return {focus} if focus else set(self.oracle.programmes[course[0]].phases)

    def taken(self, course: tuple[str, str], year: str, period: str) -> tuple[set[str], set[int]] | None:
        """The people and schools on its registers; none where it does not belong to the period."""
        first, last = self.oracle.days(year, period)
        rows = [row for row in self.oracle.rows if (row.programme, row.activity) == course and first <= row.on <= last]
        return ({row.person for row in rows}, {row.urn for row in rows}) if rows else None

    def usual(self, code: str, year: str) -> tuple[float, float] | None:
        """Schools a group, and people a school."""
        found = [
            taken
            for each in (year, year_before(year))
            for course in COURSES
            if course[0] == code and (taken := self.taken(course, each, "year"))
        ]
        if not found:
            return None
        schools = [len(schools) for _, schools in found]
        return statistics.median(schools), sum(len(people) for people, _ in found) / sum(schools)

    def offer(self, filters: Filters, code: str) -> dict[str, Any] | None:
        usual = self.usual(code, filters.academic_year)
        hub_wide = filters.with_changes(la_codes=SETTINGS.la_codes)
        is_for = {
            phase for school in self.oracle.counted_schools(filters) for phase in self.phases(school, filters, code)
        }
        if usual is None or not is_for:
            return None
        free: dict[frozenset[str], float] = defaultdict(float)
        offered: Counter[str] = Counter()
        for course in (each for each in COURSES if each[0] == code):
            phases = self.phases_of(course) & set(filters.phases)
            taken = self.taken(course, filters.academic_year, filters.period)
            if not phases or not taken:
                continue
            places = self.groups[course].places if course in self.groups else None
            offered["groups_offered"] += 1
            offered["groups_without_places"] += places is None
            if places is not None:
                offered["places"] += places
                offered["free_places"] += max(places - len(taken[0]), 0)
                free[frozenset(phases)] += max(places - len(taken[0]), 0)
        could_take = could_join = 0.0
        for group_phases, free_places in free.items():
            here = len(self.wanting(filters, code, set(group_phases)))
            everywhere = len(self.wanting(hub_wide, code, set(group_phases)))
            of_these = free_places / usual[1] * (here / everywhere if everywhere else 1)
            could_take += of_these
            could_join += min(of_these, here)
        not_yet = len(self.wanting(filters, code, set(filters.phases)))
        rest = not_yet - math.floor(round(could_join, 6))
        return {
            "not_yet_reached": not_yet,
            "groups_offered": offered["groups_offered"],
            "groups_without_places": offered["groups_without_places"],
            "places": offered["places"] if free else None,
            "free_places": offered["free_places"] if free else None,
            "free_for_schools": math.floor(round(could_take, 6)) if free else None,
            "groups_wanted": max(math.floor(rest / usual[0]), 0),
        }


def asked(version: Version, filters: Filters, name: str, **chosen: Any) -> pd.DataFrame:
    return queries.run(name, filters, version, chosen).frame


@effort.examples(usual=3, thorough=150)
@given(hub=hubs(), view=choices(), code=st.sampled_from(CODES), has_journey=st.booleans())
def test_a_school_is_needed_for_until_the_programme_has_reached_it_once(
    hub: Hub, view: dict[str, Any], code: str, has_journey: bool
) -> None:
    needs = NeedOracle(hub, {}, has_journey=has_journey)
    filters = Filters.choose(SETTINGS, **view)
    reached = needs.reached(filters, code)
    past, not_ready = needs.not_for(filters, code)
    expected: Counter[tuple[str, str, str]] = Counter()
    listed = set()
    for school in needs.oracle.counted_schools(filters):
        for phase in needs.phases(school, filters, code):
            expected[school.la, phase, "schools"] += 1
            expected[school.la, phase, "ever_reached"] += school.urn in reached
            expected[school.la, phase, "schools_past_it"] += school.urn in past
            expected[school.la, phase, "schools_not_ready"] += school.urn in not_ready
            expected[school.la, phase, "not_yet_reached"] += school.urn not in reached | past | not_ready
            listed |= {school.urn} - past - not_ready
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        version = store_of(hub, Path(folder), ON_A_JOURNEY if has_journey else SETTINGS).read()
        frame = asked(version, filters, "need_by_la_phase", programme_code=code)
        schools = asked(version, filters, "need_schools", programme_code=code)
    columns = ["schools", "ever_reached", "schools_past_it", "schools_not_ready", "not_yet_reached"]
    found = Counter({(row.la_code, row.phase, what): getattr(row, what) for row in rows_of(frame) for what in columns})
    assert found == expected
    assert set(schools["urn"]) == listed
    assert set(schools.loc[schools["is_reached"], "urn"]) == reached & listed


@effort.examples(usual=3, thorough=150)
@given(
    hub=hubs(),
    views=st.lists(choices(), min_size=4, max_size=4),
    places=st.lists(st.sampled_from([None, 1, 2, 5, 20]), min_size=5, max_size=5),
    focused=st.lists(st.booleans(), min_size=5, max_size=5),
    has_journey=st.booleans(),
)
def test_places_are_set_against_schools_of_their_own_phases(
    hub: Hub, views: list[dict[str, Any]], places: list[int | None], focused: list[bool], has_journey: bool
) -> None:
    phases = {each.code: each.phases for each in SETTINGS.programmes}
    groups = {
        course: Group(count, phases[course[0]][-1] if focus else None)
        for course, count, focus in zip(COURSES, places, focused, strict=True)
        if count is not None or focus
    }
    needs = NeedOracle(hub, groups, has_journey=has_journey)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = store_of(hub, Path(folder), ON_A_JOURNEY if has_journey else SETTINGS)
        if groups:
            sheet = table([_sheet_row(course, group) for course, group in groups.items()], "activities.csv")
            assert imported(store, sheet)[-1].held == 0
        version = store.read()
        for view in views:
            filters = Filters.choose(SETTINGS, **view)
            frame = asked(version, filters, "places_and_need").set_index("programme_code")
            expected = {code: needs.offer(filters, code) for code in CODES if _is_shown(code, filters)}
            assert set(frame.index) == {code for code, offer in expected.items() if offer}
            for code, offer in expected.items():
                if offer:
                    row = [None if pd.isna(each) else each for each in values_of(frame, code, list(offer))]
                    assert dict(zip(offer, row, strict=True)) == offer, (code, view)


def _is_shown(code: str, filters: Filters) -> bool:
    programme = next(each for each in SETTINGS.programmes if each.code == code)
    return programme.strand in filters.strands and (filters.light_touch or not programme.light_touch)


def _sheet_row(course: tuple[str, str], group: Group) -> dict[str, Any]:
    return {
        "Programme": course[0],
        "Activity": course[1],
        "Places": "" if group.places is None else group.places,
        "Phase focus": group.focus or "",
    }

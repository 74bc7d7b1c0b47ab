"""Groups of schools, the equity gap, and lead partners, against plain Python on hubs made by chance."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reach import queries
from reach.filters import Filters
from reach.settings import Settings
from reach.store import Store, Version
from tests import effort
from tests.builders import establishments, imported, link, links, new_store, register
from tests.definitions.hubs import (
    AGES,
    EDGES,
    GROUPS,
    LINK_TYPES,
    REGISTER_DATES,
    SETTINGS,
    YEARS,
    Hub,
    cells_of,
    row_of_register,
)
from tests.definitions.hubs import PHASES as GIAS_PHASES
from tests.definitions.oracle import LEVELS, Link, Oracle, Row, School, days_of, main_phase
from tests.rows import rows_of
from tests.typed import present

HUBS = effort.number(usual=1, thorough=60)
OURS = Settings.model_validate(
    SETTINGS.model_dump()
    | {
        "local_authorities": [
            {"code": "101", "name": "Northshire", "investment_area": "priority"},
            {"code": "102", "name": "Southshire"},
        ],
        "partners": [{"name": "Alpha School"}, {"name": "Beta Trust"}],
    }
)
AREAS = {"101": "Priority investment area", "102": "Elsewhere"}
COURSES = [("PRI", "A"), ("PRI", "B"), ("SEC", "A"), ("ENR", "Day"), ("NET", "Net")]
PEOPLE = ["ada", "bob", "cy", "di", "eve", "fay"]
LEADS = ["", "", "Alpha School", "ALPHA SCHOOL", "Gamma College", "gamma college"]


@dataclass(frozen=True)
class Traits:
    """What a register says of a school beyond what every other test needs."""

    trust_flag: str
    trust_code: str
    pupils: int | None
    urban_rural: str


@dataclass(frozen=True)
class Case:
    """A generated hub with all that these tests look at. A lead is said by each row of a register."""

    hub: Hub
    traits: dict[int, Traits]
    leads: list[str]


def case_of(seed: int) -> Case:
    """Make a hub by chance, large enough that fifths, trusts and partners have schools in them."""
    rng = random.Random(seed)
    urns = range(900001, 900021)
    schools = []
    for urn in urns:
        low, high = rng.choice(AGES)
        schools.append(
            School(
                urn=urn,
                la=rng.choice(["101", "101", "102", "102", "999"]),
                number=rng.choice(["2001", "2002", "3001"]),
                status=rng.choice(["Open"] * 6 + ["Proposed to open"]),
                opened=rng.choice([*[None] * 4, *EDGES[:4]]),
                closed=rng.choice([*[None] * 6, *EDGES[-4:]]),
                gias_phase=rng.choice(GIAS_PHASES),
                low=low,
                high=high,
                has_sixth_form=rng.random() < 0.2,
                group=rng.choice(GROUPS),
                type=rng.choice(["Community school", "Academy", "Other independent special school"]),
                fsm=rng.choice([None, 5.0, 10.0, 10.0, 20.0, 30.5]),
            )
        )
    edges = [
        Link(rng.choice(urns), rng.choice(LINK_TYPES), rng.choice(urns), rng.choice([None, *EDGES])) for _ in range(8)
    ]
    words = ["Attended"] * 5 + ["Absent", "Apologies", "Booked"]
    rows = [
        Row(
            rng.choice(urns),
            *rng.choice(COURSES),
            rng.choice(EDGES),
            rng.randint(1, 2),
            rng.choice(PEOPLE),
            rng.choice(words),
        )
        for _ in range(90)
    ]
    traits = {
        urn: Traits(
            rng.choice(["", "Not applicable", "Supported by a trust"] + ["Supported by a multi-academy trust"] * 3),
            rng.choice(["", "11", "11", "12", "13"]),
            rng.choice([None, 0, 100, 101, 210, 211, 420, 421, 600, 601, 900, 901, 1200, 1201]),
            rng.choice(["", "Urban: Nearer to a major town or city", "(England/Wales) Rural village", "(pseudo)"]),
        )
        for urn in urns
    }
    leads = [rng.choice(LEADS) for _ in rows]
    return Case(Hub(schools, edges, rows, rng.choice(REGISTER_DATES)), traits, leads)


def views_of(seed: int) -> Iterator[Filters]:
    """Give every year as it usually is looked at, and some odd views."""
    rng = random.Random(seed)
    for year in YEARS:
        yield Filters.choose(OURS, year)
    for _ in range(8):
        yield Filters.choose(
            OURS,
            rng.choice(YEARS),
            period=rng.choice(["year", "autumn", "spring", "summer"]),
            la_codes=rng.choice([[], [], ["101"], ["102"]]),
            phases=rng.choice([[], ["primary"], ["secondary"], ["secondary", "post-16"], ["early years", "primary"]]),
            strands=rng.choice([[], [], ["cpd"], ["enrichment"]]),
            counted_as=rng.choice(["signed_up", "attended", "completed"]),
            independent=rng.random() < 0.5,
            light_touch=rng.random() < 0.5,
        )


def store_of(case: Case, folder: Path) -> Store:
    store = new_store(folder, OURS)
    rows = []
    for each in case.hub.schools:
        its = case.traits[each.urn]
        rows.append(
            cells_of(each)
            | {
                "TrustSchoolFlag (name)": its.trust_flag,
                "Trusts (code)": its.trust_code,
                "Trusts (name)": f"Trust {its.trust_code}" if its.trust_code else "",
                "NumberOfPupils": "" if its.pupils is None else its.pupils,
                "UrbanRural (name)": its.urban_rural,
            }
        )
    sources = [establishments(rows, f"{case.hub.register:%Y%m%d}")]
    if case.hub.links:
        sources.append(
            links(
                [
                    link(each.urn, each.type, each.other, f"{each.on:%d-%m-%Y}" if each.on else "")
                    for each in case.hub.links
                ]
            )
        )
    sources.append(
        register(
            [row_of_register(row) | {"Lead partner": lead} for row, lead in zip(case.hub.rows, case.leads, strict=True)]
        )
    )
    imported(store, *sources)
    return store


class Words:
    """The definitions, from their words."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.oracle = Oracle(OURS, case.hub.schools, case.hub.links, case.hub.rows, case.hub.register)

    def fifth(self, school: School, filters: Filters) -> int | None:
        everyone = filters.with_changes(la_codes=OURS.la_codes, independent=False)
        known = [each for each in self.oracle.counted_schools(everyone) if each.fsm is not None]
        main = main_phase(school)
        if school not in known or main is None:
            return None
        peers = [each for each in known if main_phase(each) == main]
        return 1 + 5 * sum(present(each.fsm) < present(school.fsm) for each in peers) // len(peers)

    def trust(self, school: School) -> str | None:
        its = self.case.traits[school.urn]
        return its.trust_code if its.trust_code and "academy trust" in its.trust_flag else None

    def group(self, school: School, breakdown: str, filters: Filters) -> str:
        its = self.case.traits[school.urn]
        if breakdown == "fifth":
            return {
                None: "Not known",
                1: "Fifth 1, least disadvantaged",
                5: "Fifth 5, most disadvantaged",
            }.get(fifth := self.fifth(school, filters), f"Fifth {fifth}")
        if breakdown == "investment_area":
            return AREAS[school.la]
        if breakdown == "place":
            return "Urban" if "Urban" in its.urban_rural else "Rural" if "Rural" in its.urban_rural else "Not said"
        if breakdown == "governance":
            return self.governance(school, filters)
        return self.size(school)

    def governance(self, school: School, filters: Filters) -> str:
        if school.group == "Independent schools" or school.type == "Other independent special school":
            return "Independent schools"
        if trust := self.trust(school):
            everyone = filters.with_changes(la_codes=OURS.la_codes, independent=True)
            here = [each for each in self.oracle.counted_schools(everyone) if self.trust(each) == trust]
            return "Trusts with several schools here" if len(here) > 1 else "Trusts with one school here"
        if school.group == "Academies":
            return "Academies, trust not given"
        return "Maintained schools" if school.group == "Local authority maintained schools" else "Others"

    def size(self, school: School) -> str:
        taught, pupils = school.phases(), self.case.traits[school.urn].pupils or 0
        special = school.group == "Special schools" or "special" in school.type
        kind = (
            "Special" if special else "Secondary" if "secondary" in taught else "Primary" if "primary" in taught else ""
        )
        if not kind and "early years" in taught:
            return "Nursery schools"
        if not kind and "post-16" in taught:
            return "Colleges"
        if not kind or not pupils:
            return "Not known"
        bounds = {"Special": [100], "Primary": [100, 210, 420], "Secondary": [600, 900, 1200]}[kind]
        below = [bound for bound in bounds if bound < pupils]
        if len(below) == len(bounds):
            return f"{kind}, over {bounds[-1]:,}"
        return f"{kind}, {below[-1] + 1:,} to {bounds[len(below)]:,}" if below else f"{kind}, up to {bounds[0]:,}"

    def fifths(self, filters: Filters) -> dict[int, tuple[int, int]]:
        """Schools and schools reached in each known fifth."""
        needed, levels = LEVELS.index(filters.counted_as), self.oracle.school_levels(filters)
        found: dict[int, list[bool]] = defaultdict(list)
        for urn, level in levels.items():
            if fifth := self.fifth(self.oracle.schools[urn], filters):
                found[fifth].append(level >= needed)
        return {fifth: (len(reached), sum(reached)) for fifth, reached in found.items()}

    def partners(self, filters: Filters) -> dict[str, list[tuple[Any, ...]]]:
        """Give (activity, strand, school, person, level) of each lead partner."""
        said: dict[tuple[str, str], str] = {}
        for row, lead in zip(self.case.hub.rows, self.case.leads, strict=True):
            if lead:
                said[row.programme, row.activity] = lead
        known = {partner.name.casefold(): partner.name for partner in OURS.partners}
        spelt: dict[str, str] = {}
        for lead in said.values():
            spelt[lead.casefold()] = min(lead, spelt.get(lead.casefold(), lead))
        first, last = days_of(filters.academic_year, filters.period)
        day = self.oracle.as_at(filters.academic_year, filters.period)
        counted = {school.urn: school for school in self.oracle.counted_schools(filters)}
        held: dict[tuple[Any, ...], set[Any]] = defaultdict(set)
        came: dict[tuple[Any, ...], set[Any]] = defaultdict(set)
        for row in self.oracle.rows:
            if not first <= row.on <= last:
                continue
            course = (row.programme, row.activity)
            if row.word != "Booked":
                held[course].add((row.on, row.session))
            school = self.oracle.counts_for(row.urn, day)
            came[course, school, row.person] |= {(row.on, row.session)} if row.word == "Attended" else set()
        found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for (course, urn, person), sessions in came.items():
            programme = self.oracle.programmes[course[0]]
            if urn not in counted or programme.strand not in filters.strands:
                continue
            if programme.light_touch and not filters.light_touch:
                continue
            views = self.oracle.views_of(counted[urn], filters)
            if not any(phase == "all" or phase in programme.phases for phase in views):
                continue
            enough = len(held[course]) >= 2 and len(sessions) / len(held[course]) >= 0.75
            level = 3 if enough else 2 if sessions else 1
            key = said.get(course, "").casefold()
            partner = known.get(key, spelt.get(key, "No lead given"))
            found[partner].append((course, programme.strand, urn, person, level))
        return found


def compare_groups(words: Words, filters: Filters, version: Version) -> None:
    needed, levels = LEVELS.index(filters.counted_as), words.oracle.school_levels(filters)
    for breakdown in ("fifth", "investment_area", "governance", "size", "place"):
        group = {urn: words.group(words.oracle.schools[urn], breakdown, filters) for urn in levels}
        schools = Counter(group.values())
        reached = Counter(group[urn] for urn, level in levels.items() if level >= needed)
        frame = queries.run("reach_by_group", filters, version, {"breakdown": breakdown}).frame
        found = {row.school_group: (row.schools, row.reached) for row in rows_of(frame)}
        assert found == {name: (count, reached[name]) for name, count in schools.items()}
        listed = queries.run("fairness_schools", filters, version, {"breakdown": breakdown}).frame
        assert dict(zip(listed["urn"], listed["school_group"], strict=True)) == group
    trusts = {urn: trust for urn in levels if (trust := words.trust(words.oracle.schools[urn]))}
    counts = Counter(trusts.values())
    reached = Counter(trust for urn, trust in trusts.items() if levels[urn] >= needed)
    frame = queries.run("reach_by_trust", filters, version).frame
    assert {row.trust: (row.schools, row.reached, row.not_reached) for row in rows_of(frame)} == {
        f"Trust {code}": (count, reached[code], count - reached[code]) for code, count in counts.items() if count > 1
    }
    standings = words.oracle.standings(filters)
    never = {code for code in counts if all(standings[urn] == "never" for urn, its in trusts.items() if its == code)}
    frame = queries.run("trusts_never_reached", filters, version).frame
    assert dict(zip(frame["trust"], frame["schools"], strict=True)) == {f"Trust {code}": counts[code] for code in never}


def compare_gaps(words: Words, filters: Filters, version: Version) -> None:
    def expected(view: Filters) -> tuple[dict[bool, tuple[int, int]], float | None]:
        found = words.fifths(view)
        ends = {fifth == 5: found[fifth] for fifth in (1, 5) if fifth in found}
        share = {end: reached / schools for end, (schools, reached) in ends.items()}
        return ends, 100 * (share[True] - share[False]) if len(share) == 2 else None

    def check(rows: pd.DataFrame, view: Filters) -> None:
        ends, gap = expected(view)
        assert {bool(row.is_most_disadvantaged): (row.schools, row.reached) for row in rows_of(rows)} == ends
        for found in rows["gap_points"]:
            assert found == pytest.approx(gap) if gap is not None else found != found

    frame = queries.run("equity_gap_by_la_phase", filters, version).frame
    for (la_code, phase), rows in frame.fillna({"la_code": "", "phase": ""}).groupby(["la_code", "phase"]):
        view = filters.with_changes(la_codes=(la_code,)) if la_code else filters
        check(rows, view.with_changes(phases=(phase,)) if phase else view)
    trend = queries.run("equity_gap_trend", filters, version).frame
    for (year, period), rows in trend.groupby(["academic_year", "period"]):
        check(rows, filters.with_changes(academic_year=str(year), period=str(period)))


def compare_partners(words: Words, filters: Filters, version: Version) -> None:
    needed = LEVELS.index(filters.counted_as)
    people = words.partners(filters)
    la = {urn: each.la for urn, each in words.oracle.schools.items()}

    def schools(rows: list[tuple[Any, ...]]) -> set[int]:
        return {urn for *_, urn, _, level in rows if level >= needed}

    def persons(rows: list[tuple[Any, ...]]) -> set[str]:
        return {person for *_, person, level in rows if level >= 2}

    everyone = [row for rows in people.values() for row in rows]
    frame = queries.run("partner_reach", filters, version).frame
    assert set(frame["partner"]) == set(people)
    for row in rows_of(frame):
        rows = people[row.partner]
        assert row.activities == len({course for course, *_ in rows})
        assert (row.reached, row.people) == (len(schools(rows)), len(persons(rows)))
        assert row.las_reached == len({la[urn] for urn in schools(rows)})
        assert bool(row.is_known_partner) == (row.partner in ("Alpha School", "Beta Trust"))
        assert (row.reached_in_total, row.people_in_total) == (len(schools(everyone)), len(persons(everyone)))
    levels = words.oracle.school_levels(filters)
    assert schools(everyone) == {urn for urn, level in levels.items() if level >= needed}
    for row in rows_of(queries.run("partner_strands", filters, version).frame):
        rows = [each for each in people[row.partner] if each[1] == row.strand]
        assert row.activities == len({course for course, *_ in rows})
        assert (row.reached, row.people) == (len(schools(rows)), len(persons(rows)))
    for row in rows_of(queries.run("partner_las", filters, version).frame):
        assert row.reached == sum(la[urn] == row.la_code for urn in schools(people[row.partner]))
    listed = queries.run("partner_schools", filters, version).frame
    highest: dict[tuple[str, int], int] = {}
    for partner, rows in people.items():
        for _, _, urn, _, level in rows:
            highest[partner, urn] = max(level, highest.get((partner, urn), 0))
    assert {(row.partner, row.urn): LEVELS.index(row.rung) for row in rows_of(listed)} == highest
    assert all(row.is_reached == (highest[row.partner, row.urn] >= needed) for row in rows_of(listed))


@pytest.mark.parametrize("seed", range(HUBS))
def test_sql_and_words_agree(seed: int, tmp_path: Path) -> None:
    case = case_of(seed)
    words, version = Words(case), store_of(case, tmp_path).read()
    for filters in views_of(seed):
        compare_groups(words, filters, version)
        compare_gaps(words, filters, version)
        compare_partners(words, filters, version)

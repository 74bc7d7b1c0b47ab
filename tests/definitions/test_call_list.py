"""The call list, against plain Python written from its words, on hubs made by chance."""

import dataclasses
import datetime as dt
import random
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reach import queries
from reach.filters import Filters
from reach.store import Store
from reach.store.upkeep import work_out
from tests import effort
from tests.definitions.hubs import AGES, EDGES, SETTINGS, Hub, store_of
from tests.definitions.oracle import LEVELS, PHASES, Link, Oracle, Row, School, days_of, year_of
from tests.typed import present

VIEWS_A_HUB = 10
TODAY = dt.date(2022, 11, 1)
Places = dict[tuple[str | None, str], tuple[int, int]]
"""Schools and schools reached, by local authority and phase."""
WEIGHTS = ("standing", "disadvantage", "size", "behind", "years")


@dataclass(frozen=True)
class HoldBack:
    """A school held back on screen; without a programme for all of them, without a day for good."""

    urn: int
    programme: str | None
    until: dt.date | None


@dataclass(frozen=True)
class Target:
    """A target of a sheet: a share or a number of schools, for one or for all local authorities, phases, strands."""

    year: str
    la: str | None
    phase: str | None
    strand: str | None
    share: float | None
    schools: int | None


@dataclass(frozen=True)
class Callable:
    """What the oracle expects of a school on the list: its parts, and its facts."""

    parts: dict[str, float]
    last_attended_on: dt.date | None
    programmes: set[str]
    aim: str


class CallOracle:
    """The call list of one hub, in plain Python."""

    def __init__(self, hub: Hub, pupils: dict[int, int | None], held: list[HoldBack], targets: list[Target]) -> None:
        self.oracle = Oracle(SETTINGS, hub.schools, hub.links, hub.rows, hub.register)
        self.first_day = min(row.on for row in hub.rows)
        self.pupils, self.held, self.targets = pupils, held, targets

    def list(self, filters: Filters, programme: str | None) -> dict[int, Callable]:
        oracle = self.oracle
        everywhere = filters.with_changes(la_codes=SETTINGS.la_codes, phases=("all", *PHASES))
        day = oracle.as_at(filters.academic_year, filters.period)
        needed = LEVELS.index(filters.counted_as)
        wanted = set(oracle.programmes[programme].phases) if programme else set(PHASES)
        standings, fifths = oracle.standings(filters), oracle.fifths(filters)
        held_back = {self.held_as(each.urn, filters, day) for each in self.held if self.is_held(each, programme)}
        known = {school.urn: self.pupils[school.urn] for school in oracle.counted_schools(everywhere)}
        sizes = [pupils for pupils in known.values() if pupils is not None]
        places = self.places(everywhere, needed)
        found = {}
        for urn, level in oracle.school_levels(filters).items():
            school = oracle.schools[urn]
            phases = school.phases() & set(filters.phases) & wanted
            may_be_without = not programme and not school.phases()
            if level >= needed or urn in held_back or not (phases or may_be_without):
                continue
            behind = [self.behind(school.la, phase, places, filters) for phase in sorted(phases or {"all"}, key=_order)]
            came = [
                row
                for row in oracle.rows
                if row.word == "Attended"
                and oracle.counts_for(row.urn, day) == urn
                and row.on <= oracle.days(filters.academic_year, filters.period)[1]
                and oracle.programmes[row.programme].strand in filters.strands
                and (filters.light_touch or not oracle.programmes[row.programme].light_touch)
            ]
            last = max((row.on for row in came), default=None)
            since = int(filters.academic_year[:4]) - int(year_of(last)[:4]) if last else 5
            own, fifth = known[urn], fifths[urn]
            smaller = 0.5 if own is None else sum(each < own for each in sizes) / max(len(sizes) - 1, 1)
            worst = max(behind, key=lambda each: each[0])
            found[urn] = Callable(
                {
                    "standing": {"never": 1, "lapsed": 0.5, "not yet back": 0.5}.get(standings[urn], 0),
                    "disadvantage": 0.5 if fifth is None else (fifth - 1) / 4,
                    "size": smaller,
                    "behind": worst[0],
                    "years": min(since, 5) / 5,
                },
                last,
                {oracle.programmes[row.programme].name for row in came},
                worst[1],
            )
        return found

    def held_as(self, urn: int, filters: Filters, day: dt.date) -> int | None:
        """Whom it holds back: before anything is recorded a URN stands for itself."""
        is_recorded = days_of(filters.academic_year, "year")[1] >= self.first_day
        return self.oracle.counts_for(urn, day) if is_recorded else urn

    def is_held(self, each: HoldBack, programme: str | None) -> bool:
        is_for_it = programme is None or each.programme in (None, programme)
        return is_for_it and (each.until is None or each.until >= TODAY)

    def places(self, everywhere: Filters, needed: int) -> Places:
        """Schools and schools reached, of each local authority and phase, and of all of either."""
        levels = dict(self.oracle.phase_levels(everywhere))
        levels |= {(urn, "all"): level for urn, level in self.oracle.school_levels(everywhere).items()}
        counts: Places = defaultdict(lambda: (0, 0))
        for (urn, phase), level in levels.items():
            for la in (self.oracle.schools[urn].la, None):
                schools, reached = counts[la, phase]
                counts[la, phase] = (schools + 1, reached + (level >= needed))
        return counts

    def behind(self, la: str, phase: str, places: Places, filters: Filters) -> tuple[float, str]:
        schools, reached = places[la, phase]
        aim, what = places[None, "all"][1] / places[None, "all"][0], "hub"
        strand = None if filters.strands == SETTINGS.strand_codes else filters.strands[0]
        for for_la, for_phase in ((la, phase), (la, None), (None, phase), (None, None)):
            found = [
                each
                for each in self.targets
                if (each.year, each.la, each.phase, each.strand) == (filters.academic_year, for_la, for_phase, strand)
            ]
            if found and filters.period == "year":
                given, of = found[-1], places[for_la, for_phase or "all"][0]
                aim, what = given.share if given.share is not None else min(present(given.schools) / of, 1), "target"
                break
        share = reached / schools
        return (max(0.0, (aim - share) / aim) if aim else 0.0), what


def _order(phase: str) -> int:
    return PHASES.index(phase) if phase in PHASES else 9


@dataclass(frozen=True)
class Drawn:
    """A hub made by chance, what its files do not have, and how it is looked at."""

    hub: Hub
    pupils: dict[int, int | None]
    names: dict[int, str]
    held: list[HoldBack]
    targets: list[Target]
    views: list[tuple[dict[str, Any], str | None, dict[str, int]]]


def drawn(chance: random.Random) -> Drawn:
    """Draw a hub in which most schools are open and in scope, unlike those of `hubs`: here they are to be called.

    Some have become academies, and some are at the edges of scope and of phases.
    """
    schools: list[School] = []
    linked: list[Link] = []
    for urn in range(900001, 900001 + chance.randint(8, 18)):
        low, high = chance.choice(AGES)
        became = urn > 900001 and chance.random() < 0.25
        day = chance.choice([dt.date(2020, 9, 1), dt.date(2021, 9, 1), dt.date(2022, 4, 1)])
        if became:
            schools[-1] = dataclasses.replace(schools[-1], closed=day - dt.timedelta(days=1))
            linked.append(Link(urn, "Predecessor", urn - 1, day))
        schools.append(
            School(
                urn=urn,
                la=chance.choice(["101", "101", "101", "102"]),
                number="2001",
                status="Open",
                opened=day if became else None,
                closed=None,
                gias_phase=chance.choice(["Primary", "Primary", "Secondary", "All-through", "Not applicable"]),
                low=low,
                high=high,
                has_sixth_form=chance.random() < 0.2,
                group=chance.choice([*["Academies"] * 6, "Independent schools", "Universities"]),
                type="Academy",
                fsm=chance.choice([None, 5.0, 10.0, 10.0, 20.0, 30.5, 41.0]),
            )
        )
    urns = [school.urn for school in schools]
    courses = [("PRI", "A"), ("PRI", "B"), ("SEC", "A"), ("ENR", "Day"), ("NET", "Net")]
    rows = [
        Row(
            chance.choice(urns),
            *chance.choice(courses),
            chance.choice([dt.date(2018, 10, 1), dt.date(2020, 2, 1), *EDGES]),
            chance.randint(1, 2),
            chance.choice("abcdefghijklmnop"),
            chance.choice(["Attended", "Attended", "Attended", "Absent", "Booked"]),
        )
        for _ in range(chance.randint(5, 30))
    ]
    near = [None, None, TODAY, TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)]
    held = {
        (urn, programme): HoldBack(urn, programme, chance.choice(near))
        for urn in chance.sample(urns, 2)
        for programme in chance.sample([None, "PRI", "SEC"], chance.randint(0, 2))
    }
    aims = [(0.6, None), (1.0, None), (0.9, None), (None, 1), (None, 3), (None, 50)]
    of_years = [
        (year, la, phase, strand)
        for year in ("2020/21", "2021/22", "2022/23")
        for la in (None, "101")
        for phase in (None, "primary")
        for strand in (None, "cpd")
    ]
    targets = [Target(*of, *chance.choice(aims)) for of in of_years if chance.random() < 0.3]
    return Drawn(
        Hub(schools, linked, rows, chance.choice([dt.date(2022, 4, 18), dt.date(2022, 11, 16)])),
        {urn: chance.choice([None, 90, 200, 200, 310, 410, 900]) for urn in urns},
        {urn: chance.choice(["Acute School", "Sine School"]) for urn in urns},
        list(held.values()),
        targets,
        [_view(chance) for _ in range(VIEWS_A_HUB)],
    )


def _view(chance: random.Random) -> tuple[dict[str, Any], str | None, dict[str, int]]:
    """Draw filters, a programme and weights."""
    filters = {
        "academic_year": chance.choice(["2018/19", "2020/21", "2021/22", "2021/22", "2022/23", "2024/25"]),
        "period": chance.choice(["year", "year", "year", "autumn", "summer"]),
        "la_codes": chance.choice([[], [], [], ["101"]]),
        "phases": chance.choice([[], [], [], ["primary"], ["secondary", "post-16"]]),
        "strands": chance.choice([[], [], [], ["cpd"], ["enrichment"]]),
        "counted_as": chance.choice(["signed_up", "attended", "attended", "completed"]),
        "independent": chance.random() < 0.3,
        "light_touch": chance.random() < 0.3,
    }
    weights = {part: chance.choice([0, 5, 10, 25, 100]) for part in WEIGHTS}
    return filters, chance.choice([None, None, "PRI", "SEC", "ENR"]), weights


def write(
    store: Store, pupils: dict[int, int | None], names: dict[int, str], held: list[HoldBack], targets: list[Target]
) -> None:
    """Write what the hub's files do not have."""
    with store.write("A test") as connection:
        for urn, count in pupils.items():
            connection.execute("update school_records set pupils = ?, name = ? where urn = ?", [count, names[urn], urn])
        for each in held:
            connection.execute(
                "insert into hold_backs_on_screen values (?, ?, 'Trial', ?, false, now()::timestamp, 'test')",
                [each.urn, each.programme, each.until],
            )
        for row, target in enumerate(targets, start=2):
            connection.execute(
                "insert into target_rows values (99, ?, ?, ?, null, ?, ?, ?, ?, 'Plan')",
                [row, target.year, target.strand, target.la, target.phase, target.share, target.schools],
            )
        work_out(connection)


def compare(expected: dict[int, Callable], frame: pd.DataFrame, weights: dict[str, int]) -> None:
    assert set(frame["urn"]) == set(expected)
    total = sum(weights.values())
    for row in frame.to_dict("records"):
        school = expected[row["urn"]]
        for part in WEIGHTS:
            assert row[f"part_{part}"] == pytest.approx(school.parts[part], abs=1e-9), part
            points = 100 * weights[part] * school.parts[part] / total if total else 0
            assert row[f"points_{part}"] == pytest.approx(points, abs=1e-9)
        score = 100 * sum(weights[part] * school.parts[part] for part in WEIGHTS) / total if total else 0
        assert abs(row["score"] - score) < 0.0501 and 0 <= row["score"] <= 100
        last = row["last_attended_on"]
        assert (None if pd.isna(last) else last.date()) == school.last_attended_on
        assert set(filter(None, row["programmes_before"].split("; "))) == school.programmes
        assert row["aim"] == school.aim
    plain = frame.astype(object).where(frame.notna(), None).to_dict("records")
    assert plain == sorted(plain, key=lambda row: (-row["score"], -(row["pupils"] or -1), row["name"], row["urn"]))
    assert [row["rank"] for row in plain] == list(range(1, len(plain) + 1))


@effort.examples(usual=3, thorough=150)
@given(chance=st.randoms(use_true_random=True))
def test_sql_and_words_agree_on_whom_to_ring(chance: random.Random) -> None:
    case = drawn(chance)
    oracle = CallOracle(case.hub, case.pupils, case.held, case.targets)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = store_of(case.hub, Path(folder))
        write(store, case.pupils, case.names, case.held, case.targets)
        version = store.read()
        for view, programme, weights in case.views:
            filters = Filters.choose(SETTINGS, **view)
            asked: dict[str, Any] = {"programme_code": programme, "today": TODAY}
            asked |= {f"weight_{part}": weight for part, weight in weights.items()}
            frame = queries.run("call_list", filters, version, asked).frame
            compare(oracle.list(filters, programme), frame, weights)

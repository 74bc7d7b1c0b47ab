"""Strands, candidates and support against plain Python, on hubs made by chance."""

import datetime as dt
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reach import queries
from reach.filters import Filters
from reach.phases import ALL_PHASES
from reach.settings import Settings
from tests import effort
from tests.builders import imported, new_store, table
from tests.definitions.hubs import EDGES, SETTINGS, YEARS, Hub, choices, hubs, store_of
from tests.definitions.oracle import LEVELS, Oracle, days_of, year_of
from tests.rows import rows_of

PLAIN = SETTINGS.model_dump()
OURS = Settings.model_validate(
    PLAIN
    | {
        "strands": [
            {"code": "recruitment", "name": "Recruitment", "role": "recruitment"},
            {"code": "cpd", "name": "CPD", "role": "cpd"},
            {"code": "leadership", "name": "Leadership", "role": "leadership"},
            {"code": "enrichment", "name": "Enrichment", "role": "enrichment"},
        ],
        "programmes": [
            each | ({"strand": "leadership"} if each["code"] == "SEC" else {}) for each in PLAIN["programmes"]
        ],
    }
)
STAGES = ["enquired", "applied", "offered", "started", "qualified", "teaching"]
ROUTES = ["Initial teacher training", "Conversion"]
slowly = effort.examples(usual=3, thorough=150)


@slowly
@given(hub=hubs(), view=choices())
def test_panels_programmes_and_leaders_count_what_registers_say(hub: Hub, view: dict[str, Any]) -> None:
    oracle = Oracle(OURS, hub.schools, hub.links, hub.rows, hub.register)
    filters = Filters.choose(OURS, **{key: value for key, value in view.items() if key != "strands"})
    needed = LEVELS.index(filters.counted_as)
    first, last = days_of(filters.academic_year, filters.period)
    day = oracle.as_at(filters.academic_year, filters.period)
    counted = {school.urn: school for school in oracle.counted_schools(filters)}
    held = {(row.programme, row.activity, row.on, row.session) for row in oracle.rows if row.word != "Booked"}
    activities: dict[str, set[Any]] = defaultdict(set)
    sessions: dict[str, set[Any]] = defaultdict(set)
    people: dict[str, set[Any]] = defaultdict(set)
    for row in oracle.rows:
        school = counted.get(oracle.counts_for(row.urn, day) or 0)
        programme = oracle.programmes[row.programme]
        if not first <= row.on <= last or school is None or (programme.light_touch and not filters.light_touch):
            continue
        if not any(phase in ("all", *programme.phases) for phase in oracle.views_of(school, filters)):
            continue
        session = (row.programme, row.activity, row.on, row.session)
        activities[programme.strand].add(session[:2])
        sessions[programme.strand] |= {session} & held
        people[programme.strand] |= {row.person} if row.word == "Attended" else set()
    by_strand = {code: oracle.school_levels(filters.with_changes(strands=(code,))) for code in OURS.strand_codes}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        version = store_of(hub, Path(folder), OURS).read()
        panels = queries.run("strand_panels", filters, version).frame
        leaders = queries.run("leaders_by_la_phase", filters, version).frame
        programmes = queries.run("programme_reach", filters, version).frame
        listed = queries.run("programme_schools", filters, version).frame
    for row in rows_of(panels):
        levels = by_strand[row.strand]
        assert (row.activities, row.sessions_held, row.people) == tuple(
            len(each[row.strand]) for each in (activities, sessions, people)
        )
        assert row.reached == sum(level >= needed for level in levels.values())
        assert row.schools == len(levels)
    levels_now = oracle.levels(filters.academic_year, filters.period, day)
    for row in rows_of(programmes):
        (programme,) = (each for each in oracle.programmes.values() if each.name == row.programme_name)
        phases = set(programme.phases) & set(filters.phases)
        meant_for = {urn for urn, school in counted.items() if school.phases() & phases}
        reached = {urn for urn in meant_for if levels_now.get(urn, {}).get(programme.code, 0) >= needed}
        assert (row.reached, row.schools) == (len(reached), len(meant_for))
        of_programme = listed[(listed["programme_name"] == row.programme_name) & listed["is_reached"]]
        assert set(of_programme["urn"]) == reached

    years = {year_of(row.on) for row in oracle.rows if year_of(row.on) <= filters.academic_year}
    of_years = [oracle.levels(year, "year", day) for year in years]
    expected: Counter[tuple[str, str, str]] = Counter()
    for school in counted.values():
        for phase in school.phases() & {"secondary"} & set(filters.phases):
            has_leader = any(levels.get(school.urn, {}).get("SEC", 0) >= needed for levels in of_years)
            expected[school.la, phase, "schools"] += 1
            expected[school.la, phase, "with_leader"] += has_leader
    found: Counter[tuple[str, str, str]] = Counter()
    for row in rows_of(leaders):
        found[row.la_code, row.phase, "schools"] = row.schools
        found[row.la_code, row.phase, "with_leader"] = row.schools_with_leader
    assert +found == +expected


@st.composite
def stage_rows(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    """Draw what was said of up to six candidates: candidate, route, stage, day, local authority, phase."""
    keys = st.tuples(st.sampled_from("ABCDEF"), st.sampled_from(ROUTES), st.sampled_from(STAGES))
    said = draw(
        st.dictionaries(
            keys,
            st.tuples(
                st.sampled_from(EDGES),
                st.sampled_from(["", "Northshire", "Southshire"]),
                st.sampled_from(["", "secondary", "post-16"]),
            ),
            min_size=1,
            max_size=24,
        )
    )
    return [(*key, *value) for key, value in said.items()]


class Candidate:
    """One candidate, from all that was said of them."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        self.rows = sorted(rows, key=lambda row: (row[3], STAGES.index(row[2]), row[1].lower()))
        self.first_on = self.rows[0][3]
        self.la = next((row[4] for row in reversed(self.rows) if row[4]), None)
        self.phase = next((row[5] for row in reversed(self.rows) if row[5]), None)

    def passed_on(self, stage: str, route: str | None = None) -> dt.date | None:
        days = [row[3] for row in self.rows if STAGES.index(row[2]) >= STAGES.index(stage) and route in (None, row[1])]
        return min(days, default=None)

    def recorded_on(self, stage: str) -> dt.date | None:
        return min((row[3] for row in self.rows if row[2] == stage), default=None)

    def is_chosen(self, filters: Filters) -> bool:
        codes = {"Northshire": "101", "Southshire": "102", None: None}
        has_all = filters.la_codes == OURS.la_codes
        in_phase = ALL_PHASES in filters.phases or self.phase in filters.phases
        return in_phase and (codes[self.la] in filters.la_codes or (has_all and self.la is None))


def groups_of(each: Candidate, breakdown: str) -> list[tuple[str, str | None]]:
    """Give a candidate's groups, each with the route that stages are looked at on."""
    if breakdown == "route":
        return [(route.lower(), route) for route in sorted({row[1] for row in each.rows})]
    name = {
        "total": "everybody",
        "la": each.la or "Elsewhere or not given",
        "phase": each.phase or "phase not given",
        "cohort": year_of(each.first_on),
    }[breakdown]
    return [(name, None)]


@slowly
@given(
    rows=stage_rows(),
    year=st.sampled_from(YEARS),
    period=st.sampled_from(["year", "autumn", "spring", "summer"]),
    la_codes=st.sampled_from([[], [], ["101"]]),
    phases=st.sampled_from([[], [], ["secondary"], ["secondary", "post-16"]]),
)
def test_candidates_are_counted_once_by_the_furthest_that_they_came(
    rows: list[tuple[Any, ...]], year: str, period: str, la_codes: list[str], phases: list[str]
) -> None:
    filters = Filters.choose(OURS, year, period=period, la_codes=la_codes, phases=phases)
    first, last = days_of(year, period)
    by_name: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        by_name[row[0]].append(row)
    chosen = [each for each in map(Candidate, by_name.values()) if each.is_chosen(filters)]
    headings = ("Reference", "Route", "Stage", "Stage date", "Local authority", "Phase")
    sheet = [dict(zip(headings, (*row[:3], f"{row[3]:%d/%m/%Y}", *row[4:]), strict=True)) for row in rows]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = new_store(Path(folder), OURS)
        imported(store, table(sheet, "candidates.csv"))
        version = store.read()
        flow = queries.run("candidate_flow", filters, version).frame
        times = queries.run("candidate_times", filters, version).frame
        funnels = {
            breakdown: queries.run("candidate_funnel", filters, version, {"breakdown": breakdown}).frame
            for breakdown in ("total", "route", "la", "phase", "cohort")
        }
    came = Counter(stage for each in chosen for stage in STAGES if _is_in(each.passed_on(stage), first, last))
    assert dict(zip(flow["stage"], flow["candidates"], strict=True)) == {stage: came[stage] for stage in STAGES}
    for breakdown, frame in funnels.items():
        end = days_of(year, "year")[1] if breakdown == "cohort" else last
        begin = dt.date.min if breakdown == "cohort" else first
        passed: Counter[tuple[str, str]] = Counter()
        for each in chosen:
            if _is_in(each.first_on, begin, end):
                passed.update(
                    (group, stage)
                    for group, route in groups_of(each, breakdown)
                    for stage in STAGES
                    if each.passed_on(stage, route)
                )
        found = {(row.candidate_group, row.stage): row.candidates for row in rows_of(frame)}
        assert +Counter(found) == passed
        assert all(row.of_candidates == passed[row.candidate_group, "enquired"] for row in rows_of(frame))
    for row in rows_of(times):
        days = [
            (later - earlier).days
            for each in chosen
            if (earlier := each.recorded_on(row.stage_before))
            and (later := each.recorded_on(row.stage))
            and _is_in(later, first, last)
            and earlier <= later
        ]
        assert row.candidates == len(days)
        if days:
            assert row.days_median == median(days)


@slowly
@given(hub=hubs(), view=choices(), data=st.data())
def test_support_is_counted_on_each_side_and_once_between_places(
    hub: Hub, view: dict[str, Any], data: st.DataObject
) -> None:
    urns = [school.urn for school in hub.schools]
    pairs = st.tuples(st.sampled_from(urns), st.sampled_from(urns), st.sampled_from(EDGES), st.sampled_from(["F", "R"]))
    keys = data.draw(st.lists(pairs.filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=8, unique=True))
    programmes = data.draw(st.lists(st.sampled_from(["", "PRI", "ENR"]), min_size=len(keys), max_size=len(keys)))
    supports = [(*key, days, code) for days, (key, code) in enumerate(zip(keys, programmes, strict=True), start=1)]
    oracle = Oracle(OURS, hub.schools, hub.links, hub.rows, hub.register)
    filters = Filters.choose(OURS, **view)
    first, last = days_of(filters.academic_year, filters.period)
    day = oracle.as_at(filters.academic_year, filters.period)
    in_area = oracle.counted_schools(filters)
    counted = {school.urn: school for school in in_area if oracle.views_of(school, filters)}
    everyone = filters.with_changes(la_codes=OURS.la_codes, phases=("all", *filters.phases), independent=True)
    here = {school.urn: school.la for school in oracle.counted_schools(everyone)}
    names = {"101": "Northshire", "102": "Southshire", None: "Elsewhere"}
    is_before_all_sessions = days_of(filters.academic_year, "year")[1] < min(row.on for row in hub.rows)
    days_by: Counter[tuple[str, ...]] = Counter()
    flows: Counter[tuple[str, ...]] = Counter()
    for giving, taking, on, _, days, code in supports:
        strand = oracle.programmes[code].strand if code else "cpd"
        if not first <= on <= last or strand not in filters.strands or is_before_all_sessions:
            continue
        ends = [oracle.counts_for(urn, day) for urn in (giving, taking)]
        for direction, end in zip(("given", "received"), ends, strict=True):
            if end in counted:
                days_by[names[counted[end].la], direction] += days
        if any(end in counted for end in ends):
            flows[tuple(names[here.get(end or 0)] for end in ends)] += days
    sheet = [
        {
            "Supporting URN": giving,
            "Supported URN": taking,
            "From": f"{on:%d/%m/%Y}",
            "Days": days,
            "Focus": focus,
            "Programme": code,
        }
        for giving, taking, on, focus, days, code in supports
    ]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = store_of(hub, Path(folder), OURS)
        imported(store, table(sheet, "supports.csv"))
        version = store.read()
        by_la = queries.run("support_days", filters, version).frame
        between = queries.run("support_flows", filters, version).frame
        listed = queries.run("support_schools", filters, version).frame
    assert +Counter({(row.support_group, row.direction): row.days for row in rows_of(by_la)}) == days_by
    assert {(row.from_place, row.to_place): row.days for row in rows_of(between)} == flows
    assert set(listed["urn"]) <= set(counted) and listed["days"].sum() == sum(days_by.values())


def _is_in(day: dt.date | None, first: dt.date, last: dt.date) -> bool:
    return day is not None and first <= day <= last

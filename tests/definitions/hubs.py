"""Hubs made by chance, small and full of edges: conversions, chains, splits, merges, circles, term ends."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from reach.settings import Settings
from reach.store import Store
from tests.builders import attended, establishments, imported, link, links, new_store, register, school
from tests.definitions.oracle import Link, Row, School

SETTINGS = Settings.model_validate(
    {
        "hub": {"name": "Hub of Chance"},
        "academic_years": {"first": "2018/19", "last": "2025/26"},
        "local_authorities": [{"code": "101", "name": "Northshire"}, {"code": "102", "name": "Southshire"}],
        "scope": {
            "type_groups": ["Local authority maintained schools", "Academies", "Special schools"],
            "independent_type_groups": ["Independent schools"],
            "independent_types": ["Other independent special school"],
        },
        "strands": [
            {"code": "cpd", "name": "CPD", "role": "cpd"},
            {"code": "enrichment", "name": "Enrichment", "role": "enrichment"},
        ],
        "programmes": [
            {"code": "PRI", "name": "Primary", "strand": "cpd", "phases": ["early years", "primary"]},
            {"code": "SEC", "name": "Secondary", "strand": "cpd", "phases": ["secondary"]},
            {"code": "ENR", "name": "Enrichment", "strand": "enrichment", "phases": ["secondary", "post-16"]},
            {"code": "NET", "name": "Network", "strand": "cpd", "phases": ["primary"], "light_touch": True},
        ],
    }
)

STAGES = {"PRI": 1, "SEC": 2, "NET": 3}
ON_A_JOURNEY = Settings.model_validate(
    SETTINGS.model_dump()
    | {
        "programmes": [
            each.model_dump() | ({"journey": "Way", "stage": STAGES[each.code]} if each.code in STAGES else {})
            for each in SETTINGS.programmes
        ]
    }
)
"""The same hub, with three programmes as the stages of a journey."""

EDGES = [
    dt.date(2020, 8, 31),
    dt.date(2020, 9, 1),
    dt.date(2020, 12, 31),
    dt.date(2021, 1, 1),
    dt.date(2021, 4, 5),
    dt.date(2021, 4, 6),
    dt.date(2021, 8, 31),
    dt.date(2021, 9, 1),
    dt.date(2022, 1, 1),
    dt.date(2022, 4, 18),
    dt.date(2022, 4, 19),
    dt.date(2022, 8, 31),
    dt.date(2022, 9, 1),
]
REGISTER_DATES = [dt.date(2021, 1, 1), dt.date(2021, 8, 31), dt.date(2022, 4, 18), dt.date(2022, 11, 16)]
YEARS = ["2019/20", "2020/21", "2021/22", "2022/23"]
GROUPS = [
    "Local authority maintained schools",
    "Academies",
    "Academies",
    "Special schools",
    "Independent schools",
    "Universities",
]
PHASES = ["Primary", "Secondary", "Nursery", "All-through", "16 plus", "Middle deemed secondary", "Not applicable"]
AGES = [(4, 11), (9, 11), (10, 12), (9, 13), (11, 16), (11, 17), (11, 18), (3, 19), (None, 19), (5, None), (0, 99)]
LINK_TYPES = [
    "Predecessor",
    "Successor",
    "Successor",
    "Predecessor - merged",
    "Successor - Split School",
    "Result of Amalgamation",
    "Sixth Form Centre Link",
    "Other",
    "Merged - change in age range",
]


@dataclass(frozen=True)
class Hub:
    """A generated hub."""

    schools: list[School]
    links: list[Link]
    rows: list[Row]
    register: dt.date


@st.composite
def hubs(draw: st.DrawFn) -> Hub:
    """Draw a hub of up to nine establishments and up to forty rows of registers."""
    urns = list(range(900001, 900001 + draw(st.integers(2, 9))))
    maybe_edge = st.one_of(st.none(), st.none(), st.sampled_from(EDGES))
    schools = []
    for urn in urns:
        low, high = draw(st.sampled_from(AGES))
        schools.append(
            School(
                urn=urn,
                la=draw(st.sampled_from(["101", "101", "102", "999"])),
                number=draw(st.sampled_from(["2001", "2002", "3001"])),
                status=draw(st.sampled_from(["Open", "Open", "Open", "Closed", "Proposed to open"])),
                opened=draw(maybe_edge),
                closed=draw(maybe_edge),
                gias_phase=draw(st.sampled_from(PHASES)),
                low=low,
                high=high,
                has_sixth_form=draw(st.sampled_from([False, False, True])),
                group=draw(st.sampled_from(GROUPS)),
                type=draw(st.sampled_from(["Community school", "Academy", "Other independent special school"])),
                fsm=draw(st.sampled_from([None, 5.0, 10.0, 10.0, 20.0, 30.5])),
            )
        )
    known_or_not = st.sampled_from([*urns, 999999])
    links = draw(
        st.lists(
            st.builds(
                Link,
                urn=known_or_not,
                type=st.sampled_from(LINK_TYPES),
                other=known_or_not,
                on=st.one_of(st.none(), st.sampled_from(EDGES)),
            ),
            max_size=12,
        )
    )
    courses = [("PRI", "A"), ("PRI", "B"), ("SEC", "A"), ("ENR", "Day"), ("NET", "Net")]
    rows = draw(
        st.lists(
            st.builds(
                lambda urn, course, on, session, person, word, file: Row(
                    urn, course[0], course[1], on, session, person, word, file
                ),
                urn=st.sampled_from(urns),
                course=st.sampled_from(courses),
                on=st.sampled_from(EDGES),
                session=st.integers(1, 2),
                person=st.sampled_from(["ada", "bob", "cy"]),
                word=st.sampled_from(["Attended", "Attended", "Attended", "Absent", "Apologies", "Booked"]),
                file=st.sampled_from([1, 1, 2]),
            ),
            min_size=1,
            max_size=40,
        )
    )
    return Hub(schools, links, rows, draw(st.sampled_from(REGISTER_DATES)))


def choices() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what a user may choose."""
    return st.fixed_dictionaries(
        {
            "academic_year": st.sampled_from(YEARS),
            "period": st.sampled_from(["year", "year", "autumn", "spring", "summer"]),
            "la_codes": st.sampled_from([[], [], ["101"], ["102"]]),
            "phases": st.sampled_from([[], [], ["primary"], ["secondary", "post-16"], ["early years"]]),
            "strands": st.sampled_from([[], [], ["cpd"], ["enrichment"]]),
            "counted_as": st.sampled_from(["signed_up", "attended", "attended", "completed"]),
            "independent": st.booleans(),
            "light_touch": st.booleans(),
        }
    )


def store_of(hub: Hub, folder: Path, hub_settings: Settings = SETTINGS) -> Store:
    """Write a hub as the files that it would come in, and import them."""
    store = new_store(folder, hub_settings)
    sources = [establishments([cells_of(each) for each in hub.schools], f"{hub.register:%Y%m%d}")]
    if hub.links:
        sources.append(
            links(
                [link(each.urn, each.type, each.other, f"{each.on:%d-%m-%Y}" if each.on else "") for each in hub.links]
            )
        )
    for file in sorted({row.file for row in hub.rows}):
        sources.append(register([row_of_register(row) for row in hub.rows if row.file == file]))
    assert imported(store, *sources)[-1].held == 0
    return store


def cells_of(each: School) -> dict[str, Any]:
    """Give an establishment's row of the register."""
    return row_of_school(each, la="876") | {"LA (code)": each.la, "LA (name)": each.la}


def row_of_school(each: School, **others: Any) -> dict[str, Any]:
    """Give the row of an establishment with what the oracle knows of it, and other cells as `school` takes them."""

    def day(date: dt.date | None) -> str:
        return f"{date:%d-%m-%Y}" if date else ""

    return school(
        each.urn,
        number=each.number,
        status=each.status,
        opened=day(each.opened),
        closed=day(each.closed),
        phase=each.gias_phase,
        low="" if each.low is None else each.low,
        high="" if each.high is None else each.high,
        sixth_form="Has a sixth form" if each.has_sixth_form else "Does not have a sixth form",
        group=each.group,
        type=each.type,
        fsm="SUPP" if each.fsm is None else each.fsm,
        **others,
    )


def row_of_register(row: Row) -> dict[str, Any]:
    """Give a row of the register in the hub's template."""
    return attended(
        row.urn,
        f"{row.on:%d/%m/%Y}",
        person=row.person,
        programme=row.programme,
        activity=row.activity,
        session=row.session,
        attendance=row.word,
    )

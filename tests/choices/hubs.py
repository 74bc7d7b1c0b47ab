"""The hubs that choices are tried on: the demonstration, one made by chance, and two that are nearly empty."""

import dataclasses
import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis

from reach.ingest import SourceFile
from reach.ingest.template import template_xlsx
from reach.store import Store
from tests.builders import SETTINGS, attended, establishments, hub, imported, link, links, new_store, register, school
from tests.definitions.hubs import Hub, hubs, row_of_school
from tests.definitions.oracle import School

UNKNOWN_URN = 999_999
PARTS = 30
"""How many small hubs make the one that is made by chance."""

_LAS = SETTINGS.la_codes
_PROGRAMMES = {
    "PRI": ("PTFM-R", "PTFM-D", "MNKS2", "LEAD-P"),
    "SEC": ("STFM-D", "STFM", "LEAD", "SKTM-S"),
    "ENR": ("ENR", "CORE", "ENR", "RECRUIT"),
    "NET": ("NET", "WEB", "NET", "NET"),
}


@dataclasses.dataclass(frozen=True)
class ChoiceHub:
    """A store with the values that the words of a choice mean there: "running" is a year, "old" is a URN."""

    name: str
    store: Store
    years: dict[str, str]
    urns: dict[str, int]
    activities: tuple[str, ...]
    """Identifiers of some of its activities."""


def demonstration(store: Store) -> ChoiceHub:
    """Give the demonstration with its values."""
    years = {"running": "2025/26", "past": "2023/24", "first": "2021/22", "future": "2026/27"}
    return _with_values("demonstration", store, years)


def by_chance(folder: Path) -> ChoiceHub:
    """Give a hub of some ninety establishments with every edge that Hypothesis draws, the same each time."""
    store = new_store(folder)
    parts = [_part(number, drawn) for number, drawn in enumerate(_draw(PARTS))]
    schools = [row for of_schools, _, _ in parts for row in of_schools]
    rows = [row for _, _, of_rows in parts for row in of_rows]
    imported(
        store,
        establishments(schools, "20221116"),
        links([row for _, of_links, _ in parts for row in of_links]),
        register(rows),
        _template(**_sheets(schools, rows)),
    )
    years = {"running": "2022/23", "past": "2021/22", "first": "2020/21", "future": "2023/24"}
    return _with_values("by chance", store, years)


def one_school(folder: Path) -> ChoiceHub:
    """Give a hub of one school, which had another URN before, with one row of a register."""
    store = hub(
        folder,
        [school(900001, closed="31-08-2023", number="2001"), school(900002, opened="01-09-2023", number="2001")],
        [attended(900001, "10/10/2023")],
        [link(900002, "Predecessor", 900001, "01-09-2023")],
    )
    imported(store, _template(targets=_targets("2023/24")))
    years = {"running": "2023/24", "past": "2022/23", "first": "2021/22", "future": "2024/25"}
    return _with_values("one school", store, years)


def nobody_this_year(folder: Path) -> ChoiceHub:
    """Give a hub with schools of every kind, one of which came once, two years ago."""
    phases = ("Primary", "Secondary", "Nursery", "16 plus", "All-through")
    schools = [
        school(900010 + place, la=la, phase=phase, group="Independent schools" if phase == "Nursery" else "Academies")
        for place, (la, phase) in enumerate((la, phase) for la in _LAS for phase in phases)
    ]
    schools += [school(900001, closed="31-08-2022", number="2001"), school(900002, opened="01-09-2022", number="2001")]
    rows = [attended(900001, "10/10/2021"), attended(900010, "10/11/2021", attendance="Absent", person="bob")]
    store = hub(folder, schools, rows, [link(900002, "Predecessor", 900001, "01-09-2022")])
    imported(store, _template(targets=_targets("2021/22", "2023/24")))
    years = {"running": "2023/24", "past": "2022/23", "first": "2021/22", "future": "2024/25"}
    return _with_values("nobody this year", store, years)


def _with_values(name: str, store: Store, years: dict[str, str]) -> ChoiceHub:
    version = store.read()
    todays = version.rows(
        "select urn from schools_today order by urn in (select urn from engagement_today) desc, urn limit 1"
    )
    old = version.rows(
        "select urn from lineages where urn <> counts_for_urn and academic_year = $year and period = 'year' "
        "and counts_for_urn in (select urn from schools_today) "
        "order by counts_for_urn in (select urn from engagement_today) desc, urn limit 1",
        {"year": years["running"]},
    )
    activities = version.rows(
        "select activity_id from sessions group by all order by count(*) desc, activity_id limit 2"
    )
    urns = {"today's": todays[0][0], "old": old[0][0], "unknown": UNKNOWN_URN}
    return ChoiceHub(name, store, years, urns, tuple(activity for (activity,) in activities))


def _draw(number: int) -> list[Hub]:
    """Give hubs that Hypothesis draws, the same ones each time."""
    drawn: list[Hub] = []

    @hypothesis.settings(
        max_examples=4 * number,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(each=hubs())
    def keep(each: Hub) -> None:
        drawn.append(each)

    keep()
    # The first that are drawn are the simplest.
    return sorted(drawn, key=lambda each: len(each.rows) + len(each.schools) + len(each.links))[-number:]


def _part(number: int, drawn: Hub) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Give a small hub's schools, links and rows, under URNs, people and activities of its own."""

    def own(urn: int) -> int:
        return urn if urn == 999999 else urn + 20 * number

    las = {"101": _LAS[number % len(_LAS)], "102": _LAS[(number + 1) % len(_LAS)], "999": "999"}
    schools = [_cells(each, own(each.urn), las[each.la], number) for each in drawn.schools]
    linked = [
        link(own(each.urn), each.type, own(each.other), f"{each.on:%d-%m-%Y}" if each.on else "")
        for each in drawn.links
    ]
    rows = [
        attended(
            own(row.urn),
            f"{row.on:%d/%m/%Y}",
            person=f"{row.person}{number}",
            programme=_PROGRAMMES[row.programme][number % 4],
            activity=f"{row.activity} {number}",
            session=row.session,
            attendance=row.word,
            **{"Lead partner": SETTINGS.partners[number % 5].name if number % 3 else ""},
        )
        for row in drawn.rows
    ]
    return schools, linked, rows


def _cells(each: School, urn: int, la: str, number: int) -> dict[str, Any]:
    trust = {"Trusts (code)": f"{5000 + number % 3}", "Trusts (name)": f"Trust {number % 3}"}
    trust |= {"TrustSchoolFlag (name)": "Supported by a multi-academy trust"}
    return row_of_school(
        dataclasses.replace(each, urn=urn),
        la=la,
        pupils="" if urn % 5 == 0 else urn % 7 * 100,
        Easting="" if urn % 11 == 0 else 350000 + urn % 37 * 500,
        Northing="" if urn % 11 == 0 else 380000 + urn % 23 * 500,
        **(trust if each.group == "Academies" else {}),
    )


def _sheets(schools: list[dict[str, Any]], rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Fill in the other sheets of the template, a little of everything."""
    chance = random.Random(11)
    ours = [row["URN"] for row in schools if row["LA (code)"] != "999"]
    days = [dt.date(2020, 9, 1) + dt.timedelta(days=chance.randrange(800)) for _ in range(40)]
    groups = sorted({(row["Activity"], row["Programme"]) for row in rows})
    stages = ("enquired", "applied", "offered", "started", "qualified", "teaching")
    until = [chance.randrange(1, 7) for _ in range(24)]
    return {
        "targets": _targets("2020/21", "2021/22", "2022/23"),
        "activities": [
            {"activity": activity, "programme_code": code, "places": places, "delivery_mode": mode, "starts_on": day}
            for (activity, code), places, mode, day in zip(
                groups, [20, 1, 2, 6, 40] * 20, ["online", "face to face", None] * 30, days * 3, strict=False
            )
        ],
        "candidate_stages": [
            {
                "candidate": f"C{candidate}",
                "route": "conversion" if candidate % 3 else "initial teacher training",
                "stage": stage,
                "reached_on": days[candidate] + dt.timedelta(days=30 * place),
                "phase": ("secondary", "post-16", None)[candidate % 3],
                "la_code": (*_LAS, None)[candidate % 5],
            }
            for candidate, last in enumerate(until)
            for place, stage in enumerate(stages[:last])
        ],
        "supports": [
            {
                "supporting_school": "A school",
                "supporting_urn": chance.choice(ours),
                "supported_school": "Another school",
                "supported_urn": chance.choice(ours),
                "started_on": day,
                "days": chance.choice([0.5, 1, 12]),
                "focus": "Fluency",
            }
            for day in days[:20]
        ],
        "pupil_counts": [
            {
                "activity": "Challenge",
                "programme_code": "ENR",
                "held_on": day,
                "session_number": 1,
                "school": "A school",
                "urn": chance.choice(ours),
                "pupils": chance.choice([1, 4, 30]),
            }
            for day in days[:12]
        ],
        "hold_backs": [
            {"school": "A school", "urn": urn, "reason": "Control school of a trial", "programme_code": code}
            for urn, code in zip(ours[:6], ["PTFM-R", None] * 3, strict=True)
        ],
    }


def _targets(*years: str) -> list[dict[str, Any]]:
    """Give a target of every kind, one of them for more schools than there are."""
    asked: list[dict[str, Any]] = [
        {"share": 0.5},
        {"share": 0.6, "la_code": "876"},
        {"share": 0.4, "phase": "primary"},
        {"share": 0.4, "phase": "secondary", "la_code": "344"},
        {"schools": 900, "strand": "cpd"},
        {"share": 0.3, "strand": "enrichment", "phase": "post-16"},
        {"schools": 3, "programme_code": "PTFM-R"},
    ]
    return [{"academic_year": year, "source": "Plan"} | each for year in years for each in asked]


def _template(**rows: list[dict[str, Any]]) -> SourceFile:
    return SourceFile("template.xlsx", template_xlsx(SETTINGS, rows=rows))


MAKERS: dict[str, Callable[[Path], ChoiceHub]] = {
    "by chance": by_chance,
    "one school": one_school,
    "nobody this year": nobody_this_year,
}
"""What makes each hub but the demonstration, which other tests have, too."""

NAMES = ("demonstration", *MAKERS)

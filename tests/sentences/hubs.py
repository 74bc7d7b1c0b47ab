"""Hubs large enough to say something of: places of a few and of many schools, years that run, sheets of every kind."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from reach.ingest import SourceFile
from reach.store import Store
from tests.builders import attended, establishments, imported, new_store, register, school, table
from tests.golden.fixed_hub import SETTINGS

STARTS = range(2019, 2023)
"""The years in which academic years with registers start, at most."""
REGISTER_DATES = (
    dt.date(2022, 10, 14),
    dt.date(2022, 12, 31),
    dt.date(2023, 2, 16),
    dt.date(2023, 6, 9),
    dt.date(2023, 8, 31),
    dt.date(2023, 11, 16),
)
PHASES = ("Primary", "Primary", "Primary", "Secondary", "Secondary", "All-through", "Nursery", "16 plus")
AGES = {"Secondary": (11, 16), "All-through": (4, 18), "Nursery": (2, 5), "16 plus": (16, 19), "Primary": (4, 11)}
SIZES = (0, 1, 3, 8, 9, 10, 11, 14, 20, 26)
TRUSTS = ("Bright Angle Trust", "Golden Mean Trust", "Zero Trust", "Lone Trust")
MARKS = ("Attended",) * 8 + ("Absent", "Apologies", "Booked")
MODES = ("Online", "In person", "Blended", "")


@dataclasses.dataclass(frozen=True)
class HubByChance:
    """A hub that a number stands for: its establishment register, its registers of attendance and its sheets."""

    number: int

    def build(self, folder: Path) -> Store:
        """Give a store with the hub in it."""
        store = new_store(folder, SETTINGS)
        imported(store, *self._maker.sources())
        return store

    @property
    def last_day(self) -> dt.date:
        """The last day that anything is recorded of: later sessions are only booked."""
        return self._maker.register_date

    @property
    def _maker(self) -> "_Maker":
        return _Maker(Random(f"hub {self.number}"))


class _Maker:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.register_date = chance.choice(REGISTER_DATES)
        self.starts = chance.sample(STARTS, chance.choice((1, 2, 3, 4, 4)))
        self.schools = list(self._schools())
        self.urns = [int(each["URN"]) for each in self.schools]
        self.zeal = {urn: chance.random() ** chance.choice((0.5, 1, 3)) for urn in self.urns}

    def sources(self) -> list[SourceFile]:
        """Give the files of the hub."""
        rows = [row for start in self.starts for row in self._year(start)]
        found = [establishments(self.schools, f"{self.register_date:%Y%m%d}")]
        if self.activities:
            found.append(table(self.activities, "activities.csv"))
        found += [register(rows)] if rows else []
        sheets = {
            "candidates.csv": self._candidates(),
            "supports.csv": self._supports(),
            "targets.csv": self._targets(),
            "hold_backs.csv": self._hold_backs(),
        }
        return found + [table(rows, name) for name, rows in sheets.items() if rows and self.chance.random() < 0.8]

    def _schools(self) -> Iterator[dict[str, Any]]:
        chance, urn = self.chance, 900000
        for la_code in SETTINGS.la_codes:
            for _ in range(chance.choice(SIZES)):
                urn += 1
                yield self._school(urn, la_code)
        yield self._school(urn + 1, chance.choice(SETTINGS.la_codes))

    def _school(self, urn: int, la_code: str) -> dict[str, Any]:
        chance = self.chance
        phase = chance.choice(PHASES)
        low, high = AGES[phase]
        trust = chance.choice((None, None, None, *TRUSTS)) if phase != "16 plus" else None
        of_trust = {
            "Trusts (code)": f"50{TRUSTS.index(trust):02}" if trust else "",
            "Trusts (name)": trust or "",
            "TrustSchoolFlag (name)": "Supported by a multi-academy trust" if trust else "",
        }
        group = "Academies" if trust else "Colleges" if phase == "16 plus" else "Local authority maintained schools"
        if not trust and chance.random() < 0.06:
            group = "Independent schools"
        has_moved = chance.random() < 0.06
        return school(
            urn,
            f"School {urn - 900000}",
            la=la_code,
            phase=phase,
            low=low,
            high=high,
            group=group,
            type={"Academies": "Academy converter", "Colleges": "Sixth form centres"}.get(group, "Community school"),
            fsm=chance.choice(("SUPP", "", *(chance.randint(10, 600) / 10 for _ in range(9)))),
            pupils=chance.choice(("", *(chance.randint(40, 1500) for _ in range(6)))),
            sixth_form=chance.choice(("Has a sixth form", "Does not have a sixth form"))
            if phase == "Secondary"
            else "",
            opened=chance.choice(("01-09-2021", "01-09-2022", "")) if has_moved else "",
            closed=chance.choice(("31-08-2021", "31-03-2023", "")) if has_moved else "",
            **{
                "Town": f"{chance.choice(('Acton', 'Brook', 'Crag'))} {la_code}",
                "Easting": chance.choice(("", *(str(330000 + chance.randint(0, 60000)) for _ in range(9)))),
                "Northing": str(360000 + chance.randint(0, 30000)),
                "UrbanRural (name)": chance.choice(("", "Urban city and town", "Rural village")),
            },
            **of_trust,
        ) | {"LA (name)": dict(zip(SETTINGS.la_codes, SETTINGS.la_names, strict=True))[la_code]}

    @property
    def activities(self) -> list[dict[str, str]]:
        """The sheet of activities: some of them, with places, a mode, a lead."""
        return [
            {
                "Activity": f"Group {number} of {start}",
                "Programme": code,
                "Places": str(Random(f"{start} {number}").choice(("", 4, 8, 12, 30))),
                "Mode": Random(f"{code} {number}").choice(MODES),
                "Lead partner": "",
                "Starts on": "",
            }
            for start in self.starts
            for number, code in enumerate(self._programmes(start))
            if number % 3
        ]

    def _programmes(self, start: int) -> list[str]:
        codes = [each.code for each in SETTINGS.programmes]
        chance = Random(f"{start} {self.register_date} {len(self.urns)}")
        return [chance.choice(codes) for _ in range(chance.randint(2, 14))]

    def _year(self, start: int) -> Iterator[dict[str, Any]]:
        for number, code in enumerate(self._programmes(start)):
            yield from self._activity(start, number, code)

    def _activity(self, start: int, number: int, code: str) -> Iterator[dict[str, Any]]:
        chance = self.chance
        first = dt.date(start, 9, 5) + dt.timedelta(days=chance.randint(0, 280))
        days = [first + dt.timedelta(days=21 * each) for each in range(chance.choice((1, 2, 3, 4)))]
        lead = chance.choice(("", *(partner.name for partner in SETTINGS.partners), "Unknown Trust"))
        share = chance.choice((0.1, 0.3, 0.6, 0.9))
        for urn in self.urns:
            if chance.random() > share * self.zeal[urn] * 1.4:
                continue
            for person in range(chance.choice((1, 1, 2))):
                faith = chance.random()
                for session, day in enumerate(days, start=1):
                    mark = "Attended" if chance.random() < faith else chance.choice(MARKS)
                    if day > self.register_date:
                        mark = "Booked"
                    yield attended(
                        urn,
                        f"{day:%d/%m/%Y}",
                        person=f"p{urn}x{person}",
                        programme=code,
                        activity=f"Group {number} of {start}",
                        session=session,
                        attendance=mark,
                        Pupils=str(chance.randint(5, 40)) if code == "ENR" and mark != "Absent" else "",
                        **{"Lead partner": lead},
                    )

    def _candidates(self) -> list[dict[str, Any]]:
        chance, rows = self.chance, []
        stages = ("Enquired", "Applied", "Offered", "Started", "Qualified", "Teaching")
        for candidate in range(chance.choice((0, 4, 25, 60))):
            day = dt.date(chance.choice(self.starts), 9, 3) + dt.timedelta(days=chance.randint(0, 330))
            route = chance.choice(("Initial teacher training", "Conversion"))
            la_name, phase = chance.choice(("", *SETTINGS.la_names)), chance.choice(("", "primary", "secondary"))
            for stage in stages[: chance.randint(1, 6)]:
                if day <= self.register_date:
                    rows.append(
                        {
                            "Reference": f"C-{candidate}",
                            "Route": route,
                            "Stage": stage,
                            "Stage date": f"{day:%d/%m/%Y}",
                            "Local authority": la_name,
                            "Phase": phase,
                            "URN": "",
                        }
                    )
                day += dt.timedelta(days=chance.randint(5, 150))
        return rows

    def _supports(self) -> list[dict[str, Any]]:
        chance = self.chance
        pairs = (chance.sample(self.urns, 2) for _ in range(chance.choice((1, 6, 15))) if len(self.urns) > 1)
        return [
            {
                "Supporting URN": giver,
                "Supported URN": taker,
                "From": f"{chance.randint(1, 28):02}/{chance.choice(('10', '11', '12'))}/{chance.choice(self.starts)}",
                "To": "",
                "Days": str(chance.choice((1, 1.5, 2, 4))),
                "Focus": "Number",
                "Programme": chance.choice(("", "MNRKS1", "STFM-D")),
            }
            for giver, taker in pairs
        ]

    def _targets(self) -> list[dict[str, Any]]:
        chance = self.chance
        aims: dict[tuple[Any, ...], dict[str, Any]] = {}
        for start in range(2020, 2023):
            for _ in range(chance.randint(0, 4)):
                la_code = chance.choice(("", "", *SETTINGS.la_codes))
                phase = chance.choice(("", "", "early years", "secondary"))
                year = f"{start}/{start % 100 + 1}"
                is_share = chance.random() < 0.5
                aims[year, la_code, phase] = {
                    "Academic year": year,
                    "Strand": "",
                    "Programme": "" if la_code or phase else "MNRKS1",
                    "Local authority": la_code,
                    "Phase": phase,
                    "Target share": f"{chance.randint(10, 95)}%" if is_share else "",
                    "Target schools": "" if is_share else str(chance.randint(1, 20)),
                    "Source": "Plan",
                }
        return list(aims.values())

    def _hold_backs(self) -> list[dict[str, Any]]:
        urns = self.chance.sample(self.urns, min(2, len(self.urns)))
        return [{"URN": urn, "Programme": "", "Reason": "Asked", "Until": ""} for urn in urns]

"""Three years of attendance and the beginning of a fourth in the hub's template, and which school each row is of."""

import csv
import datetime as dt
import functools
import io
import random
import re
from typing import NamedTuple

from tests.builders import SETTINGS
from tests.national.establishments import REGISTER_DATE, Establishment, make_register
from tests.national.names import WEBMAIL, person
from tests.national.typing_habits import as_registered, as_typed, is_only_one_so_called, row_on

HEADINGS = (
    *("Activity", "Programme", "Session date", "Session", "Hours", "School", "URN", "Postcode", "First name"),
    *("Last name", "Email", "Role", "Attendance", "Pupils", "Lead partner"),
)
PROGRAMMES = ("MNRKS1", "PTFM", "SKTM-P", "STFM", "Y58", "SKTM-S", "CORE", "ALEV", "LEAD", "ENR")
ROLES = ("Teacher", "Teaching assistant", "Headteacher", "Maths lead")
GROUPS = {2020: 27, 2021: 29, 2022: 32, 2023: 30}
"""Work groups of each academic year, by the year in which it begins."""
GIAS_PHASES = {"early years": "Nursery", "primary": "Primary", "secondary": "Secondary", "post-16": "16 plus"}


class Truth(NamedTuple):
    """Which school a row is of: None for one elsewhere whose URN is not given, for which any match is wrong.

    is_decided: whether what stands in the row tells it; if not, holding the row is as good as finding the school.
    """

    urn: int | None
    is_decided: bool


class Teacher(NamedTuple):
    """Somebody at a school; the address is a school's, a provider's or none."""

    first_name: str
    last_name: str
    email: str
    role: str
    school: Establishment
    """As it is today."""


@functools.cache
def make_attendance() -> tuple[list[dict[str, str]], list[Truth]]:
    """Invent the register's rows and the truth of each; the same each time."""
    return _Maker(random.Random("attendance")).make()


def attendance_csv() -> bytes:
    """Give the register as a file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEADINGS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(make_attendance()[0])
    return text.getvalue().encode()


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.rows: list[dict[str, str]] = []
        self.truth: list[Truth] = []
        register = make_register()
        today = [each for each in register.of_hub if each.is_open(REGISTER_DATE)]
        # A fifth of the schools never comes.
        self.schools = [each for each in today if chance.random() < 0.8 and each.kind.group != "Universities"]
        self.elsewhere = [each for each in register.establishments if not each.area.is_in_hub and each.postcode]
        self.names_in_hub = {each.name.casefold().replace("’", "'") for each in register.of_hub}
        self.staff: dict[int, list[Teacher]] = {}
        self.leads = [*(partner.name for partner in SETTINGS.partners[:5]), "Tangent College", "", "", ""]

    def make(self) -> tuple[list[dict[str, str]], list[Truth]]:
        number = 0
        for year, groups in GROUPS.items():
            for _ in range(groups):
                number += 1
                self._work_group(year, number)
        return self.rows, self.truth

    def _work_group(self, year: int, number: int) -> None:
        chance = self.chance
        code = PROGRAMMES[number % len(PROGRAMMES)]
        programme = next(each for each in SETTINGS.programmes if each.code == code)
        phases = {GIAS_PHASES[phase] for phase in programme.phases}
        fitting = [each for each in self.schools if each.kind.phase in phases or chance.random() < 0.05]
        schools = chance.sample(fitting, min(chance.randint(3, 7), len(fitting)))
        people = [teacher for school in schools for teacher in self._people(school)]
        if chance.random() < 0.25:
            people.append(self._teacher(chance.choice(self.elsewhere)))
        sessions, hours = chance.randint(1, 6), chance.choice(("1.0", "1.5", "2.0", "6.0"))
        first = dt.date(year, 9, 10) + dt.timedelta(days=chance.randint(0, 200))
        days = [first + dt.timedelta(days=21 * place + chance.randint(0, 6)) for place in range(sessions)]
        days = [min(day, dt.date(year + 1, 7, 19)) for day in days]
        details = {"Activity": f"{programme.name} group {number}", "Programme": code, "Hours": hours}
        details["Lead partner"] = chance.choice(self.leads)
        heads = {(school.urn, place): chance.randint(8, 60) for school in schools for place in range(sessions)}
        # Most come to all they can; some come to half, and a few never.
        habits = [chance.choice((0.97, 0.97, 0.9, 0.6, 0.5, 0.05)) for _ in people]
        ways = [
            chance.choices(("then", "today", "postcode", "name", "typed", "typed and postcode"), (50, 15, 12, 9, 7, 7))[
                0
            ]
            for _ in people
        ]
        for teacher, habit, way in zip(people, habits, ways, strict=True):
            for place, day in enumerate(days):
                if chance.random() < 0.04:
                    continue
                pupils = heads.get((teacher.school.urn, place)) if code == "ENR" else None
                session = {"Session date": f"{day:%d/%m/%Y}", "Session": str(place + 1), "Pupils": str(pupils or "")}
                # Around a conversion, either URN is written.
                way_now = way if chance.random() < 0.8 else chance.choice(("then", "today"))
                self._add(details | session | {"Attendance": self._attendance(habit, day)}, teacher, day, way_now)
                if chance.random() < 0.01:
                    # Somebody pasted a row twice.
                    self.rows.append(dict(self.rows[-1]))
                    self.truth.append(self.truth[-1])

    def _people(self, school: Establishment) -> list[Teacher]:
        """Give one to three of a school's people: mostly those who came before."""
        staff = self.staff.setdefault(school.school, [])
        while len(staff) < 2 or self.chance.random() < 0.2:
            staff.append(self._teacher(school))
        return self.chance.sample(staff, min(len(staff), self.chance.choice((1, 1, 2, 3))))

    def _teacher(self, school: Establishment) -> Teacher:
        first, last = person(self.chance)
        way = self.chance.random()
        domain = school.domain if way < 0.7 else "larkrise-trust.example" if way < 0.8 else self.chance.choice(WEBMAIL)
        address = re.sub(r"[^a-z.@]", "", f"{first}.{last}".casefold()) + f"{self.chance.randint(1, 999)}@{domain}"
        email = address if domain and way < 0.97 else ""
        return Teacher(first, last, email, self.chance.choice(ROLES), school)

    def _attendance(self, habit: float, day: dt.date) -> str:
        if day >= REGISTER_DATE:
            return "Booked"
        if self.chance.random() < habit:
            return "Attended"
        return self.chance.choice(("Absent", "Absent", "Absent", "Apologies", "Booked"))

    def _add(self, details: dict[str, str], teacher: Teacher, day: dt.date, way: str) -> None:
        cells, truth = self._said(teacher, day, way)
        people = {"First name": teacher.first_name, "Last name": teacher.last_name}
        self.rows.append(details | people | {"Email": teacher.email, "Role": teacher.role} | cells)
        self.truth.append(truth)

    def _said(self, teacher: Teacher, day: dt.date, way: str) -> tuple[dict[str, str], Truth]:
        """Give what a row says of the school, and whether that tells it."""
        today = teacher.school
        if not today.area.is_in_hub:
            # A visitor is known by the URN, or by a name that no school of the hub has.
            is_named = today.name.casefold().replace("’", "'") not in self.names_in_hub
            urn = "" if is_named and self.chance.random() < 0.4 else str(today.urn)
            expected = today.urn if urn else None
            return {"School": today.name, "URN": urn, "Postcode": today.postcode}, Truth(expected, True)
        then = row_on(today.school, day)
        if then is None:
            # A school with two live rows, or one not yet open: only its URN tells which.
            return {"School": today.name, "URN": str(today.urn), "Postcode": today.postcode}, Truth(today.urn, True)
        if way in ("then", "today"):
            row = then if way == "then" else today
            postcode = row.postcode if self.chance.random() < 0.5 else ""
            cells = {"School": as_registered(row, self.chance), "URN": str(row.urn), "Postcode": postcode}
            return cells, Truth(row.urn, True)
        if way == "postcode":
            cells = {"School": as_registered(then, self.chance), "URN": "", "Postcode": then.postcode}
            return cells, Truth(then.urn, True)
        if way == "name":
            cells = {"School": as_registered(then, self.chance), "URN": "", "Postcode": ""}
            return cells, Truth(then.urn, is_only_one_so_called(then))
        # What is typed without a postcode is left to the exports, where most of it must be found rather than all.
        text, _ = as_typed(then, self.chance)
        postcode = then.postcode if way == "typed and postcode" else ""
        return {"School": text, "URN": "", "Postcode": postcode}, Truth(then.urn, bool(postcode))

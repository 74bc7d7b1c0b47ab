"""Five years of attendance registers, in the hub's template."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

from reach.demo.model import Establishment, School
from reach.demo.people import Person, Staff
from reach.demo.plan import Activity, Place
from reach.demo.random_streams import spread_value, stream
from reach.demo.seeds import Seeds, Year

HEADINGS = (
    "Activity",
    "Programme",
    "Session date",
    "Session",
    "Hours",
    "School",
    "URN",
    "Postcode",
    "First name",
    "Last name",
    "Email",
    "Role",
    "Attendance",
    "Pupils",
    "Lead partner",
)
ATTENDED, ABSENT, APOLOGIES, BOOKED = "Attended", "Absent", "Apologies", "Booked"
_NEVER = 1_000
"""More sessions than any activity has."""

Row = dict[str, str]


@dataclass(frozen=True)
class _Presence:
    """One person's marks in an activity, session by session."""

    person: Person
    marks: list[str]


def register_rows(seeds: Seeds, activities: Sequence[Activity]) -> list[list[Row]]:
    """Give the rows of each activity's register."""
    writer = _Writer(seeds)
    return [writer.rows(activity) for activity in activities]


def register_csv(seeds: Seeds, registers: Sequence[Sequence[Row]]) -> bytes:
    """Give the register of all activities, with the rows that are held on purpose among them."""
    rows = [row for register in registers for row in register]
    first_of_last_year = next(
        number for number, row in enumerate(rows) if seeds.years[-1].academic_year in row["Activity"]
    )
    rows = rows[:first_of_last_year] + _with_held_rows(seeds, rows[first_of_last_year:])
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, HEADINGS)
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


class _Writer:
    def __init__(self, seeds: Seeds) -> None:
        self._seeds = seeds
        self._rng = stream(seeds.seed, "register")
        self._evidence_rng = stream(seeds.seed, "evidence")
        self._people_rng = stream(seeds.seed, "people")
        self._staffs: dict[School, Staff] = {}
        self._last_seen_by_year: dict[tuple[School, str], int] = {}

    def rows(self, activity: Activity) -> list[Row]:
        """Give an activity's rows: school by school, person by person, session by session."""
        days = self._session_days(activity)
        return [row for place in activity.places for row in self._rows_of_place(activity, place, days)]

    def _session_days(self, activity: Activity) -> list[dt.date]:
        """Choose school days that are spread over the activity's part of the year."""
        rng, offer, hub_date = self._rng, activity.offer, self._seeds.hub_date
        sessions = rng.randint(*offer.sessions)
        if activity.is_upcoming:
            days = [day for day in activity.year.school_days((5, 6)) if day > hub_date + dt.timedelta(days=14)]
            return sorted(rng.sample(days, sessions))
        days = activity.year.school_days(offer.half_terms)
        if sessions <= 2:
            # A single day that is still to come would make no school reached.
            days = [day for day in days if day <= hub_date]
        stretch = len(days) / sessions
        return [days[int(stretch * (number + rng.uniform(0.05, 0.75)))] for number in range(sessions)]

    def _rows_of_place(self, activity: Activity, place: Place, days: list[dt.date]) -> list[Row]:
        offer = activity.offer
        team = self._staff(place.school).team(activity.year.academic_year, offer, self._rng.randint(*offer.people))
        last_seen = self._last_seen(place.school, activity.year)
        presences = [_Presence(person, self._marks(place, days, last_seen, activity.mode)) for person in team]
        if place.comes and not activity.is_upcoming:
            _make_somebody_come(presences, days, self._seeds.hub_date)
        pupils = [self._pupils(activity, presences, number) for number in range(len(days))]
        urn_habit = self._urn_habit(place.school)
        return [
            {
                "Activity": activity.title,
                "Programme": activity.code,
                "Session date": f"{day:%d/%m/%Y}",
                "Session": str(number + 1),
                "Hours": str(offer.hours),
                **self._school_cells(place.school, day, urn_habit),
                "First name": presence.person.first_name,
                "Last name": presence.person.last_name,
                "Email": presence.person.email,
                "Role": presence.person.role,
                "Attendance": presence.marks[number],
                "Pupils": pupils[number] if presence.marks[number] == ATTENDED else "",
                "Lead partner": activity.lead,
            }
            for presence in presences
            for number, day in enumerate(days)
        ]

    def _last_seen(self, school: School, year: Year) -> int:
        """Give the session after which nobody of a school is seen any more that year; for most there is none."""
        if (school, year.academic_year) not in self._last_seen_by_year:
            is_half_hearted = self._rng.random() < self._seeds.attendance.half_hearted
            self._last_seen_by_year[school, year.academic_year] = self._rng.randint(1, 2) if is_half_hearted else _NEVER
        return self._last_seen_by_year[school, year.academic_year]

    def _marks(self, place: Place, days: list[dt.date], last_seen: int, mode: str) -> list[str]:
        """Mark one person's sessions: fewer come to each further one, and some stay away altogether."""
        rng, seeds = self._rng, self._seeds.attendance
        reliability = spread_value(rng, seeds.reliability) - (seeds.online_less if mode == "online" else 0)
        if rng.random() < seeds.drop_out:
            last_seen = min(last_seen, rng.randint(1, len(days)))
        marks: list[str] = []
        for number, day in enumerate(days):
            is_there = place.comes and number < last_seen and rng.random() < reliability - seeds.fading * number
            missed = APOLOGIES if rng.random() < seeds.apologies else ABSENT
            is_unmarked = day > self._seeds.hub_date or rng.random() < seeds.unmarked
            marks.append(BOOKED if is_unmarked else ATTENDED if is_there else missed)
        return marks

    def _pupils(self, activity: Activity, presences: list[_Presence], number: int) -> str:
        spread = activity.offer.brings_pupils
        if spread is None or all(presence.marks[number] != ATTENDED for presence in presences):
            return ""
        return str(round(spread_value(self._rng, spread)))

    def _staff(self, school: School) -> Staff:
        if school not in self._staffs:
            self._staffs[school] = Staff(self._seeds, school.domain, school.kind.roles, self._people_rng)
        return self._staffs[school]

    def _urn_habit(self, school: School) -> str:
        """Say which URN a group uses for a school that has had several."""
        seeds, place = self._seeds.evidence, self._evidence_rng.random()
        if len(school.stays) == 1 or place >= seeds.urn_of_today + seeds.urn_of_before:
            return "of the day"
        return "of today" if place < seeds.urn_of_today else "of before"

    def _school_cells(self, school: School, day: dt.date, urn_habit: str) -> Row:
        rng, seeds = self._evidence_rng, self._seeds.evidence
        named = _named(school, day, urn_habit)
        has_urn = school.area.outside or rng.random() >= seeds.without_urn
        has_postcode = not has_urn or rng.random() < seeds.with_postcode
        return {
            "School": named.name,
            "URN": str(named.urn) if has_urn else "",
            "Postcode": named.postcode if has_postcode else "",
        }


def _named(school: School, day: dt.date, urn_habit: str) -> Establishment:
    """Give the establishment that a register names for a school on a day."""
    here = school.on(day) or school.today
    place = school.stays.index(here)
    if urn_habit == "of today":
        return school.today
    if urn_habit == "of before" and place > 0 and here.opened_on and (day - here.opened_on).days < 500:
        return school.stays[place - 1]
    return here


def _make_somebody_come(presences: list[_Presence], days: list[dt.date], hub_date: dt.date) -> None:
    """See to it that a school that comes has come to one session at least."""
    if not any(ATTENDED in presence.marks for presence in presences) and days[0] <= hub_date:
        presences[0].marks[0] = ATTENDED


def _with_held_rows(seeds: Seeds, rows: list[Row]) -> list[Row]:
    """Put each row that is held on purpose after one that it resembles."""
    models = [number for number, row in enumerate(rows) if row["Attendance"] == ATTENDED and row["URN"]]
    chosen = sorted(stream(seeds.seed, "held rows").sample(models, len(seeds.held_rows)), reverse=True)
    for number, held in zip(chosen, reversed(seeds.held_rows), strict=True):
        rows.insert(number + 1, {**rows[number], "Pupils": "", **held.cells})
    return rows

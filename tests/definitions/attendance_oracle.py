"""Attendance once more, in plain Python and written from its words alone, to hold the SQL against."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator

from reach.filters import Filters
from tests.definitions.oracle import Oracle, Row, School, days_of

Course = tuple[str, str]
Session = tuple[dt.date, int]
TERMS = ("autumn", "spring", "summer")


class AttendanceOracle:
    """A hub that can be asked what the queries on attendance are asked, of one period."""

    def __init__(self, oracle: Oracle, filters: Filters) -> None:
        self.oracle, self.filters = oracle, filters
        first, last = oracle.days(filters.academic_year, filters.period)
        start, _ = days_of(filters.academic_year, "year")
        self.rows_so_far = [row for row in oracle.rows if start <= row.on <= last]
        self.rows = [row for row in self.rows_so_far if first <= row.on]
        self.held, self.held_so_far = held_sessions(self.rows), held_sessions(self.rows_so_far)
        self.ever_came = {(course_of(row), row.person) for row in oracle.rows if row.word == "Attended"}
        self.marks = list(self._counted(self.rows))
        self.came_so_far = Counter(
            (school.urn, course_of(row), row.person)
            for row, school in self._counted(self.rows_so_far)
            if row.word == "Attended"
        )

    def _counted(self, rows: list[Row]) -> Iterator[tuple[Row, School]]:
        """Each mark of a school that counts, with that school."""
        day = self.oracle.as_at(self.filters.academic_year, self.filters.period)
        schools = {school.urn: school for school in self.oracle.counted_schools(self.filters)}
        for row in rows:
            school = schools.get(self.oracle.counts_for(row.urn, day) or 0)
            if school is not None and any(
                self.oracle.level_in({row.programme: 1}, phase, self.filters)
                for phase in self.oracle.views_of(school, self.filters)
            ):
                yield row, school

    def sign_ups(self) -> dict[tuple[int, Course, str], list[Row]]:
        """What stands on the register for each person in an activity from a school."""
        found: dict[tuple[int, Course, str], list[Row]] = defaultdict(list)
        for row, school in self.marks:
            found[school.urn, course_of(row), row.person].append(row)
        return found

    def outcome(self, course: Course, person: str, rows: list[Row]) -> str:
        words = {row.word for row in rows}
        if "Attended" in words:
            return "came"
        if "Apologies" in words:
            return "sent_apologies"
        was_expected = any((row.on, row.session) in self.held[course] for row in rows)
        return "no_shows" if was_expected and (course, person) not in self.ever_came else "otherwise"

    def has_stayed(self, urn: int, course: Course, person: str, rows: list[Row]) -> bool:
        """Whether somebody who came in the period came to three quarters of the sessions of the year so far."""
        sessions = len(self.held_so_far[course])
        has_come = any(row.word == "Attended" for row in rows)
        return has_come and sessions >= 2 and 4 * self.came_so_far[urn, course, person] >= 3 * sessions

    def tallies(self, kind: str) -> dict[str, Counter[str]]:
        """What attendance_by_group counts, for each programme, local authority, phase or period; or for all."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for (urn, course, person), rows in self.sign_ups().items():
            if not self.held[course]:
                continue
            for key in self._keys(urn, course)[kind]:
                counts = found[key]
                counts["signed_up"] += 1
                counts[self.outcome(course, person, rows)] += 1
                counts["stayed"] += self.has_stayed(urn, course, person, rows)
                counts["signed_up_to_two_or_more"] += len(self.held_so_far[course]) >= 2
                for row in rows:
                    counts[f"times_{row.word.lower()}"] += 1
        return found

    def hours(self, kind: str) -> dict[str, dict[str, float]]:
        """The hours of each person who attended, in each programme, local authority or phase: two a session."""
        found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for (urn, course, person), rows in self.sign_ups().items():
            times = sum(row.word == "Attended" for row in rows)
            for key in self._keys(urn, course)[kind]:
                if times:
                    found[key][person] += 2 * times
        return found

    def _keys(self, urn: int, course: Course) -> dict[str, list[str]]:
        """The groups in which a sign-up counts, by breakdown."""
        school, programme = self.oracle.schools[urn], self.oracle.programmes[course[0]]
        taught: list[str] = [
            phase for phase in school.phases() if phase in programme.phases and phase in self.filters.phases
        ]
        return {"programme": [course[0]], "la": [school.la], "phase": taught, "period": [self.filters.period]}

    def curves(self) -> dict[Course, list[tuple[int, int, int]]]:
        """For each activity of two or more sessions held: ever came, attending and still there, session by session."""
        came: dict[Course, dict[str, set[Session]]] = defaultdict(lambda: defaultdict(set))
        for row, _ in self.marks:
            if row.word == "Attended":
                came[course_of(row)][row.person].add((row.on, row.session))
        return {
            course: [
                (
                    len(people),
                    sum(session in sessions for sessions in people.values()),
                    sum(any(each >= session for each in sessions) for sessions in people.values()),
                )
                for session in sorted(self.held[course])
            ]
            for course, people in came.items()
            if len(self.held[course]) >= 2
        }

    def everybody(self) -> dict[Course, tuple[int, int, int]]:
        """For each activity of a school that counts, of everybody: signed up, ever came, at the latest session."""
        found = {}
        for course in {course_of(row) for row, _ in self.marks}:
            rows = [row for row in self.rows if course_of(row) == course]
            latest = max(self.held[course], default=None)
            came = {row.person for row in rows if row.word == "Attended"}
            there = {row.person for row in rows if row.word == "Attended" and (row.on, row.session) == latest}
            found[course] = (len({row.person for row in rows}), len(came), len(there))
        return found


def held_sessions(rows: list[Row]) -> dict[Course, set[Session]]:
    """The sessions of each activity that were held."""
    held: dict[Course, set[Session]] = defaultdict(set)
    for row in rows:
        if row.word != "Booked":
            held[course_of(row)].add((row.on, row.session))
    return held


def course_of(row: Row) -> Course:
    """The activity that a row of a register is of."""
    return row.programme, row.activity

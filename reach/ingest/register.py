"""Registers: who attended, was absent, sent apologies or is booked, session by session, from any tool."""

import dataclasses
import datetime as dt
import functools
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from reach.academic_years import academic_year_of
from reach.ingest.cells import la_and_number, text_of, urn_in
from reach.ingest.contact_details import domain_of
from reach.ingest.date_order import DateOrder
from reach.ingest.dates import day
from reach.ingest.details import Answers, Entries, Unclear, details_of
from reach.ingest.own_addresses import names_nobody, with_own_addresses
from reach.ingest.people import PeopleNamed, person_hash
from reach.ingest.register_cells import COUNT_ONE, RegisterCells
from reach.ingest.rows import Rows
from reach.matching import Clues
from reach.settings import Settings


class Attendee(NamedTuple):
    """Who a row is about, and which school it says: without the person's name. A problem is a reason to hold the row.

    other_way: where a name as shown in a meeting does not tell which half is the school, the school's text and the
    person if it is the other half. Until that is settled, either text may be a person's name.
    """

    clues: Clues
    email_domain: str | None = None
    person: str | None = None
    role: str | None = None
    problem: str | None = None
    other_way: tuple[str, str | None] | None = None
    is_left_out: bool = False


class SessionEntry(NamedTuple):
    """What a row says of a session and somebody's attendance. A problem is a reason to hold the row."""

    programme: str = ""
    activity: str = ""
    held_on: dt.date | None = None
    session_number: int | None = None
    hours: float | None = None
    attendance: str | None = None
    pupils: int | None = None
    lead_partner: str | None = None
    problem: str | None = None
    is_left_out: bool = False


class RegisterRow(NamedTuple):
    """One row of a register."""

    number: int
    attendee: Attendee
    entry: SessionEntry

    @property
    def problem(self) -> str | None:
        """Why the row is to be held, None where nothing stands against it."""
        return self.entry.problem or self.attendee.problem


@dataclasses.dataclass(frozen=True)
class Register:
    """A register as it was read: each attendee and each session entry once, and rows as places among these.

    numbers, attendee_of and entry_of have a place for each row. people is what is needed to keep their names out of the
    other columns. date_order and unclear are how its cells were understood, lacks counts the rows that do not say a
    detail. left_out counts the rows that are no attendees, by what they are.
    """

    attendees: list[Attendee]
    entries: Sequence[SessionEntry]
    numbers: Sequence[int]
    attendee_of: Sequence[int]
    entry_of: Sequence[int]
    people: PeopleNamed
    left_out: Mapping[str, int]
    date_order: DateOrder
    unclear: Sequence[Unclear]
    lacks: Mapping[str, int]

    def with_rows(self, places: Iterable[int]) -> "Register":
        """Give the register with some of its rows only."""
        kept = list(places)
        return dataclasses.replace(
            self,
            numbers=array("q", (self.numbers[place] for place in kept)),
            attendee_of=array("q", (self.attendee_of[place] for place in kept)),
            entry_of=array("q", (self.entry_of[place] for place in kept)),
        )

    @property
    def sound_entries(self) -> list[SessionEntry]:
        """The session entries of rows without a problem, each once."""
        rows = zip(self.attendee_of, self.entry_of, strict=True)
        places = {entry for attendee, entry in rows if self.attendees[attendee].problem is None}
        return [entry for place in sorted(places) if (entry := self.entries[place]).problem is None]

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The days of the first and the last session."""
        return first_and_last([entry.held_on for entry in self.sound_entries if entry.held_on])


def first_and_last(days: Sequence[dt.date]) -> tuple[dt.date, dt.date] | None:
    """Give the first and the last of some days, None where there are none."""
    return (min(days), max(days)) if days else None


ROWS_BETWEEN_REPORTS = 1000
DETAILS = ("activity", "programme", "held_on")
"""What must be known of every row."""


def parse_register(
    entries: Entries,
    answers: Answers,
    settings: Settings,
    secret: bytes,
    on_progress: Callable[[float], None] = lambda _: None,
) -> Register:
    """Put each row into types, and the person into a hash. A row that cannot be loaded carries its problem.

    What is unclear is noted beside, and decided as it seems: whether it has to be asked first is the caller's to say.
    """
    details = details_of(entries, answers)
    if entries.legend:
        answers = answers.completed_by(Answers(values={"attendance": entries.legend}))
    of_all = {column: value for column, value in dataclasses.asdict(details).items() if value is not None}
    rows = with_own_addresses(_with_cohorts(entries.rows.filled(of_all)))
    order = entries.date_order or answers.date_order(entries.rows.column("held_on"))
    cells = RegisterCells(
        settings,
        answers,
        month_first=order.month_first,
        attendance=map(text_of, set(rows.column("attendance"))),
        blank_attendance=entries.blank_attendance,
        academic_year=entries.academic_year,
        likely_year=_year_of(rows.column("held_on"), order.month_first),
    )
    parser = _Parser(cells, secret)
    for name in entries.also_named:
        parser.people.add(name)
    numbers, attendee_of, entry_of = array("q"), array("q"), array("q")
    of_attendees = zip(*map(rows.column, _OF_ATTENDEES), strict=True)
    of_entries = zip(*map(rows.column, _OF_ENTRIES), strict=True)
    left_out = Counter(entries.left_out)
    attendees, session_entries = parser.attendees.found, parser.entries.found
    for position, (number, of_attendee, of_entry) in enumerate(
        zip(rows.numbers, of_attendees, of_entries, strict=True)
    ):
        if position % ROWS_BETWEEN_REPORTS == 0:
            on_progress(position / len(rows))
        entry = parser.entries.place_of(of_entry, number, parser.entry)
        attendee = parser.attendees.place_of(of_attendee, number, parser.attendee)
        if session_entries[entry].is_left_out or attendees[attendee].is_left_out:
            left_out["marked to be left out"] += 1
            continue
        numbers.append(number)
        attendee_of.append(attendee)
        entry_of.append(entry)
    weaker = _weaker_repeats(numbers, entry_of, session_entries)
    if weaker:
        kept = [place for place in range(len(numbers)) if place not in weaker]
        numbers, attendee_of, entry_of = (
            array("q", (places[place] for place in kept)) for places in (numbers, attendee_of, entry_of)
        )
    return Register(
        attendees,
        session_entries,
        numbers,
        attendee_of,
        entry_of,
        parser.people,
        left_out,
        order,
        [*entries.unclear, *parser.unclear()],
        {detail: _lacking(rows, detail) for detail in DETAILS},
    )


def _with_cohorts(rows: Rows) -> Rows:
    """Give rows with the cohort in the activity's name, as each cohort has its own sessions."""
    if not rows.has("cohort"):
        return rows
    both = zip(map(text_of, rows.column("activity")), map(text_of, rows.column("cohort")), strict=True)
    return rows.with_columns({"activity": [", ".join(filter(None, each)) if each[0] else "" for each in both]})


def _lacking(rows: Rows, detail: str) -> int:
    """Count the rows that do not say a detail, but for those that are held for something else."""
    if not rows.has("problem"):
        return rows.blank(detail)
    both = zip(rows.column(detail), rows.column("problem"), strict=True)
    return sum(not text_of(cell) and not text_of(problem) for cell, problem in both)


def _weaker_repeats(numbers: Sequence[int], entry_of: Sequence[int], entries: Sequence[SessionEntry]) -> set[int]:
    """Give the places of rows whose line says something stronger of the same session, or the same before.

    A line may speak of a session twice, such as by its number and by its day.
    """
    if len(set(numbers)) == len(numbers):
        return set()
    weaker: set[int] = set()
    of_line: dict[tuple[Any, ...], int] = {}
    for place, number in enumerate(numbers):
        if place and number != numbers[place - 1]:
            of_line = {}
        entry = entries[entry_of[place]]
        key = entry.programme, entry.activity, entry.held_on, entry.session_number, entry.problem
        before = of_line.setdefault(key, place)
        if before != place:
            is_stronger = _strength(entry) > _strength(entries[entry_of[before]])
            weaker.add(before if is_stronger else place)
            of_line[key] = place if is_stronger else before
    return weaker


def _strength(entry: SessionEntry) -> int:
    return _WEAKEST_FIRST.index(entry.attendance)


_WEAKEST_FIRST = (None, "booked", "absent", "apologies", "attended")


def _year_of(cells: Sequence[Any], month_first: bool) -> str | None:
    """Give the academic year that all days among some cells are of, None where there are several."""
    days = {found for cell in set(map(_hashable, cells)) if (found := day(cell, month_first=month_first))}
    years = {academic_year_of(found) for found in days}
    return years.pop() if len(years) == 1 else None


def _hashable(cell: Any) -> Any:
    return cell if isinstance(cell, str | int | float | dt.date) else None


T = TypeVar("T")


class _Distinct(Generic[T]):
    """What rows say, each thing once: rows that say the same share a place in found."""

    def __init__(self) -> None:
        self._places: dict[tuple[Any, ...], int] = {}
        self._rows = array("q")
        self.found: list[T] = []

    def place_of(self, cells: tuple[Any, ...], number: int, understand: Callable[[tuple[Any, ...], int], T]) -> int:
        """Give the place of what a row says; what no row said before is understood first."""
        place = self._places.get(cells)
        if place is None:
            place = self._places[cells] = len(self.found)
            self.found.append(understand(cells, number))
            self._rows.append(0)
        self._rows[place] += 1
        return place

    @property
    def rows(self) -> Iterator[tuple[tuple[Any, ...], int]]:
        """What rows say, and how many of them say it."""
        return zip(self._places, self._rows, strict=True)


_REMEMBERED = 50_000


class _Parser:
    """Puts the cells of rows into types."""

    def __init__(self, cells: RegisterCells, secret: bytes) -> None:
        self._cells = cells
        # Who is in several rows, and under several wordings of a school, is understood once.
        self._person = functools.lru_cache(_REMEMBERED)(functools.partial(person_hash, secret))
        self._domain_of = functools.lru_cache(_REMEMBERED)(domain_of)
        # What many attendees share takes no memory for each.
        self._held_once: Callable[[T, T], T] = {}.setdefault  # type: ignore[assignment]
        self._nameless: set[tuple[Any, ...]] = set()
        self.people = PeopleNamed()
        self._note_name = functools.lru_cache(_REMEMBERED)(self.people.add)
        self.attendees: _Distinct[Attendee] = _Distinct()
        self.entries: _Distinct[SessionEntry] = _Distinct()

    def unclear(self) -> list[Unclear]:
        """Give what is or was unclear, with the number of its rows."""
        for cells, rows in self.entries.rows:
            for column in _UNDERSTOOD:
                self._cells.count(column, cells[_OF_ENTRIES.index(column)], rows)
        self._cells.count("person", "", sum(rows for cells, rows in self.attendees.rows if cells in self._nameless))
        return self._cells.unclear

    def attendee(self, cells: tuple[Any, ...], number: int) -> Attendee:
        """Understand who a row is about."""
        text = dict(zip(_OF_ATTENDEES, map(text_of, cells), strict=True))
        is_school_guessed = bool(cells[_OF_ATTENDEES.index("is_school_guessed")])
        by_number = la_and_number(text["dfe_number"]) or (
            _number_of_digits(text["la_code"]),
            _number_of_digits(text["establishment_number"]),
        )
        if names_nobody(f"{text['first_name']} {text['last_name']}"):
            text |= {"first_name": "", "last_name": ""}
        if not is_school_guessed:
            self._note_name(text["first_name"], text["last_name"])
        person, problem = self._person(text["email"], text["first_name"], text["last_name"]), ""
        if person is None:
            self._nameless.add(cells)
            nobody = self._cells.read("person", "", number)
            if nobody.is_left_out:
                return Attendee(Clues(), is_left_out=True)
            problem = nobody.problem
            person = self._person("", UNNAMED, "") if nobody.value == COUNT_ONE else None
        domain = self._domain_of(text["email"] or text["email_of_somebody_else"])
        turned = None
        if is_school_guessed:
            turned = text["first_name"], self._person(text["email"], text["school"], "")
        clues = Clues(urn_in(text["urn"]), *by_number, text["school"], text["postcode"], domain)
        return Attendee(
            clues=self._held_once(clues, clues),
            email_domain=self._held_once(domain, domain) or None,
            person=person,
            role=self._held_once(text["role"], text["role"]) or None,
            problem=problem or None,
            other_way=turned,
        )

    def entry(self, cells: tuple[Any, ...], number: int) -> SessionEntry:
        """Understand what a row says of a session."""
        texts = dict(zip(_OF_ENTRIES, cells, strict=True))
        of = {column: self._cells.read(column, texts[column], number) for column in _UNDERSTOOD}
        if any(cell.is_left_out for cell in of.values()):
            return SessionEntry(is_left_out=True)
        activity = text_of(texts["activity"])
        problems = (
            text_of(texts["problem"]),
            "" if activity else "The activity is missing",
            *(cell.problem for cell in of.values()),
        )
        return SessionEntry(
            programme=of["programme"].value or text_of(texts["programme"]),
            activity=activity,
            held_on=of["held_on"].value,
            session_number=of["session_number"].value,
            hours=of["hours"].value,
            attendance=of["attendance"].value,
            pupils=of["pupils"].value,
            lead_partner=text_of(texts["lead_partner"]) or None,
            problem=next(filter(None, problems), None),
        )


_UNDERSTOOD = ("programme", "held_on", "session_number", "attendance", "hours", "pupils")
UNNAMED = "somebody of this school"
"""The name of everybody who has none, so that each school has one such person."""

_OF_ENTRIES = ("activity", "lead_partner", "problem", *_UNDERSTOOD)
_OF_ATTENDEES = (
    "school",
    "urn",
    "la_code",
    "establishment_number",
    "dfe_number",
    "postcode",
    "first_name",
    "last_name",
    "email",
    "email_of_somebody_else",
    "role",
    "is_school_guessed",
)


def _number_of_digits(text: str) -> str:
    """Give a code of local authority or establishment, "" for anything else: it is kept as it is."""
    return text if re.fullmatch(r"\d{1,4}", text, re.ASCII) else ""

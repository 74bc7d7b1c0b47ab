"""Stays in an online meeting: who was there for how long, and whether that counts as attended."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reach.ingest.dates import minutes
from reach.ingest.details import Answers, Details, Entries
from reach.ingest.rows import Rows
from reach.ingest.tools.display_names import organises_by_mark, part, with_name


@dataclasses.dataclass(frozen=True)
class Stay:
    """One row of a report: somebody's whole time in the meeting, or one join of several.

    stayed is how long, in minutes or as it is written. organises is what the person is called who organised or hosted
    the meeting, "" for everybody else. attendance is set where the report itself says it, such as of who registered and
    never came. cells are further cells of the row, by our columns; not_asked says why a row is of nobody who was asked
    to come, such as a registration that was denied.
    """

    row_number: int
    shown_name: str
    email: str
    stayed: float | str
    organises: str = ""
    attendance: str | None = None
    cells: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    not_asked: str = ""

    @property
    def minutes(self) -> float | None:
        """How long somebody stayed; None where it is written in a way that is not understood."""
        return minutes(self.stayed) if self.stayed != "" else 0.0


@dataclasses.dataclass(frozen=True)
class Meeting:
    """A meeting of a report, with the stays in it. minutes is its length, None where the report does not say it."""

    stays: Sequence[Stay]
    minutes: float | None
    details: Details
    topic: str = ""


def entries_of(
    stays: Sequence[Stay],
    meeting_minutes: float | None,
    details: Details,
    answers: Answers,
    hosts: Iterable[str] = (),
    **facts: Any,
) -> Entries:
    """Give the entries of a report on one meeting, as `entries_of_meetings` does."""
    return entries_of_meetings([Meeting(stays, meeting_minutes, details)], answers, hosts, **facts)


def entries_of_meetings(
    meetings: Sequence[Meeting], answers: Answers, hosts: Iterable[str] = (), **facts: Any
) -> Entries:
    """Give a row a stay, marked attended when that person's stays together are long enough, else absent.

    Long enough is half of the meeting unless the administrator says otherwise. A stay that is not understood stands as
    it is written, and is asked about. Organisers and hosts are left out unless the answers say so. hosts are names that
    stand above the rows, facts further fields of Entries. Of several meetings each row says its own details.
    """
    rows: list[tuple[int, dict[str, Any]]] = []
    left_out: list[str] = []
    roles: Counter[str] = Counter()
    for meeting in meetings:
        of_meeting = _details_in_rows(meeting, answers) if len(meetings) > 1 else {}
        length = meeting.minutes or max((stay.minutes or 0.0 for stay in meeting.stays), default=0.0)
        needed = answers.minimum_minutes if answers.minimum_minutes is not None else length / 2
        together: dict[str, float] = defaultdict(float)
        for stay in meeting.stays:
            together[_identity(stay)] += stay.minutes or 0.0
        for stay in meeting.stays:
            organises = stay.organises or organises_by_mark(stay.shown_name)
            why = stay.not_asked or (organises if not answers.counts_organisers else "")
            if why:
                left_out.append(part(stay.shown_name).person)
                roles[why] += 1
                continue
            long_enough = "attended" if together[_identity(stay)] >= needed else "absent"
            attendance = stay.attendance or (str(stay.stayed) if stay.minutes is None else long_enough)
            row = {"email": stay.email, **stay.cells, "attendance": attendance, "hours": round(length / 60, 2) or None}
            rows.append((stay.row_number, of_meeting | with_name(row, stay.shown_name)))
    # Of registrations nobody's stay decides anything.
    has_stays = any(stay.attendance is None for meeting in meetings for stay in meeting.stays)
    details = meetings[0].details if len(meetings) == 1 else Details()
    return Entries(Rows.of(rows), details, roles, has_stays=has_stays, also_named=(*hosts, *left_out), **facts)


def _details_in_rows(meeting: Meeting, answers: Answers) -> dict[str, Any]:
    """Give what a meeting's own rows say of it, but for what somebody said of the whole file.

    Its topic stands for the programme that it names, so that what it was taken for is shown.
    """
    details = meeting.details
    texts = {
        "activity": details.activity or "",
        "programme": meeting.topic if details.programme else "",
    }
    kept = {column: text for column, text in texts.items() if not getattr(answers.details, column)}
    return {**kept, "held_on": details.held_on, "session_number": details.session_number or ""}


def _identity(stay: Stay) -> str:
    return stay.email.casefold() or " ".join(stay.shown_name.casefold().split())

"""Stays in an online meeting: who was there for how long, and whether that counts as attended."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reach.ingest.details import Answers, Details, Entries
from reach.ingest.tools.display_names import part, with_name


@dataclasses.dataclass(frozen=True)
class Stay:
    """One row of a report: somebody's whole time in the meeting, or one join of several.

    organises is what the person is called who organised or hosted the meeting, "" for everybody else. attendance is
    set where the report itself says it, such as of who registered and never came. said are further cells of the row,
    by our columns; not_asked says why a row is of nobody who was asked to come, such as a registration that was
    denied.
    """

    row_number: int
    shown_name: str
    email: str
    minutes: float
    organises: str = ""
    attendance: str | None = None
    said: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    not_asked: str = ""


def entries_of(
    stays: Sequence[Stay],
    meeting_minutes: float | None,
    details: Details,
    answers: Answers,
    hosts: Iterable[str] = (),
    **facts: Any,
) -> Entries:
    """Give a row a stay, marked attended when that person's stays together are long enough, else absent.

    Long enough is half of the meeting unless the administrator says otherwise. Organisers and hosts are left out
    unless the answers say so. hosts are names that stand above the rows, facts further fields of Entries.
    """
    length = meeting_minutes or max((stay.minutes for stay in stays), default=0.0)
    needed = answers.minimum_minutes if answers.minimum_minutes is not None else length / 2
    together: dict[str, float] = defaultdict(float)
    for stay in stays:
        together[_identity(stay)] += stay.minutes
    rows: list[tuple[int, dict[str, Any]]] = []
    left_out: list[str] = []
    roles: Counter[str] = Counter()
    for stay in stays:
        why = stay.not_asked or (stay.organises if not answers.counts_organisers else "")
        if why:
            left_out.append(part(stay.shown_name).person)
            roles[why] += 1
            continue
        attendance = stay.attendance or ("attended" if together[_identity(stay)] >= needed else "absent")
        row = {"email": stay.email, **stay.said, "attendance": attendance, "hours": round(length / 60, 2) or None}
        rows.append((stay.row_number, with_name(row, stay.shown_name)))
    # Of registrations nobody's stay decides anything.
    has_stays = any(stay.attendance is None for stay in stays)
    return Entries(rows, details, roles, has_stays=has_stays, also_named=(*hosts, *left_out), **facts)


def _identity(stay: Stay) -> str:
    return stay.email.casefold() or " ".join(stay.shown_name.casefold().split())

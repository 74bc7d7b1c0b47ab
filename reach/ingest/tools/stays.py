"""Stays in an online meeting: who was there for how long, and whether that counts as attended."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from reach.ingest.details import Answers, Details, Entries
from reach.ingest.tools.display_names import part, with_name


@dataclasses.dataclass(frozen=True)
class Stay:
    """One row of a report: somebody's whole time in the meeting, or one join of several."""

    row_number: int
    shown_name: str
    email: str
    minutes: float
    is_organiser: bool = False


def entries_of(
    stays: Sequence[Stay],
    meeting_minutes: float | None,
    details: Details,
    answers: Answers,
    hosts: Iterable[str] = (),
) -> Entries:
    """Give a row a stay, marked attended when that person's stays together are long enough, else absent.

    Long enough is half of the meeting unless the administrator says otherwise. Organisers and presenters are left
    out unless the answers say so. hosts are names that stand above the rows.
    """
    length = meeting_minutes or max((stay.minutes for stay in stays), default=0.0)
    needed = answers.minimum_minutes if answers.minimum_minutes is not None else length / 2
    together: dict[str, float] = defaultdict(float)
    for stay in stays:
        together[_identity(stay)] += stay.minutes
    rows: list[tuple[int, dict[str, Any]]] = []
    left_out: list[str] = []
    for stay in stays:
        if stay.is_organiser and not answers.counts_organisers:
            left_out.append(part(stay.shown_name).person)
            continue
        rows.append(
            (
                stay.row_number,
                with_name(
                    {
                        "email": stay.email,
                        "attendance": "attended" if together[_identity(stay)] >= needed else "absent",
                        "hours": round(length / 60, 2) or None,
                    },
                    stay.shown_name,
                ),
            )
        )
    return Entries(rows, details, len(left_out), has_stays=True, also_named=(*hosts, *left_out))


def _identity(stay: Stay) -> str:
    return stay.email.casefold() or " ".join(stay.shown_name.casefold().split())

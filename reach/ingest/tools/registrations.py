"""Registrations for an online meeting: the questions that its organiser asked, and what became of each."""

from collections.abc import Mapping, Sequence
from typing import Any

from reach.ingest.details import Answers
from reach.ingest.tools.headings import find_columns
from reach.ingest.tools.lines import cell_at

_ASKED = ("school", "postcode", "urn", "dfe_number", "role")

_CANCELLED = ("cancelled", "canceled", "cancelled by registrant", "cancelled by attendee", "withdrawn")
_NOT_ACCEPTED = (
    "denied",
    "rejected",
    "declined",
    "pending",
    "pending approval",
    "pending_approval",
    "waitlisted",
    "waitlist",
)


def questions_answered(headings: Sequence[str], own: Sequence[str], body: Sequence[Any] = ()) -> dict[str, int]:
    """Give the places of the school and what else identifies it, among questions that are not the tool's own."""
    known = {heading.casefold() for heading in own}
    others = ["" if heading.casefold() in known else heading for heading in headings]
    return {column: place for column, place in find_columns(others, body).places.items() if column in _ASKED}


def columns_with_answers(
    answers: Answers, asked: Mapping[str, int], own: Mapping[str, int | None]
) -> tuple[dict[str, int], dict[str, int]]:
    """Give the places of a report's columns, and of the questions among them, as somebody said them.

    asked are those of the questions, own those that the tool has a column for. Other columns are not a report's.
    """
    places = {
        column: place
        for column, place in answers.columns_or({**own, **asked}).items()
        if column in own or column in _ASKED
    }
    return places, {column: place for column, place in places.items() if column in _ASKED}


def cells_of(cells: Sequence[Any], places: Mapping[str, int]) -> dict[str, str]:
    """Give the cells at some places, by our columns; blank ones are left out."""
    found = {column: cell_at(cells, place) for column, place in places.items()}
    return {column: text for column, text in found.items() if text}


def not_asked(status: str) -> str:
    """Say why a registration is of nobody who was asked to come, "" where it stands or was cancelled."""
    return "registration not accepted" if status.casefold().strip() in _NOT_ACCEPTED else ""


def is_cancelled(status: str) -> bool:
    """Whether somebody took a registration back."""
    return status.casefold().strip() in _CANCELLED

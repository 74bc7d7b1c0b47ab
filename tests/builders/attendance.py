"""Small hubs for the tests of attendance: registers written as a line of marks a person."""

from pathlib import Path
from typing import Any

from reach.ingest import SourceFile
from reach.store import Store
from tests.builders import attended, hub, imported, school, table

_WORDS = {"x": "Attended", "-": "Absent", "a": "Apologies", "b": "Booked"}
DAYS = ("10/10/2022", "10/11/2022", "10/12/2022", "10/02/2023", "10/03/2023", "10/05/2023", "10/06/2023")


def course(urn: int, marks: dict[str, str], **cells: Any) -> list[dict[str, Any]]:
    """Give a register of an activity: for each person a letter a session, a dot for not on its register.

    x attended, - absent, a apologies, b booked.
    """
    return [
        attended(urn, DAYS[number], person=person, session=number + 1, attendance=_WORDS[mark], **cells)
        for person, line in marks.items()
        for number, mark in enumerate(line)
        if mark != "."
    ]


def one_course(folder: Path, marks: dict[str, str], **cells: Any) -> Store:
    """Give a hub of one school with one activity."""
    return hub(folder, [school(900001)], course(900001, marks, **cells))


def with_activities(store: Store, *activities: dict[str, Any]) -> Store:
    """Import a sheet of activities: places, mode and first day."""
    imported(store, activity_sheet(*activities))
    return store


def activity_sheet(*activities: dict[str, Any]) -> SourceFile:
    """Give a sheet of activities."""
    usual = {
        "Activity": "Group 1",
        "Programme": "MNRKS1",
        "Lead partner": "",
        "Places": "",
        "Mode": "",
        "Starts on": "",
    }
    return table([usual | each for each in activities], "activities.csv")

"""Notes on charts: added, refused, removed and put back."""

import datetime as dt
from pathlib import Path

import pytest

from reach.ingest import (
    WHOLE_HUB,
    ChartNoteError,
    NoteScope,
    add_chart_note,
    put_back_chart_note,
    remove_chart_note,
)
from reach.store import Store, listing
from reach.store.checks import breaches
from reach.store.history import published_versions
from tests.builders import hub, school

DAY = dt.date(2025, 11, 10)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(tmp_path, [school(900001)])


def listed(store: Store) -> list[tuple[object, ...]]:
    return [
        (row["note_id"], row["dated_on"], row["note"], row["of_what"], row["is_removed"])
        for row in listing.chart_notes(store.read())
    ]


def test_notes_are_listed_with_what_they_are_of(store: Store) -> None:
    add_chart_note(store, "  Registers of\nWork Group 7 were late ", dated_on=DAY, recorded_by="alex")
    for scope in (NoteScope(local_authority="344"), NoteScope(strand="cpd"), NoteScope(programme="CORE")):
        add_chart_note(store, "Trial began", dated_on=DAY, scope=scope, recorded_by="sam")
    assert listed(store) == [
        (4, DAY, "Trial began", "Level 3 Core Maths", False),
        (3, DAY, "Trial began", "CPD and school-to-school support", False),
        (2, DAY, "Trial began", "Wirral", False),
        (1, DAY, "Registers of Work Group 7 were late", "Whole hub", False),
    ]
    with store.read().cursor() as cursor:
        assert breaches(cursor, with_settings=True) == []


def test_a_note_is_removed_and_put_back_and_the_history_says_so(store: Store) -> None:
    number = add_chart_note(store, "Trial began", dated_on=DAY, recorded_by="alex")
    remove_chart_note(store, number, recorded_by="sam")
    assert listed(store) == [(number, DAY, "Trial began", "Whole hub", True)]
    put_back_chart_note(store, number, recorded_by="alex")
    assert listed(store) == [(number, DAY, "Trial began", "Whole hub", False)]
    what = [version.what for version in published_versions(store.folder)]
    assert what[:3] == ["Put back a note on charts", "Removed a note on charts", "Added a note on charts"]


def test_a_number_is_never_given_to_another_note(store: Store) -> None:
    first = add_chart_note(store, "Trial began", dated_on=DAY, recorded_by="alex")
    remove_chart_note(store, first, recorded_by="alex")
    assert add_chart_note(store, "Trial ended", dated_on=DAY, recorded_by="alex") != first


@pytest.mark.parametrize(
    ("note", "dated_on", "scope", "why"),
    [
        ("   ", DAY, WHOLE_HUB, "has no text"),
        ("x" * 81, DAY, WHOLE_HUB, "is too long"),
        ("Ask jo@school.example", DAY, WHOLE_HUB, "has an e-mail address"),
        ("Trial began", dt.date(1999, 1, 1), WHOLE_HUB, "01/01/1999 is in no academic year"),
        ("Trial began", DAY, NoteScope(local_authority="999"), "no local authority “999”"),
        ("Trial began", DAY, NoteScope(strand="nope"), "no strand “nope”"),
        ("Trial began", DAY, NoteScope(programme="NOPE"), "no programme “NOPE”"),
        ("Trial began", DAY, NoteScope(local_authority="344", strand="cpd"), "one local authority, strand or prog"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    store: Store, note: str, dated_on: dt.date, scope: NoteScope, why: str
) -> None:
    name = store.read().name
    with pytest.raises(ChartNoteError, match=why):
        add_chart_note(store, note, dated_on=dated_on, scope=scope, recorded_by="alex")
    assert store.read().name == name


def test_what_does_not_stand_cannot_be_removed_nor_what_stands_put_back(store: Store) -> None:
    number = add_chart_note(store, "Trial began", dated_on=DAY, recorded_by="alex")
    with pytest.raises(ChartNoteError, match="no note 9 to remove"):
        remove_chart_note(store, 9, recorded_by="alex")
    with pytest.raises(ChartNoteError, match=f"no note {number} to put back"):
        put_back_chart_note(store, number, recorded_by="alex")

"""Notes on charts that an administrator dates, such as “Trial began”: added, removed and put back."""

import dataclasses
import datetime as dt

import duckdb

from reach.errors import ReachError
from reach.ingest.cells import text_of
from reach.ingest.contact_details import has_contact_details
from reach.settings import Settings
from reach.store import Store
from reach.store.checks import refuse_breaches
from reach.store.history import Kind

LONGEST_NOTE = 80
"""Letters."""


class ChartNoteError(ReachError):
    """A note cannot be added, removed or put back like this. Nothing has been changed."""


@dataclasses.dataclass(frozen=True)
class NoteScope:
    """What a note is of: a local authority, a strand or a programme, by its code in hub.toml; else the whole hub."""

    local_authority: str | None = None
    strand: str | None = None
    programme: str | None = None


WHOLE_HUB = NoteScope()


def add_chart_note(
    store: Store, note: str, *, dated_on: dt.date, scope: NoteScope = WHOLE_HUB, recorded_by: str
) -> int:
    """Add a note to the charts on which its date falls, and return its number.

    Raises ChartNoteError for no text, one that is too long or has contact details in it, a date in no academic year of
    the dashboard, and a scope that hub.toml does not have.
    """
    note = _checked_text(note)
    _refuse_date(store.settings, dated_on)
    _refuse_scope(store.settings, scope)
    note_id = 0
    with store.write("Added a note on charts", kind=Kind.EDIT) as connection:
        row = connection.execute("select coalesce(max(note_id), 0) + 1 from chart_notes").fetchone()
        note_id = int(row[0]) if row else 1
        connection.execute(
            """
            insert into chart_notes by name
            select
                $note_id as note_id,
                $dated_on as dated_on,
                $note as note,
                $la_code as la_code,
                $strand as strand,
                $programme_code as programme_code,
                false as is_removed,
                $recorded_at as recorded_at,
                $recorded_by as recorded_by
            """,
            {
                "note_id": note_id,
                "dated_on": dated_on,
                "note": note,
                "la_code": scope.local_authority,
                "strand": scope.strand,
                "programme_code": scope.programme,
                "recorded_at": dt.datetime.now(),
                "recorded_by": recorded_by,
            },
        )
        _refuse_breach(connection)
    return note_id


def remove_chart_note(store: Store, note_id: int, *, recorded_by: str) -> None:
    """Take a note off charts; it can be put back. Raises ChartNoteError where no such note stands."""
    with store.write("Removed a note on charts", kind=Kind.EDIT) as connection:
        _record(connection, note_id, is_removed=True, recorded_by=recorded_by)


def put_back_chart_note(store: Store, note_id: int, *, recorded_by: str) -> None:
    """Put a removed note back on charts. Raises ChartNoteError where no such note was removed."""
    with store.write("Put back a note on charts", kind=Kind.EDIT) as connection:
        _record(connection, note_id, is_removed=False, recorded_by=recorded_by)


def _record(connection: duckdb.DuckDBPyConnection, note_id: int, *, is_removed: bool, recorded_by: str) -> None:
    """Record a note once more, as removed or as standing."""
    stands = "select 1 from latest_chart_notes where note_id = $note_id and is_removed <> $is_removed"
    asked = {"note_id": note_id, "is_removed": is_removed}
    if connection.execute(stands, asked).fetchone() is None:
        raise ChartNoteError(
            f"There is no note {note_id} to {'remove' if is_removed else 'put back'}",
            "Somebody else may have changed it. Nothing was changed.",
        )
    connection.execute(
        """
        insert into chart_notes by name
        select
            note_id,
            dated_on,
            note,
            la_code,
            strand,
            programme_code,
            $is_removed as is_removed,
            $recorded_at as recorded_at,
            $recorded_by as recorded_by
        from latest_chart_notes
        where note_id = $note_id
        """,
        asked | {"recorded_at": dt.datetime.now(), "recorded_by": recorded_by},
    )
    _refuse_breach(connection)


def _refuse_breach(connection: duckdb.DuckDBPyConnection) -> None:
    # No worked-out table follows from notes.
    refuse_breaches(connection, "That would break the store", ChartNoteError, batches=[])


def _checked_text(text: str) -> str:
    note = text_of(text)
    if not note:
        raise ChartNoteError("The note has no text", "Say in a few words what happened. Nothing was changed.")
    if has_contact_details(note):
        raise ChartNoteError(
            "The note has an e-mail address or telephone number in it",
            "Say what happened without naming people. Nothing was changed.",
        )
    if len(note) > LONGEST_NOTE:
        raise ChartNoteError("The note is too long", f"Say it in {LONGEST_NOTE} letters or fewer. Nothing was changed.")
    return note


def _refuse_date(settings: Settings, dated_on: dt.date) -> None:
    days = [day for period in settings.periods() for day in (period.starts_on, period.ends_on)]
    if not min(days) <= dated_on <= max(days):
        raise ChartNoteError(
            f"{dated_on:%d/%m/%Y} is in no academic year of the dashboard",
            f"Choose a day from {min(days):%d/%m/%Y} to {max(days):%d/%m/%Y}. Nothing was changed.",
        )


def _refuse_scope(settings: Settings, scope: NoteScope) -> None:
    if sum(code is not None for code in dataclasses.astuple(scope)) > 1:
        raise ChartNoteError(
            "A note is of one local authority, strand or programme",
            "Choose one of them, or none for the whole hub. Nothing was changed.",
        )
    for what, code, known in (
        ("local authority", scope.local_authority, settings.la_codes),
        ("strand", scope.strand, settings.strand_codes),
        ("programme", scope.programme, [programme.code for programme in settings.programmes]),
    ):
        if code is not None and code not in known:
            raise ChartNoteError(f"There is no {what} “{code}”", f"There are {', '.join(known)}. Nothing was changed.")

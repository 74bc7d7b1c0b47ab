"""Lists about the store itself for administrators: batches, held rows, matches and more, in a fixed order."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from reach.errors import StoreError
from reach.store import Version

_FOLDER = Path(__file__).resolve().parent / "lists"


def batches(version: Version, *, undone: bool = False) -> list[dict[str, Any]]:
    """Return the imports, newest first. undone: those that were undone, too."""
    return _rows(version, "batches", {"undone": undone})


def held_rows(version: Version) -> list[dict[str, Any]]:
    """Return the held rows; a row that several files repeat is listed once."""
    rows = _rows(version, "held_rows")
    return [{**row, "candidates": json.loads(row["candidates"])} for row in rows]


def uncounted(version: Version) -> list[dict[str, Any]]:
    """Return the attended URNs that count for no establishment at the date of the register in use."""
    return _rows(version, "uncounted")


def targets_not_known(version: Version) -> list[dict[str, Any]]:
    """Return what targets are for that hub.toml does not know, by academic year, with the number of targets."""
    return _rows(version, "targets_not_known")


def chart_notes(version: Version) -> list[dict[str, Any]]:
    """Return the notes on charts, the newest first, those that were removed last."""
    return _rows(version, "chart_notes")


def held_groups(version: Version) -> list[dict[str, Any]]:
    """Return the school texts of held rows, the most frequent first."""
    rows = _rows(version, "held_groups")
    return [{**row, "candidates": json.loads(row["candidates"])} for row in rows]


def answers(version: Version) -> list[dict[str, Any]]:
    """Return the answers to "which school is this?", newest first."""
    return _rows(version, "answers")


def quality(version: Version, today: dt.date) -> list[dict[str, Any]]:
    """Return what may make figures wrong or incomplete, with its frequency and a few examples."""
    return _rows(version, "quality", {"today": today})


def schools_to_choose(version: Version) -> dict[int, str]:
    """Return every school of the hub's area by URN, each with a distinct name."""
    rows = _rows(version, "schools_to_choose")
    return {row["urn"]: row["label"] for row in rows}


def imported_before(version: Version, file_hash: str) -> dict[str, Any] | None:
    """Return the import of the same file that has not been undone, if there is one."""
    rows = _rows(version, "imported_before", {"file_hash": file_hash})
    return rows[0] if rows else None


def matches(version: Version, batch_id: int) -> list[dict[str, Any]]:
    """Return the school that each row of a register was matched to, with the evidence.

    Raises StoreError where there is no such batch.
    """
    if batch_id not in {batch["batch"] for batch in batches(version)}:
        raise StoreError(f"There is no batch {batch_id}", "“batches” lists those there are.")
    return _rows(version, "matches", {"batch_id": batch_id})


def packs(version: Version) -> list[dict[str, Any]]:
    """Return the recorded packs, newest first."""
    return _rows(version, "packs")


def figures(version: Version, pack_id: int) -> list[dict[str, Any]]:
    """Return every query that a pack was made from, with its answer of that day, as JSON."""
    return _rows(version, "figures", {"pack_id": pack_id})


def pack_sentences(version: Version, pack_id: int) -> list[dict[str, Any]]:
    """Return the sentences of a pack."""
    return _rows(version, "pack_sentences", {"pack_id": pack_id})


def changes_since(version: Version, pack_id: int) -> list[dict[str, Any]]:
    """Return the imports and undos since a pack was made that may have changed its figures."""
    return _rows(version, "changes_since", {"pack_id": pack_id})


def came_since(version: Version, since: dt.datetime) -> dict[str, int]:
    """Return how many files came since, how many earlier imports were undone, and how many packs were made."""
    (row,) = _rows(version, "came_since", {"since": since})
    return row


def year_fingerprints(version: Version) -> list[dict[str, Any]]:
    """Return a fingerprint of what happened in each academic year, with the year's last day."""
    return _rows(version, "year_fingerprints")


def _rows(version: Version, name: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    sql = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    with version.cursor() as cursor:
        cursor.execute(sql, parameters or {})
        columns = [column[0] for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

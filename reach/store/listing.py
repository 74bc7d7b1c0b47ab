"""What an administrator asks of the store itself: its batches, held rows and matches. Lists, in a fixed order."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from reach.errors import StoreError
from reach.store import Version

_FOLDER = Path(__file__).resolve().parent / "lists"


def batches(version: Version, *, undone: bool = False) -> list[dict[str, Any]]:
    """Give the imports, newest first; with undone, those that were taken back, too."""
    return _rows(version, "batches", {"undone": undone})


def held_rows(version: Version) -> list[dict[str, Any]]:
    """Give the rows that wait to be settled; a row that several files repeat stands once."""
    rows = _rows(version, "held_rows")
    return [{**row, "candidates": json.loads(row["candidates"])} for row in rows]


def uncounted(version: Version) -> list[dict[str, Any]]:
    """Give the attended URNs that count for no establishment, as at the date of the register in use."""
    return _rows(version, "uncounted")


def held_groups(version: Version) -> list[dict[str, Any]]:
    """Give the school texts that wait for an answer, those that most rows say first."""
    rows = _rows(version, "held_groups")
    return [{**row, "candidates": json.loads(row["candidates"])} for row in rows]


def answers(version: Version) -> list[dict[str, Any]]:
    """Give the answers to "which school is this?", newest first."""
    return _rows(version, "answers")


def undo_effects(version: Version, batch_id: int) -> dict[str, int]:
    """Give what would be gone if a batch were undone, by what it is: all that is known only from it."""
    return _rows(version, "undo_effects", {"batch_id": batch_id})[0]


def quality(version: Version, today: dt.date) -> list[dict[str, Any]]:
    """Give what may make figures wrong or incomplete, with how often and a few examples; nothing where all is well."""
    return _rows(version, "quality", {"today": today})


def schools_to_choose(version: Version) -> dict[int, str]:
    """Give every school of the hub's area by URN, named so that people can tell them apart."""
    rows = _rows(version, "schools_to_choose")
    return {row["urn"]: row["label"] for row in rows}


def imported_before(version: Version, file_hash: str) -> dict[str, Any] | None:
    """Give the standing import of the very same file, if there is one."""
    rows = _rows(version, "imported_before", {"file_hash": file_hash})
    return rows[0] if rows else None


def matches(version: Version, batch_id: int) -> list[dict[str, Any]]:
    """Give which school each row of a register was matched to, and on what evidence.

    Raises StoreError where there is no such batch.
    """
    if batch_id not in {batch["batch"] for batch in batches(version)}:
        raise StoreError(f"There is no batch {batch_id}", "“batches” lists those there are.")
    return _rows(version, "matches", {"batch_id": batch_id})


def packs(version: Version) -> list[dict[str, Any]]:
    """Give the packs on record, newest first."""
    return _rows(version, "packs")


def figures(version: Version, pack_id: int) -> list[dict[str, Any]]:
    """Give every question that a pack was made of, with its answer as it was, as JSON."""
    return _rows(version, "figures", {"pack_id": pack_id})


def pack_sentences(version: Version, pack_id: int) -> list[dict[str, Any]]:
    """Give what a pack said, sentence by sentence."""
    return _rows(version, "pack_sentences", {"pack_id": pack_id})


def changes_since(version: Version, pack_id: int) -> list[dict[str, Any]]:
    """Give what has come, or was undone, since a pack was made, and could have changed its figures."""
    return _rows(version, "changes_since", {"pack_id": pack_id})


def _rows(version: Version, name: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    sql = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    with version.cursor() as cursor:
        cursor.execute(sql, parameters or {})
        columns = [column[0] for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

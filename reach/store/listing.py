"""What an administrator asks of the store itself: its batches, held rows and matches. Lists, in a fixed order."""

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


def matches(version: Version, batch_id: int) -> list[dict[str, Any]]:
    """Give which school each row of a register was matched to, and on what evidence.

    Raises StoreError where there is no such batch.
    """
    if batch_id not in {batch["batch"] for batch in batches(version)}:
        raise StoreError(f"There is no batch {batch_id}", "“batches” lists those there are.")
    return _rows(version, "matches", {"batch_id": batch_id})


def _rows(version: Version, name: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    sql = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    with version.cursor() as cursor:
        cursor.execute(sql, parameters or {})
        columns = [column[0] for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

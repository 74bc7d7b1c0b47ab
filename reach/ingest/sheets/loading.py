"""The hub's sheets into the store: matched, loaded or held, and counted."""

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from reach.ingest.scripts import PREVIEW_ROWS, Counts, run_script
from reach.ingest.sheets.rows import SheetRow
from reach.matching import Clues, Directory, Match, NoMatch, NotOurs
from reach.sheets import TableSheet
from reach.sheets.description import SCHOOL_PARTS
from reach.store.schema_steps import insert_frame

_TYPES = {
    "day": pa.date32(),
    "whole number": pa.int32(),
    "head count": pa.int32(),
    "session number": pa.int32(),
    "days": pa.float64(),
    "share": pa.float64(),
}
"""What a column's cells are kept as, where that is not text."""

_HELD = pa.schema(
    [
        ("row_number", pa.int32()),
        ("reason", pa.string()),
        ("school_text", pa.string()),
        ("candidates", pa.string()),
        ("urn_text", pa.string()),
        ("la_code", pa.string()),
        ("establishment_number", pa.string()),
        ("postcode", pa.string()),
        ("person", pa.string()),
        ("programme", pa.string()),
        ("activity", pa.string()),
        ("held_on", pa.date32()),
        ("session_number", pa.int32()),
        ("pupils", pa.int32()),
        ("lead_partner", pa.string()),
        ("row_hash", pa.string()),
    ]
)


def load_sheet(
    connection: duckdb.DuckDBPyConnection,
    sheet: TableSheet,
    rows: list[SheetRow],
    batch_id: int,
    directory_of_all: Callable[[], Directory],
) -> tuple[Counts, list[dict[str, Any]]]:
    """Match the rows' schools and write the rows into the store, or hold them.

    Gives the counts, and how the first rows were understood, without personal data.
    """
    # Most sheets are small and half of them speak of no school: the directory is only made where one is given.
    is_about_schools = any(any(clues) for row in rows for clues in row.schools.values())
    directory = directory_of_all() if is_about_schools else Directory([], [])
    ready: list[dict[str, Any]] = []
    held: list[dict[str, Any]] = []
    preview: list[dict[str, Any]] = []
    for row in rows:
        found = {
            prefix: directory.match(clues, row.day or dt.date.max)
            for prefix, clues in row.schools.items()
            if any(clues) or _is_needed(sheet, prefix)
        }
        reasons = [row.problem] if row.problem else []
        reasons += [
            _with_whose(prefix, _why_not(each)) for prefix, each in found.items() if not isinstance(each, Match)
        ]
        matched = {prefix: each for prefix, each in found.items() if isinstance(each, Match)}
        if len(matched) > 1 and len({match.urn for match in matched.values()}) == 1:
            reasons.append("A school cannot support itself")
        if reasons:
            held.append(_held_row(row, "; ".join(reasons), found))
        else:
            ready.append(_ready_row(row, matched))
        if len(preview) < PREVIEW_ROWS:
            names = {prefix: directory.name_of(match.urn) for prefix, match in matched.items()}
            preview.append(_preview(sheet, row, names, "; ".join(reasons)))
    loaded, unchanged, changed = _insert(connection, sheet, ready, batch_id) if ready else (0, 0, 0)
    newly_held = _hold(connection, held, batch_id) if held else 0
    counts = Counts(
        read=len(rows),
        loaded=loaded,
        unchanged=unchanged,
        held=len(held),
        outside=0,
        changes=loaded + newly_held,
        changed=changed,
    )
    return counts, preview


def _preview(sheet: TableSheet, row: SheetRow, names: Mapping[str, str], reason: str) -> dict[str, Any]:
    """Show a row as it was understood: a school by its name, and nothing of what tells a person."""
    shown: dict[str, Any] = {"Row": row.row_number}
    for column in sheet.columns:
        if column.holds == "school":
            prefix = column.name.removesuffix("school")
            clues = row.schools[prefix]
            shown[column.heading] = names.get(prefix) or clues.school or clues.urn
        elif column.holds not in (*SCHOOL_PARTS, "reference"):
            value = row.values[column.name]
            is_day = isinstance(value, dt.date)
            shown[column.heading] = f"{value:%d/%m/%Y}" if is_day else "" if value is None else str(value)
    return shown | {"Held": f"{reason[:1].lower()}{reason[1:]}"}


def _is_needed(sheet: TableSheet, prefix: str) -> bool:
    return any(column.need for column in sheet.columns if column.name == f"{prefix}school")


def _why_not(found: NoMatch | NotOurs) -> str:
    return found.reason if isinstance(found, NoMatch) else "It was answered that this is no school of the hub"


def _with_whose(prefix: str, reason: str) -> str:
    """Say which school is meant where a row has two."""
    return f"{prefix.removesuffix('_').capitalize()} school: {reason}" if prefix else reason


def _ready_row(row: SheetRow, matched: Mapping[str, Match]) -> dict[str, Any]:
    schools = {f"{prefix}urn": match.urn for prefix, match in matched.items()}
    evidence = {f"{prefix}evidence": match.evidence for prefix, match in matched.items()}
    return {"row_number": row.row_number, **row.values, **schools, **evidence}


def _held_row(row: SheetRow, reason: str, found: Mapping[str, Match | NoMatch | NotOurs]) -> dict[str, Any]:
    """Keep what is needed to see which row it is and which school it means: the unclear one where there are two."""
    unclear = next((prefix for prefix, each in found.items() if not isinstance(each, Match)), next(iter(found), ""))
    clues = row.schools.get(unclear, Clues())
    school_text = clues.school or clues.urn or "/".join(filter(None, (clues.la_code, clues.establishment_number)))
    return {
        "row_number": row.row_number,
        "reason": reason,
        "school_text": school_text or None,
        "candidates": json.dumps(_candidates(found.get(unclear), school_text), ensure_ascii=False),
        "urn_text": clues.urn or None,
        "la_code": clues.la_code or row.values.get("la_code"),
        "establishment_number": clues.establishment_number or None,
        "postcode": clues.postcode or None,
        "person": row.values.get("candidate"),
        "programme": row.values.get("programme_code"),
        "activity": row.values.get("activity"),
        "held_on": row.day,
        "session_number": row.values.get("session_number"),
        "pupils": row.values.get("pupils"),
        "lead_partner": row.values.get("lead_partner"),
        "row_hash": row.row_hash,
    }


def _candidates(found: Match | NoMatch | NotOurs | None, school_text: str) -> list[dict[str, Any]]:
    match found:
        case Match():
            return [{"urn": found.urn, "name": school_text, "why": f"by {found.evidence}"}]
        case NoMatch():
            return [dataclasses.asdict(candidate) for candidate in found.candidates]
    return []


def _schema(sheet: TableSheet) -> pa.Schema:
    """Give what the rows' table has, but for the batch: a school's four columns become its URN and the evidence."""
    facts = [(column.name, _TYPES.get(column.holds, pa.string())) for column in sheet.facts]
    fields = [("row_number", pa.int32()), *facts]
    for prefix in sheet.school_prefixes:
        fields += [(f"{prefix}urn", pa.int32()), (f"{prefix}evidence", pa.string())]
    return pa.schema(fields)


def _insert(
    connection: duckdb.DuckDBPyConnection, sheet: TableSheet, rows: list[dict[str, Any]], batch_id: int
) -> tuple[int, int, int]:
    """Write the rows, and give how many say something new, how many do not, and how many of the first change it."""
    read = pa.Table.from_pylist(rows, _schema(sheet))
    insert_frame(connection, sheet.table, read.append_column("batch_id", pa.array([batch_id] * len(rows), pa.int32())))
    counts = run_script(connection, "sheet_counts", batch_id=batch_id, kind=sheet.kind)
    return counts["rows_matched"] - counts["rows_unchanged"], counts["rows_unchanged"], counts["rows_changed"]


def _hold(connection: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]], batch_id: int) -> int:
    """Hold the rows, and give how many of them were not held before."""
    connection.register("read_rows", pa.Table.from_pylist(rows, _HELD))
    counts = run_script(connection, "sheets_hold", batch_id=batch_id)
    connection.unregister("read_rows")
    return int(counts["rows_newly_held"])

"""What was answered about a file, for the next with the same headings; and how a tool writes its dates.

Nothing of a file is kept as it stands there: headings and texts are keyed hashes, as they may be anything.
"""

import dataclasses
import datetime as dt
import functools
import json
from collections.abc import Sequence
from typing import Any

import duckdb

from reach.ingest.date_order import DateOrder
from reach.ingest.details import Answers, Unclear
from reach.ingest.part import Part
from reach.ingest.people import keyed_hash
from reach.store import Store

_REUSED = ("minimum_minutes", "counts_organisers", "columns", "heading_line", "month_first")
"""Answers that hold for each table with the same headings. Its activity, day and session are its own."""


class RememberedAnswers:
    """The answers that a store remembers. Asks for the store's secret only where something is remembered."""

    def __init__(self, store: Store) -> None:
        self._store = store
        rows = store.read().rows("select signature, answers from remembered_answers order by batch_id nulls first")
        self._answers: dict[str, dict[str, Any]] = {signature: json.loads(answers) for signature, answers in rows}

    @functools.cached_property
    def _secret(self) -> bytes:
        return self._store.secret

    def about(self, part: Part) -> Answers:
        """Give what was answered about tables with the same headings, but for what their texts mean."""
        if not self._answers:
            return Answers()
        stored = self._answers.get(_signature(self._secret, part), {})
        of_tool = self._answers.get(_tool(self._secret, part.kind), {})
        answers = Answers(month_first_before=of_tool.get("month_first"))
        return dataclasses.replace(answers, **{name: stored[name] for name in _REUSED if name in stored})

    def of_texts(self, part: Part, unclear: Sequence[Unclear]) -> dict[str, dict[str, str]]:
        """Give what texts of a table mean, as it was answered before."""
        if not self._answers or not unclear:
            return {}
        stored = self._answers.get(_signature(self._secret, part), {}).get("values", {})
        found: dict[str, dict[str, str]] = {}
        for each in unclear:
            answer = stored.get(each.column, {}).get(_text(self._secret, each.text))
            if answer is not None:
                found.setdefault(each.column, {})[each.text] = answer
        return found


def remember(
    connection: duckdb.DuckDBPyConnection,
    secret: bytes,
    part: Part,
    answers: Answers,
    order: DateOrder,
    batch_id: int,
    answered_by: str,
) -> None:
    """Remember what was answered about a table, and how its tool writes dates where the table itself tells."""
    answered: dict[str, Any] = {name: getattr(answers, name) for name in _REUSED}
    answered["columns"] = dict(answers.columns) if answers.columns else None
    answered["values"] = {
        column: {_text(secret, text): answer for text, answer in of_column.items()}
        for column, of_column in answers.values.items()
        # A day or a session that a text stands for is this table's own.
        if column not in ("held_on", "session_number")
    }
    stored = {name: value for name, value in answered.items() if value not in (None, {})}
    if stored:
        _write(connection, batch_id, _signature(secret, part), stored, answered_by)
    if order.why and not order.is_open:
        _write(connection, batch_id, _tool(secret, part.kind), {"month_first": order.month_first}, answered_by)


def _write(
    connection: duckdb.DuckDBPyConnection, batch_id: int, signature: str, answers: dict[str, Any], answered_by: str
) -> None:
    text = json.dumps(answers, sort_keys=True)
    stands = connection.execute(
        "select answers from remembered_answers where signature = $signature order by batch_id desc nulls last limit 1",
        {"signature": signature},
    ).fetchone()
    if stands and stands[0] == text:
        return
    connection.execute(
        "insert into remembered_answers values ($batch_id, $signature, $answers, $answered_at, $answered_by)",
        {
            "batch_id": batch_id,
            "signature": signature,
            "answers": text,
            "answered_at": dt.datetime.now().replace(microsecond=0),
            "answered_by": answered_by,
        },
    )


def _signature(secret: bytes, part: Part) -> str:
    return keyed_hash(secret, f"headings {part.signature}")


def _tool(secret: bytes, kind: str) -> str:
    return keyed_hash(secret, f"dates of {kind}")


def _text(secret: bytes, text: str) -> str:
    return keyed_hash(secret, f"text {text}")

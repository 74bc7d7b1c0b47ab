"""What a pack reported, against what is known now: which figures have been revised since, and what came in between."""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd

from reach import columns, formats
from reach.academic_years import is_to_date, period_in_words
from reach.report.answers import FromStore
from reach.report.record import RecordedPack
from reach.store import Version, listing


@dataclasses.dataclass(frozen=True)
class Revision:
    """One number of a pack that is another today. where tells its row, such as "Halton, Primary"."""

    question: str
    period: str
    where: str
    what: str
    as_reported: str
    as_known_now: str


@dataclasses.dataclass(frozen=True)
class Cause:
    """Something that came, or was undone, since the pack was made, in words."""

    happened_at: dt.datetime
    text: str


def revisions(version: Version, old: RecordedPack) -> list[Revision]:
    """Ask everything that a pack was made of again, and give each number that people see differently now.

    Numbers are compared as they are shown: what rounds to the same is the same.
    """
    current = FromStore(version)
    last_day = _last_day_of(version, old)
    with current.up_to(last_day) if _is_as_at(old, last_day) else contextlib.nullcontext(current) as now:
        return list(dict.fromkeys(_revisions(old, now)))


def _last_day_of(version: Version, old: RecordedPack) -> dt.date:
    """Return the last day of a pack's period."""
    last_day: dt.date = version.rows(
        "select ends_on from calendar_periods where academic_year = $academic_year and period = $period",
        {"academic_year": old.recipe.filters.academic_year, "period": old.recipe.filters.period},
    )[0][0]
    return last_day


def _is_as_at(old: RecordedPack, last_day: dt.date) -> bool:
    """Return whether a pack knew nothing of what happened after its period: earlier packs of terms had all the year."""
    of_the_year = [
        answer
        for question, answer in old.answers.items()
        if (question.filters.academic_year, question.filters.period) == (old.recipe.filters.academic_year, "year")
    ]
    if old.recipe.filters.period in ("year", "summer"):
        return True
    return all(answer.until is not None and answer.until <= last_day for answer in of_the_year)


def _revisions(old: RecordedPack, now: FromStore) -> Iterator[Revision]:
    for question, then in old.answers.items():
        answer = now.answer(question)
        if is_to_date(question.filters.period) and answer.until != then.until:
            continue  # it is of other days
        for where, column, reported, known in _differences(then.frame, answer.frame):
            yield Revision(
                question=then.query.answers.partition(". ")[0].rstrip("."),
                period=period_in_words(question.filters.academic_year, question.filters.period, then.until),
                where=where,
                what=columns.label(column),
                as_reported=reported,
                as_known_now=known,
            )


def causes(version: Version, pack_id: int) -> list[Cause]:
    """Say what came, or was undone, since a pack was made."""
    return [Cause(row["happened_at"], _cause(row)) for row in listing.changes_since(version, pack_id)]


def _differences(then: pd.DataFrame, now: pd.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    """Give (where, column, as reported, as known now) for every number that is shown differently.

    Rows with the same texts and codes are compared. A row that only one of the two has is compared with nothing.
    """
    known = [columns.DECLARED[column] for column in then.columns if column in now.columns]
    keys = [column.name for column in known if not column.is_measured]
    numbers = [column.name for column in known if column.is_measured]
    before, after = _by_key(then, keys), _by_key(now, keys)
    for key in [*before, *(key for key in after if key not in before)]:
        named = zip(keys, key, strict=True)
        where = ", ".join(formats.cell(column, value) for column, value in named if column not in _NOT_IN_WHERE)
        for column in numbers:
            reported, today = (
                formats.cell(column, rows[key][column]) if key in rows else "" for rows in (before, after)
            )
            if reported != today:
                yield where, column, reported or "–", today or "–"


def _by_key(frame: pd.DataFrame, keys: list[str]) -> dict[tuple[Any, ...], pd.Series]:
    rows = (row for _, row in frame.iterrows())
    return {tuple("" if pd.isna(row[key]) else row[key] for key in keys): row for row in rows}


def _cause(row: dict[str, Any]) -> str:
    match row["cause"]:
        case "register":
            return f"The establishment register of {formats.day(row['as_at'])} {row['what']}."
        case "answers":
            return f"{formats.count_of(row['rows'], 'answer')} to “which school is this?” {row['what']}."
        case "hold-backs":
            return f"{formats.count_of(row['rows'], 'school')} held back or put back on the list on screen."
    rows = formats.count_of(row["rows"], "row")
    in_period = f", {row['rows_in_period']:,} of them of the pack's period" if row["rows_in_period"] else ""
    return f"“{row['file']}” {row['what']}: {rows}{in_period}."


_NOT_IN_WHERE = {"academic_year", "period", "la_code", "programme_code", "strand", "activity_id"}
"""Columns that stand in the revision's period, or beside the name that they are the code of."""

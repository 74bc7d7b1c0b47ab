"""Where a pack's answers come from: the store, or the record of an earlier pack; and what has been asked so far.

A pack keeps every answer that it was made of, so an old pack can be made again from its record with the figures that it
had. What the public may see is worked out anew from them.
"""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

import pandas as pd

from reach import queries
from reach.disclosure import Groups, public_result
from reach.errors import ReachError
from reach.exhibits import QueryContext
from reach.filters import Filters
from reach.queries import Result
from reach.settings import Settings
from reach.store import Version
from reach.store.up_to import version_up_to

PERIODS_SHOWN_UNTIL = "periods_shown_until"
"""The query whose answer a record needs to say “so far” where the pack did."""


class NotOnRecordError(ReachError):
    """A pack's record does not hold what is asked of it."""


@dataclasses.dataclass(frozen=True)
class Question:
    """A query with the filters and choices that it is asked under."""

    query: str
    filters: Filters
    choices: tuple[tuple[str, Any], ...] = ()


class Answers(Protocol):
    """Whatever answers questions."""

    @property
    def batch_ids(self) -> tuple[int, ...]:
        """The imports that the answers stand on."""

    def shown_until(self, academic_year: str, period: str) -> dt.date | None:
        """Give the last day that a period's figures are of, where that is not the period's last; else None."""

    def answer(self, question: Question) -> Result:
        """Give the answer to a question."""


class AnswerSource(Answers, Protocol):
    """Where answers come from."""

    def up_to(self, day: dt.date, /) -> AbstractContextManager["Answers"]:
        """Give the answers as at a day, whatever happened after it, for as long as the context lasts."""


@dataclasses.dataclass(frozen=True)
class FromStore:
    """Answers of a version of the store."""

    version: Version

    @property
    def batch_ids(self) -> tuple[int, ...]:
        """The imports that stand in this version."""
        rows = self.version.rows("select batch_id from import_batches where undone_at is null order by batch_id")
        return tuple(batch_id for (batch_id,) in rows)

    def shown_until(self, academic_year: str, period: str) -> dt.date | None:
        """Give the last day that a period's figures are of, where that is not the period's last; else None."""
        return self.version.until_days.get((academic_year, period))

    def answer(self, question: Question) -> Result:
        """Ask the query."""
        return queries.run(question.query, question.filters, self.version, dict(question.choices))

    @contextlib.contextmanager
    def up_to(self, day: dt.date) -> Iterator["FromStore"]:
        """Give the answers as at a day, whatever happened after it, for as long as the context lasts."""
        with version_up_to(self.version, day) as version:
            yield self if version is self.version else FromStore(version)


class CachedAnswers:
    """Asks each question once, and remembers the answer."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.answered: dict[Question, Result] = {}

    @property
    def batch_ids(self) -> tuple[int, ...]:
        """The imports that the answers stand on."""
        return self._answers.batch_ids

    def shown_until(self, academic_year: str, period: str) -> dt.date | None:
        """Give the last day that a period's figures are of, where that is not the period's last; else None."""
        return self._answers.shown_until(academic_year, period)

    def answer(self, question: Question) -> Result:
        """Give the answer, asked the first time."""
        if question not in self.answered:
            self.answered[question] = self._answers.answer(question)
        return self.answered[question]


class ForPublic:
    """Answers as anybody may see them: counts of people are rounded, and what cannot be is withheld."""

    def __init__(self, answers: Answers, settings: Settings) -> None:
        self._answers = answers
        self._settings = settings
        self._groups = Groups(settings, lambda query, filters: answers.answer(Question(query, filters)))

    @property
    def batch_ids(self) -> tuple[int, ...]:
        """The imports that the answers stand on."""
        return self._answers.batch_ids

    def shown_until(self, academic_year: str, period: str) -> dt.date | None:
        """Give the last day that a period's figures are of, where that is not the period's last; else None."""
        return self._answers.shown_until(academic_year, period)

    def answer(self, question: Question) -> Result:
        """Give the answer. Raises WithheldError for what is not for the public."""
        result = self._answers.answer(question)
        return public_result(result, dict(question.choices), self._groups, self._settings)


class RecordedAnswers:
    """The answers of a pack on record, and no others."""

    def __init__(self, answers: Mapping[Question, Result], batch_ids: tuple[int, ...] = ()) -> None:
        self._answers = answers
        self.batch_ids = batch_ids

    def shown_until(self, academic_year: str, period: str) -> dt.date | None:
        """Give the last day that a period's figures were of; None for packs from before it was recorded."""
        asked = (academic_year, period)
        for question, result in self._answers.items():
            if question.query == PERIODS_SHOWN_UNTIL:
                days = zip(
                    result.frame["academic_year"], result.frame["period"], result.frame["until_day"], strict=True
                )
                return next((pd.Timestamp(day).date() for year, part, day in days if (year, part) == asked), None)
        # Packs from before that was asked know it of the periods that they asked about.
        found = [
            result.until
            for question, result in self._answers.items()
            if queries.time_asked(result.query, question.filters) == asked
        ]
        return found[0] if found else None

    def answer(self, question: Question) -> Result:
        """Give the answer. Raises NotOnRecordError for what was not asked then."""
        if question not in self._answers:
            raise NotOnRecordError(
                f"The record does not hold “{question.query}”",
                "This pack was made by an earlier version of the dashboard, which did not ask that. "
                "Make a new pack for the figures as known now.",
            )
        return self._answers[question]

    def up_to(self, _day: dt.date) -> AbstractContextManager[Answers]:
        """Give the answers as they are: they were as at the pack's day when it was made."""
        return contextlib.nullcontext(self)


@dataclasses.dataclass(frozen=True)
class PackContext(QueryContext):
    """Asks for a pack's exhibits, under its filters, as at the day that it was made."""

    settings: Settings
    filters: Filters
    answers: Answers
    made_on: dt.date

    @property
    def today(self) -> dt.date:
        """The day that the pack was made."""
        return self.made_on

    def shown_until(self, academic_year: str, period: str) -> dt.date | None:
        """Give the last day that a period's figures are of, where that is not the period's last; else None."""
        return self.answers.shown_until(academic_year, period)

    def ask_if_recorded(self, name: str, **changes: Any) -> Result | None:
        """Return the answer to a query; None where the record does not hold it."""
        try:
            return self.ask(name, **changes)
        except NotOnRecordError:
            return None

    def answer(self, name: str, filters: Filters, choices: dict[str, Any]) -> Result:
        """Give the answer to a query under exactly these filters and choices."""
        return self.answers.answer(Question(name, filters, _sorted(choices.items())))


def _sorted(choices: Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(choices))

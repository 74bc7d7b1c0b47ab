"""The answers that somebody may see: exact or for the public, and for an adviser only of their local authorities.

What an adviser sees of each query stands in advisers.csv beside this module; a query that is not in it is not answered.
"""

import csv
import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from reach.access.visitors import Visitor
from reach.disclosure import WithheldError
from reach.queries import Result
from reach.report.answers import Answers, CachedAnswers, ForPublic, FromStore, Question
from reach.settings import Settings
from reach.store import Version

_LA_OF_SCHOOL = "select la_code from schools where urn = $urn"


class NotAllowedError(WithheldError):
    """An answer is of more than somebody may see."""


class Seen(StrEnum):
    """What an adviser sees of a query."""

    BY_LA = "by la"
    """Its answer, where it is asked for their local authorities only."""
    BY_SCHOOL = "by school"
    """Its answer on a school of theirs."""
    ROWS = "rows"
    """The rows of their local authorities."""
    ROWS_BY_SCHOOL = "rows by school"
    """The rows of their local authorities, on a school of theirs."""
    ALL = "all"
    """Everything: it tells of no school, person or local authority."""
    NOTHING = "nothing"


def _read() -> Mapping[str, Seen]:
    with Path(__file__).with_name("advisers.csv").open(encoding="utf-8", newline="") as file:
        return {row["query"]: Seen(row["seen"]) for row in csv.DictReader(file)}


ADVISERS_SEE: Mapping[str, Seen] = _read()


def allowed_answers(visitor: Visitor, version: Version, settings: Settings) -> Answers:
    """Return the answers of a version that a visitor may see.

    They raise WithheldError, or NotAllowedError, which is one, for what the visitor may not.
    """
    answers: Answers = FromStore(version)
    if not visitor.may("see exact figures"):
        answers = ForPublic(CachedAnswers(answers), settings)
    if visitor.la_codes is not None:
        answers = _ForAdviser(answers, visitor.la_codes, version, settings)
    return answers


@dataclasses.dataclass(frozen=True)
class _ForAdviser:
    """The answers of some local authorities."""

    answers: Answers
    la_codes: tuple[str, ...]
    version: Version
    settings: Settings

    @property
    def batch_ids(self) -> tuple[int, ...]:
        """The imports that the answers stand on."""
        return self.answers.batch_ids

    def shown_until(self, academic_year: str, period: str) -> Any:
        """Give the last day that a period's figures are of, where that is not the period's last; else None."""
        return self.answers.shown_until(academic_year, period)

    def answer(self, question: Question) -> Result:
        """Give the answer. Raises NotAllowedError for what is of other local authorities."""
        seen = ADVISERS_SEE.get(question.query, Seen.NOTHING)
        if seen is Seen.NOTHING:
            raise _not_allowed()
        if seen is Seen.BY_LA and not set(question.filters.la_codes) <= set(self.la_codes):
            raise _not_allowed()
        if seen in (Seen.BY_SCHOOL, Seen.ROWS_BY_SCHOOL) and not self._is_theirs(dict(question.choices).get("urn")):
            raise _not_allowed()
        result = self.answers.answer(question)
        if seen in (Seen.ROWS, Seen.ROWS_BY_SCHOOL):
            names = [la.name for la in self.settings.local_authorities if la.code in self.la_codes]
            has_code = "la_code" in result.frame
            theirs = result.frame["la_code"].isin(self.la_codes) if has_code else result.frame["la_name"].isin(names)
            if result.low or result.hidden:
                # Which cells these are is said by the rows' positions, which would no longer hold.
                raise _not_allowed()
            return dataclasses.replace(result, frame=result.frame[theirs].reset_index(drop=True))
        return result

    def _is_theirs(self, urn: Any) -> bool:
        rows = self.version.rows(_LA_OF_SCHOOL, {"urn": urn})
        return bool(rows) and all(la_code in self.la_codes for (la_code,) in rows)


def _not_allowed() -> NotAllowedError:
    return NotAllowedError("Not shown to you", "You see the figures of your own local authorities only.")

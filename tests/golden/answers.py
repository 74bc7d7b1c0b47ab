"""The fixed hub's answers to queries, exhibits and pages, as on its day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from reach.filters import Filters
from reach.queries import Result
from reach.report.answers import Question
from reach.store import Version
from tests import known_answers
from tests.golden.fixed_hub import TODAY


class AnswersOnItsDay:
    """Answers questions of one version of the store as if it were the fixed hub's day."""

    batch_ids: tuple[int, ...] = ()

    def __init__(self, version: Version) -> None:
        self._version = version

    def shown_until(self, academic_year: str, period: str) -> dt.date | None:
        """Give the last day that a period's figures are of, where that is not the period's last; else None."""
        return self._version.until_days.get((academic_year, period))

    def answer(self, question: Question) -> Result:
        """Give the answer to a question."""
        return self.run(question.query, question.filters, self._version, dict(question.choices))

    def run(self, name: str, filters: Filters, version: Version, choices: Mapping[str, Any] | None = None) -> Result:
        """Ask a query as `queries.run` does."""
        return known_answers.run(name, filters, version, {"today": TODAY} | dict(choices or {}))

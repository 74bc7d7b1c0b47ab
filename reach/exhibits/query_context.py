"""What an exhibit is made from: queries under some filters, of this year and the last."""

import abc
import dataclasses
import datetime as dt
from typing import Any

from reach import queries
from reach.academic_years import ShownPeriod, academic_year_name, starting_year, to_date
from reach.filters import Filters
from reach.queries import Result
from reach.settings import Settings


class QueryContext(abc.ABC):
    """The filters, the hub's settings, and the queries under them: of a page, a pack or the command line.

    Where an answer comes from is up to each context: see `answer`.
    """

    filters: Filters
    settings: Settings

    @property
    def last_year(self) -> str:
        """The academic year before the chosen one."""
        return academic_year_name(starting_year(self.filters.academic_year) - 1)

    @property
    def now(self) -> ShownPeriod:
        """The chosen period."""
        return self.shown(self.filters.academic_year, self.filters.period)

    @property
    def then(self) -> ShownPeriod:
        """The period that the chosen one is compared with: the same a year before, to the same date while it runs."""
        return self.before(self.filters.period)

    @property
    def this_year(self) -> ShownPeriod:
        """The chosen academic year."""
        return self.shown(self.filters.academic_year, "year")

    @property
    def period_in_words(self) -> str:
        """The chosen period as people say it; "2025/26 so far" where it is not over."""
        return self.now.in_words

    @property
    def last_year_in_words(self) -> str:
        """The period that the chosen one is compared with, in words."""
        return self.then.in_words

    def before(self, period: str) -> ShownPeriod:
        """Return what a period of the chosen year is compared with, a year before."""
        is_running = self.shown(self.filters.academic_year, period).is_running
        return self.shown(self.last_year, to_date(period) if is_running and not self.is_against_whole_year else period)

    def shown(self, academic_year: str, period: str) -> ShownPeriod:
        """Return a period with the last day that its figures are of."""
        return ShownPeriod(academic_year, period, self.shown_until(academic_year, period))

    @property
    def is_against_whole_year(self) -> bool:
        """Whether a period that is not over is set against the whole of it a year before."""
        return False

    @property
    def today(self) -> dt.date:
        """The day that counts as today."""
        return dt.date.today()

    def ask(self, name: str, **changes: Any) -> Result:
        """Return the answer to a query.

        changes: other values of filters, and what the query asks beyond the filters (queries.CHOICES).
        """
        choices = {choice: changes.pop(choice) for choice in queries.CHOICES if choice in changes}
        if "today" in queries.load(name).parameters:
            # Cached answers are found by their choices: tomorrow's answer is another.
            choices.setdefault("today", self.today)
        if not changes:
            return self.answer(name, self.filters, choices)
        result = self.answer(name, self.filters.with_changes(**changes), choices)
        return dataclasses.replace(result, chosen=self.filters)

    def ask_if_recorded(self, name: str, **changes: Any) -> Result | None:
        """Return the answer to a query as `ask` does; None where a pack's record does not hold it."""
        return self.ask(name, **changes)

    def ask_last_year(self, name: str, **changes: Any) -> Result:
        """Return the answer to a query for the same period a year before, up to the same date where it is not over."""
        return self.ask(name, **(self.then.as_filters | changes))

    @abc.abstractmethod
    def shown_until(self, academic_year: str, period: str) -> dt.date | None:
        """Return the last day that a period's figures are of, where that is not the period's last; else None."""

    @abc.abstractmethod
    def answer(self, name: str, filters: Filters, choices: dict[str, Any]) -> Result:
        """Return the answer to a query under exactly these filters and choices."""

"""What an exhibit is made from: queries under some filters, of this year and the last."""

import abc
import dataclasses
import datetime as dt
from typing import Any

from reach import queries
from reach.academic_years import academic_year_name, starting_year
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
    def last_year_in_words(self) -> str:
        """The same period a year before, in words."""
        return self.filters.with_changes(academic_year=self.last_year).period_in_words

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

    def ask_last_year(self, name: str, **changes: Any) -> Result:
        """Return the answer to a query for the same period a year before."""
        return self.ask(name, **({"academic_year": self.last_year} | changes))

    @abc.abstractmethod
    def answer(self, name: str, filters: Filters, choices: dict[str, Any]) -> Result:
        """Return the answer to a query under exactly these filters and choices."""

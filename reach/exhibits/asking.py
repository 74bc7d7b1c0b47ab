"""Who asks for exhibits: a page, a pack or the command line."""

import abc
import datetime as dt
from typing import Any, Protocol

from reach import queries
from reach.academic_years import academic_year_name, starting_year
from reach.filters import Filters
from reach.queries import Result
from reach.settings import Settings


class Asker(Protocol):
    """Whoever can ask queries under some filters, and of the same period a year before."""

    @property
    def filters(self) -> Filters:
        """What was chosen."""

    @property
    def settings(self) -> Settings:
        """The hub's settings."""

    @property
    def last_year(self) -> str:
        """The academic year before the chosen one."""

    @property
    def last_year_in_words(self) -> str:
        """The same period a year before, in words."""

    def ask(self, name: str, **changes: Any) -> Result:
        """Ask a query, with other filters, and with what it asks beyond them (queries.CHOICES), where given."""

    def ask_last_year(self, name: str, **changes: Any) -> Result:
        """Ask a query of the same period a year before."""


class Asking(abc.ABC):
    """What all askers do alike; where an answer comes from is each one's own.

    An asker has filters and settings, and `answer`.
    """

    filters: Filters

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
        """Ask a query, with other filters, and with what it asks beyond them (queries.CHOICES), where given."""
        choices = {choice: changes.pop(choice) for choice in queries.CHOICES if choice in changes}
        if "today" in queries.load(name).parameters:
            # It is part of what an answer is kept under: tomorrow's is another.
            choices.setdefault("today", self.today)
        return self.answer(name, self.filters.with_changes(**changes) if changes else self.filters, choices)

    def ask_last_year(self, name: str, **changes: Any) -> Result:
        """Ask a query of the same period a year before."""
        return self.ask(name, **({"academic_year": self.last_year} | changes))

    @abc.abstractmethod
    def answer(self, name: str, filters: Filters, choices: dict[str, Any]) -> Result:
        """Give the answer to a query under exactly these filters and choices."""

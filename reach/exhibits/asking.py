"""Who asks for exhibits: a page, a pack or the command line."""

from typing import Any, Protocol

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

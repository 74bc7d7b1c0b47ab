"""The kinds of filter: one of several values, any of several values, or a switch.

A filter is declared once, as a field of reach.filters.Filters. The sidebar, links, the command line, saved recipes,
drill-throughs and the stamp on exports all follow from the declaration.
"""

import dataclasses
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from reach.errors import FilterError
from reach.settings import Settings

SCHOOLS = "schools"
"""The one parameter of queries that holds all filters of schools."""

Options = Mapping[str, str]
"""Values as queries know them, each with the label that people read."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Filter:
    """What every kind of filter declares."""

    label: str
    """The label in the sidebar."""
    key: str
    """The name in the address, and of the command line's option."""
    noun: str = ""
    """What one value is called in an error."""
    choose_from: Callable[[Settings], Options] = lambda _: {}
    """The values that can be chosen, with their labels."""
    option_help: str
    """The help of the command line's option."""
    advice: str | None = None
    """The help in the sidebar."""
    stamp: str | None = None
    """What exports call it, where that is not the label."""
    column: str | None = None
    """The column of a chart's marks whose value narrows this filter."""
    of_period: bool = False
    """Whether it chooses the time. A saved recipe leaves that open."""
    of_schools: bool = False
    """Whether it says which schools count, whatever is counted: queries then get it within $schools."""
    widest: Any = None
    """What lets most through, for pages that show everything about one school or activity; None: as chosen."""
    usual: Any = None
    """What stands until something else is chosen; None where it must be chosen."""
    name: str = ""
    """The field of Filters, and the parameter of queries or its name within $schools; taken from the field."""

    @property
    def stamp_label(self) -> str:
        """Return what exports call the filter."""
        return self.label if self.stamp is None else self.stamp

    def is_asked(self, asked: Collection[str]) -> bool:
        """Return whether a query with these parameters asks the filter; packs on record may ask it by its own name."""
        return self.name in asked or (self.of_schools and SCHOOLS in asked)

    def options(self, settings: Settings) -> Options:
        """Return the values that can be chosen, with their labels."""
        return self.choose_from(settings)

    def narrows_to(self, value: Any, settings: Settings) -> bool:
        """Return whether a value of its column narrows it; the rows of totals have others."""
        return value in self.options(settings)

    def checked(self, chosen: Any, settings: Settings) -> Any:
        """Return what was chosen as queries take it. Raises FilterError for a value that does not exist."""
        raise NotImplementedError

    def is_chosen(self, value: Any, settings: Settings) -> bool:
        """Return whether a value is another than the usual one; never where there is no usual one."""
        return self.usual is not None and value != self.checked(None, settings)

    def unchecked(self, value: Any, settings: Settings) -> Any:
        """Return a value as it would be chosen: () where any of several means all of them."""
        del settings
        return value

    def only(self, value: Any) -> Any:
        """Return the filter narrowed to one value."""
        return value

    def labels_of(self, value: Any, settings: Settings) -> list[str]:
        """Return the labels of what is chosen; none where the filter lets everything through."""
        raise NotImplementedError

    def describe(self, value: Any, settings: Settings) -> str:
        """Return what is chosen in words, for exports."""
        return ", ".join(self.labels_of(value, settings))

    def widened(self, value: Any, settings: Settings) -> Any:
        """Return the filter at what lets most through."""
        del settings
        return value if self.widest is None else self.widest


@dataclasses.dataclass(frozen=True, kw_only=True)
class OneOf(Filter):
    """One of several values.

    known_as: values that its column can have beyond these, each with the one that it counts as.
    """

    known_as: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def narrows_to(self, value: Any, settings: Settings) -> bool:
        """Return whether a value of its column narrows it, as itself or as another."""
        return self.only(value) in self.options(settings)

    def checked(self, chosen: Any, settings: Settings) -> str:
        """Return the value. Raises FilterError for one that does not exist."""
        return _known(self.noun, self.usual if chosen is None else chosen, self.options(settings))

    def only(self, value: Any) -> str:
        """Return the filter narrowed to a value of its column."""
        return self.known_as.get(value, value)

    def labels_of(self, value: Any, settings: Settings) -> list[str]:
        """Return the value's label."""
        return [self.options(settings)[value]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Several(Filter):
    """Any of several values; none chosen means all of them. Queries get a list.

    mark_of_all stands before the values in that list where all of them are chosen.
    """

    mark_of_all: str | None = None
    usual: Any = ()

    def checked(self, chosen: Iterable[str] | None, settings: Settings) -> tuple[str, ...]:
        """Return the values in their usual order. Raises FilterError for one that does not exist."""
        options = self.options(settings)
        values = {_known(self.noun, value, options) for value in chosen or ()}
        is_all = len(values) in (0, len(options))
        return self._all(options) if is_all else tuple(code for code in options if code in values)

    def unchecked(self, value: Any, settings: Settings) -> tuple[str, ...]:
        """Return the values; () for all of them, so that it stays all when the hub grows."""
        return () if value == self._all(self.options(settings)) else value

    def only(self, value: Any) -> tuple[str, ...]:
        """Return the filter narrowed to one value."""
        return (value,)

    def labels_of(self, value: Any, settings: Settings) -> list[str]:
        """Return the labels of the values; none for all of them."""
        options = self.options(settings)
        return [options[each] for each in self.unchecked(value, settings)]

    def describe(self, value: Any, settings: Settings) -> str:
        """Return the values in words, or "All"."""
        return super().describe(value, settings) or "All"

    def widened(self, value: Any, settings: Settings) -> tuple[str, ...]:
        """Return all values."""
        del value
        return self._all(self.options(settings))

    def _all(self, options: Options) -> tuple[str, ...]:
        return (*([self.mark_of_all] if self.mark_of_all else []), *options)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Switch(Filter):
    """Whether something counts that usually does not."""

    usual: Any = False

    def checked(self, chosen: Any, settings: Settings) -> bool:
        """Return whether it is on."""
        del settings
        return self.usual if chosen is None else bool(chosen)

    def labels_of(self, value: Any, settings: Settings) -> list[str]:
        """Return "true" where it is on, as an address has it."""
        del settings
        return ["true"] if value else []

    def describe(self, value: Any, settings: Settings) -> str:
        """Return whether it is on, in words."""
        del settings
        return "Included" if value else "Not included"


def _known(noun: str, value: str | None, options: Options) -> str:
    for code, label in options.items():
        if value is not None and _typed(value) in (_typed(code), _typed(label)):
            return code
    codes = list(options)
    listed = ", ".join(codes) if len(codes) <= 12 else f"{codes[0]} to {codes[-1]}"
    raise FilterError(f"There is no {noun} “{value}”", f"It may be {listed}.")


def _typed(text: str) -> str:
    """Return a text without what people type differently: blanks, hyphens, capital letters."""
    return re.sub(r"[\s_\-/]+", "", text).casefold()

"""What every page begins with: the store, the filters, and a helpful page where there is nothing to show."""

import dataclasses
from collections.abc import Callable
from typing import Any

import streamlit as st

from reach import queries
from reach.exhibit import Exhibit
from reach.exhibits import QueryContext
from reach.exhibits.origins import origin_of
from reach.filters import Filters
from reach.queries import Result
from reach.settings import Settings
from reach.store import Store, Version


@dataclasses.dataclass(frozen=True)
class View(QueryContext):
    """What a page looks at: the store's current version, through the filters that were chosen."""

    store: Store
    version: Version
    filters: Filters
    settings: Settings = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take the hub's settings from the store."""
        object.__setattr__(self, "settings", self.store.settings)

    def answer(self, name: str, filters: Filters, choices: dict[str, Any]) -> Result:
        """Give the answer to a query; one that was given before is kept."""
        result = _ask(name, _asked(name, filters, choices), self.version.name, filters, choices, self.version)
        # Kept for all filters that the query does not name, but it carries those that it was asked under.
        return result if result.filters == filters else dataclasses.replace(result, filters=filters)

    def exhibit(self, make: Callable[..., Exhibit], **options: Any) -> Exhibit:
        """Make an exhibit under these filters, or give the one made before: drawing a figure takes its time."""
        name = f"{make.__module__}.{make.__qualname__}"
        return _exhibit(name, f"{self.filters} {options}", self.version.name, options, make, self)


def academic_years(version: Version) -> list[tuple[str, bool]]:
    """Give the academic years that can be looked at, newest first, and whether anyone attended in them."""
    return _years(version.name, version)


# Answers and exhibits are never changed once they are made, so all who look at the same share one. They are kept under
# what was asked as a text: Streamlit takes a third of a page's time to hash filters field by field.
@st.cache_resource(show_spinner=False, max_entries=2000)
def _ask(
    name: str, asked: str, version_name: str, _filters: Filters, _choices: dict[str, Any], _version: Version
) -> Result:
    del asked, version_name  # parts of the key: a new version of the store is asked anew
    return queries.run(name, _filters, _version, _choices)


@st.cache_resource(show_spinner=False, max_entries=1000)
def _exhibit(
    name: str,
    asked: str,
    version_name: str,
    _options: dict[str, Any],
    _make: Callable[..., Exhibit],
    _view: View,
) -> Exhibit:
    del name, asked, version_name  # parts of the key
    return dataclasses.replace(_make(_view, **_options), origin=origin_of(_make, _options))


def _asked(name: str, filters: Filters, choices: dict[str, Any]) -> str:
    """Give what a query names, and the year and period, which say as at when schools count, as a text."""
    named = queries.load(name).parameters | {"academic_year", "period"}
    return str([(what, value) for what, value in {**filters.parameters(), **choices}.items() if what in named])


@st.cache_data(show_spinner=False, max_entries=50)
def _years(version_name: str, _version: Version) -> list[tuple[str, bool]]:
    del version_name
    sql = queries.load("academic_years").sql
    return [(str(year), bool(has_attendance)) for year, has_attendance in _version.rows(sql)]

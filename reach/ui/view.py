"""The view of a page: a version of the store through the chosen filters, with its answers and exhibits cached."""

import dataclasses
import datetime as dt
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
    """What a page shows: the store's current version through the chosen filters."""

    store: Store
    version: Version
    filters: Filters
    is_against_whole_year: bool = False
    settings: Settings = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take the hub's settings from the store."""
        object.__setattr__(self, "settings", self.store.settings)

    def answer(self, name: str, filters: Filters, choices: dict[str, Any]) -> Result:
        """Return the answer to a query, from the cache where it is there."""
        key = _cache_key(name, filters, choices)
        result = _cached_answer(name, key, self.version.name, filters, choices, self.version)
        # One answer serves all filters that the query does not name, but it carries those of its first use.
        return result if result.filters == filters else dataclasses.replace(result, filters=filters)

    def shown_until(self, academic_year: str, period: str) -> dt.date | None:
        """Return the last day that a period's figures are of, where that is not the period's last; else None."""
        return self.version.until_days.get((academic_year, period))

    def exhibit(self, make: Callable[..., Exhibit], **options: Any) -> Exhibit:
        """Return an exhibit under these filters, from the cache where it is there: drawing a figure is slow."""
        name = f"{make.__module__}.{make.__qualname__}"
        return _cached_exhibit(
            name, f"{self.filters} {self.is_against_whole_year} {options}", self.version.name, options, make, self
        )


def academic_years(version: Version) -> list[tuple[str, bool]]:
    """Return the academic years of the store, newest first, and whether anyone attended in them."""
    return _years(version.name, version)


# Answers and exhibits never change, so all visitors share one. The cache finds them by a text: hashing filters field by
# field would take Streamlit a third of a page's time.
@st.cache_resource(show_spinner=False, max_entries=2000)
def _cached_answer(
    name: str, key: str, version_name: str, _filters: Filters, _choices: dict[str, Any], _version: Version
) -> Result:
    del key, version_name  # parts of the key: a new version of the store has answers of its own
    return queries.run(name, _filters, _version, _choices)


@st.cache_resource(show_spinner=False, max_entries=1000)
def _cached_exhibit(
    name: str,
    key: str,
    version_name: str,
    _options: dict[str, Any],
    _make: Callable[..., Exhibit],
    _view: View,
) -> Exhibit:
    del name, key, version_name  # parts of the key
    return dataclasses.replace(_make(_view, **_options), origin=origin_of(_make, _options))


def _cache_key(name: str, filters: Filters, choices: dict[str, Any]) -> str:
    """Return the values that a query names as a text, with the year and period, which set its as-at date."""
    named = queries.load(name).parameters | {"academic_year", "period"}
    return str([(what, value) for what, value in {**filters.parameters(), **choices}.items() if what in named])


@st.cache_data(show_spinner=False, max_entries=50)
def _years(version_name: str, _version: Version) -> list[tuple[str, bool]]:
    del version_name
    sql = queries.load("academic_years").sql
    return [(str(year), bool(has_attendance)) for year, has_attendance in _version.rows(sql)]

"""The view of a page: a version of the store through the chosen filters, with its answers and exhibits cached."""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import streamlit as st

from reach import queries
from reach.access import Visitor, allowed_answers
from reach.disclosure import WithheldError
from reach.exhibit import Exhibit
from reach.exhibits import QueryContext
from reach.exhibits.origins import origin_of
from reach.filters import Filters
from reach.queries import Result
from reach.report.answers import Answers, Question
from reach.settings import Settings
from reach.store import Store, Version
from reach.store.audit import Did
from reach.ui.escape import escape
from reach.ui.sign_in import recorded_as, refuse_unless_still

WITHHELD = "These figures are for the hub's own staff: they could tell of single people, or of other places."
"""What stands in place of figures that a visitor may not see."""
LEFT_OUT = (
    "Some figures of this page are for the hub's own staff and are left out: they could tell of single people, or of "
    "other places."
)
"""What a page says once where whole charts are left out."""
_IS_SAID = "left_out_is_said"


@dataclasses.dataclass(frozen=True)
class View(QueryContext):
    """What a page shows somebody: the store's current version through the chosen filters."""

    kept_in: Store = dataclasses.field(repr=False, compare=False)
    version: Version
    filters: Filters
    visitor: Visitor
    is_against_whole_year: bool = False
    settings: Settings = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take the hub's settings from the store."""
        object.__setattr__(self, "settings", self.kept_in.settings)

    @property
    def store(self) -> Store:
        """The store, for whoever may change it: what they do stands under their name.

        Raises NotForRoleError for anybody else, and SignInError for who may no longer.
        """
        refuse_unless_still(self.visitor)
        self.visitor.require("change data")
        return self.kept_in.used_by(recorded_as(self.visitor))

    def answer(self, name: str, filters: Filters, choices: dict[str, Any]) -> Result:
        """Return the answer to a query as the visitor may see it, from the cache where it is there.

        Raises WithheldError for what they may not see.
        """
        key = _cache_key(name, filters, choices)
        result = _cached_answer(name, key, self.version.name, self.visitor.scope, filters, choices, self)
        # One answer serves all filters that the query does not name, but it carries those of its first use.
        return result if result.filters == filters else dataclasses.replace(result, filters=filters)

    def ask_if_recorded(self, name: str, **changes: Any) -> Result | None:
        """Return the answer to a query; None where it is not for the visitor."""
        try:
            return self.ask(name, **changes)
        except WithheldError:
            return None

    def shown_until(self, academic_year: str, period: str) -> dt.date | None:
        """Return the last day that a period's figures are of, where that is not the period's last; else None."""
        return self.version.until_days.get((academic_year, period))

    def exhibit(self, make: Callable[..., Exhibit], **options: Any) -> Exhibit:
        """Return an exhibit under these filters, from the cache where it is there: drawing a figure is slow."""
        name = f"{make.__module__}.{make.__qualname__}"
        key = f"{self.filters} {self.is_against_whole_year} {options}"
        try:
            return _cached_exhibit(name, key, self.version.name, self.visitor.scope, options, make, self)
        except WithheldError:
            return self._withheld_exhibit()

    def _withheld_exhibit(self) -> Exhibit:
        """Return what stands in place of an exhibit that the visitor may not see; `show_card` leaves it out."""
        whole = self.ask("reach_total")
        nothing = dataclasses.replace(whole, frame=whole.frame.iloc[:0])
        return Exhibit("", nothing, None, WITHHELD, self.settings, is_withheld=True)

    def record(self, did: Did, what: str) -> None:
        """Record what the visitor did."""
        self.kept_in.used_by(recorded_as(self.visitor)).record(did, what)

    @property
    def is_exact(self) -> bool:
        """Whether the visitor sees exact figures; else those for the public."""
        return self.visitor.may("see exact figures")

    @property
    def can_change(self) -> bool:
        """Whether the visitor may import and change what is recorded."""
        return self.visitor.may("change data")

    @property
    def answers(self) -> Answers:
        """What the visitor may see of the version."""
        return _allowed_answers(self.version.name, self.visitor.scope, self)


def begin_page() -> None:
    """Let the page say anew what it leaves out."""
    st.session_state[_IS_SAID] = False


def say_what_is_left_out() -> None:
    """Say, once on a page, that some of its figures are not for the visitor."""
    if not st.session_state.get(_IS_SAID):
        st.session_state[_IS_SAID] = True
        st.caption(escape(LEFT_OUT))


def _say_in_place() -> None:
    st.caption(escape(WITHHELD))


@contextlib.contextmanager
def for_staff_only(say: Callable[[], None] = _say_in_place) -> Iterator[None]:
    """Leave out the rest of what is drawn inside, from where it asks what the visitor may not see, and say so."""
    try:
        yield
    except WithheldError:
        say()


def academic_years(version: Version) -> list[tuple[str, bool]]:
    """Return the academic years of the store, newest first, and whether anyone attended in them."""
    return _years(version.name, version)


# Answers and exhibits never change, so all visitors of one scope share them. The cache finds them by a text: hashing
# filters field by field would take Streamlit a third of a page's time.
@st.cache_resource(show_spinner=False, max_entries=2000)
def _cached_answer(
    name: str, key: str, version_name: str, scope: str, _filters: Filters, _choices: dict[str, Any], _view: View
) -> Result:
    del key, version_name, scope  # parts of the key: a new version of the store has answers of its own
    return _view.answers.answer(Question(name, _filters, tuple(sorted(_choices.items()))))


@st.cache_resource(show_spinner=False, max_entries=20)
def _allowed_answers(version_name: str, scope: str, _view: View) -> Answers:
    del version_name, scope  # parts of the key
    return allowed_answers(_view.visitor, _view.version, _view.settings)


@st.cache_resource(show_spinner=False, max_entries=1000)
def _cached_exhibit(
    name: str,
    key: str,
    version_name: str,
    scope: str,
    _options: dict[str, Any],
    _make: Callable[..., Exhibit],
    _view: View,
) -> Exhibit:
    del name, key, version_name, scope  # parts of the key
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

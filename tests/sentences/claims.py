"""What texts claim, held against what the queries answer, and against what other texts of the same pages claim."""

import dataclasses
import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from reach import queries
from reach.filters import Filters
from reach.store import Version
from tests.definitions.oracle import a_year_before, days_of, year_before

FEW = 10
Row = dict[str, Any]
Value = Callable[[Row], Any]


@dataclasses.dataclass(frozen=True)
class Time:
    """A year or term, whole or up to a day."""

    year: str
    period: str
    until: dt.date | None = None
    is_to_date: bool = False

    @property
    def words(self) -> str:
        """How people say it."""
        name = self.year if self.period == "year" else f"{self.period} term {self.year}"
        if self.until is None:
            return name
        return f"{name} to {self.until.day} {self.until:%B}" if self.is_to_date else f"{name} so far"

    @property
    def filters(self) -> dict[str, str]:
        """What chooses it."""
        return {"academic_year": self.year, "period": f"{self.period}{'_to_date' if self.is_to_date else ''}"}


@dataclasses.dataclass(frozen=True)
class View:
    """What somebody looks at: a hub as it is recorded, under filters."""

    version: Version
    filters: Filters
    last_day: dt.date
    is_public: bool = False

    def rows(self, query: str, **asked: Any) -> list[Row]:
        """Give the raw answer to a query."""
        choices = {name: asked.pop(name) for name in queries.CHOICES if name in asked}
        frame = queries.run(query, self.filters.with_changes(**asked), self.version, choices).frame
        return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]

    def is_running(self, year: str, period: str) -> bool:
        """Whether a period has begun and is not over on the last day that is recorded."""
        first, last = days_of(year, period)
        return first <= self.last_day < last

    def time(self, period: str | None = None) -> Time:
        """Give the chosen period, or another of the chosen year."""
        period = period or self.filters.period
        until = self.last_day if self.is_running(self.filters.academic_year, period) else None
        return Time(self.filters.academic_year, period, until)

    def before(self, period: str | None = None) -> Time:
        """Give what that is compared with: the same a year before, to the same date where it is not over."""
        now = self.time(period)
        until = a_year_before(self.last_day) if now.until else None
        return Time(year_before(now.year), now.period, until, is_to_date=until is not None)

    def is_recorded(self, time: Time) -> bool:
        """Whether a session was held in a period, up to its last day that is recorded."""
        first, last = days_of(time.year, time.period)
        sql = "select count(*) from sessions where held_on between $first and $last"
        days = {"first": first, "last": min(last, time.until or self.last_day)}
        return bool(self.version.rows(sql, days)[0][0])

    @property
    def is_year_over(self) -> bool:
        """Whether the chosen year is over."""
        return days_of(self.filters.academic_year, "year")[1] <= self.last_day


@dataclasses.dataclass
class Faults:
    """What has been found so far, and how much was read."""

    found: list[str] = dataclasses.field(default_factory=list)
    sentences: int = 0
    claims: Counter[str] = dataclasses.field(default_factory=Counter)


class Claims:
    """The claims of one text of a view."""

    def __init__(self, view: View, place: str, text: str, options: Row, faults: Faults, said: dict[Any, Any]) -> None:
        self.view, self.place, self.text, self.options = view, place, text, options
        self._faults, self._said_before = faults, said

    def fault(self, why: str) -> None:
        """Keep a fault."""
        self._faults.found.append(f"{why}\n    {self.place} {self.options or ''}: {self.text}\n    {_shown(self.view)}")

    def check(self, kind: str, is_true: Any, why: str) -> None:
        """Hold that something is so."""
        self._faults.claims[kind] += 1
        if not bool(is_true):
            self.fault(why)

    # Numbers ------------------------------------------------------------------------------------------------------

    def number(self, said: str, true: Any, *, of_people: bool = False) -> None:
        """Hold that a number is as said; a rounded one of people to the nearest 5."""
        is_low, value = parsed(said)
        true = 0 if _is_missing(true) else true
        if is_low:
            self.check("number", of_people and 1 <= true <= 4, f"said {said}, and it is {true}")
        elif said.lower().startswith("about"):
            # A public total can be the sum of rounded parts.
            self.check("number", of_people and abs(value - true) <= 10, f"said {said}, and it is {true}")
        else:
            self.check("number", abs(value - round(true, 1)) < 0.06, f"said {said}, and it is {true}")

    def percent(self, said: str, part: Any, whole: Any = 1) -> None:
        """Hold that a share is as said."""
        if _is_missing(part) or not whole or _is_missing(whole):
            self.check("number", False, f"said {said} of what has no share")
            return
        shown = float(re.sub(r"[ %]", "", said))
        decimals = 1 if "." in said else 0
        close = 0.5 * 10**-decimals + 1e-6
        if self.view.is_public:
            close += 10  # the public's percentages of people are as coarse as that
        self.check("number", abs(shown - 100 * part / whole) <= close, f"said {said}, and it is {part} of {whole}")

    def of(self, said: str, part: Any, whole: Any) -> None:
        """Hold that "3 of 12 schools, 25%", or the same the other way round, is so."""
        for percent in re.findall(r"\d+ ?%", said):
            self.percent(percent, part, whole)
        counts = re.search(r"([\d,]+) of ([\d,]+)", said)
        if counts:
            self.number(counts[1], part)
            self.number(counts[2], whole)

    def same(self, what: str, said: str, true: Any) -> None:
        """Hold that a word is as said."""
        self.check("word", said.lower() == str(true).lower(), f"{what}: said {said}, and it is {true}")

    def time(self, said: str, true: Time) -> None:
        """Hold that a time is that which is asked for, and that it says how far it goes."""
        self.check("time", said.lower() == true.words.lower(), f"said {said}, where {true.words} is meant")

    # Comparisons --------------------------------------------------------------------------------------------------

    def most(self, rows: Iterable[Row], name: Value, said: str, value: Value, base: Value | None = None) -> Row | None:
        """Hold that what is named has most among those of which enough is known, and is one of them."""
        return self._extreme(list(rows), name, said, value, base, best=max)

    def least(self, rows: Iterable[Row], name: Value, said: str, value: Value, base: Value | None = None) -> Row | None:
        """Hold that what is named has least."""
        return self._extreme(list(rows), name, said, value, base, best=min)

    def _extreme(self, rows: list[Row], name: Value, said: str, value: Value, base: Any, best: Any) -> Row | None:
        row = self.named(rows, name, said)
        if row is None:
            return None
        enough = [each for each in rows if base is None or base(each) >= FEW]
        if base is not None:
            self.enough(base(row), said)
        values = [value(each) for each in enough if not _is_missing(value(each))]
        if values and row in enough:
            self.check("extreme", value(row) == best(values), f"{said} has {value(row)}, another {best(values)}")
        return row

    def named(self, rows: Iterable[Row], name: Value, said: str) -> Row | None:
        """Find who is spoken of."""
        found = [row for row in rows if str(name(row)).lower() == said.lower()]
        self.check("who", found, f"there is no {said}")
        return found[0] if found else None

    def enough(self, base: Any, who: str = "") -> None:
        """Hold that what is made a finding of is of ten or more."""
        is_of_few = not _is_missing(base) and base < FEW
        self.check("few", not is_of_few, f"a finding on fewer than ten: {who}, {base}")

    def moved(self, way: str, now: float, then: float, *, least: float = 0) -> None:
        """Hold that something went that way, and by more than rounding."""
        change = now - then
        self.check("direction", change > 0 if way in UP else change < 0, f"said {way}, from {then} to {now}")
        self.check("rounding", abs(change) >= least - 1e-9, f"said {way}, and it is {change}: within rounding")

    def known(self, time: Time) -> None:
        """Hold that anything is recorded of a time: against nothing, nothing is compared."""
        self.check("no data", self.view.is_recorded(time), f"nothing is recorded of {time.words}")

    def shown_move(self, way: str, before: str, after: str) -> None:
        """Hold that the two shares that are printed differ the way that is said."""
        then, now = (float(re.sub(r"[ %]", "", re.findall(r"[\d.]+ ?%", each)[0])) for each in (before, after))
        self.check("rounding", now > then if way in UP else now < then, f"said {way} from {before} to {after}")

    # Other texts --------------------------------------------------------------------------------------------------

    def fact(self, key: tuple[Any, ...], value: Any) -> None:
        """Hold that nothing else on the same pages says otherwise."""
        before = self._said_before.setdefault(key, (value, self.text))
        self.check("agreement", before[0] == value, f"{key} is {value} here, and {before[0]} in: {before[1]}")


UP = ("rose", "more", "higher", "better", "rise", "Rose")


def parsed(said: str) -> tuple[bool, float]:
    """Give whether a number is a low one, and the number."""
    words = said.lower().removeprefix("about ")
    if words == "fewer than 5":
        return True, 0
    return False, 0 if words in ("no", "none", "nobody", "") else float(words.replace(",", ""))


def place_word(row: Row) -> str:
    """Give a local authority and phase as they stand in a sentence."""
    parts = [row["la_name"] if row.get("la_code") != "all" and not _is_missing(row.get("la_name")) else ""]
    parts.append("" if row.get("phase") in ("all", None) else row["phase"])
    return " ".join(part for part in parts if part)


def _is_missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def _shown(view: View) -> str:
    chosen = dataclasses.asdict(view.filters)
    return (
        f"[{view.time().words}, {'/'.join(chosen['la_codes'])}, {'/'.join(chosen['phases'])}, "
        f"{'/'.join(chosen['strands'])}, {chosen['counted_as']}, last day {view.last_day}"
        f"{', public' if view.is_public else ''}]"
    )

"""Cells of the hub's sheets put into types. What cannot be is said in words that quote nothing but a programme."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any

from reach.ingest.cells import text_of
from reach.ingest.contact_details import has_contact_details
from reach.ingest.dates import day
from reach.ingest.register_cells import session_number
from reach.phases import PHASES
from reach.settings import Settings
from reach.sheets.description import CHOICES, Column

MOST = 100_000
"""More places, pupils or schools than any hub has: what is above is a typing mistake."""


class CellReader:
    """Reads cells under a hub's settings."""

    def __init__(self, settings: Settings) -> None:
        periods = list(settings.periods())
        self._first_day = min(period.starts_on for period in periods)
        self._last_day = max(period.ends_on for period in periods)
        self._years = {_key(year): year for year in settings.academic_year_names()}
        self._years |= {_key(f"{year[:5]}{year[:2]}{year[5:]}"): year for year in settings.academic_year_names()}
        self._programmes = _either(settings.programmes)
        self._strands = _either(settings.strands)
        self._local_authorities = _either(settings.local_authorities)
        self._phases = {_key(phase): phase for phase in PHASES}
        self._la_names = ", ".join(settings.la_names)
        self._strand_names = ", ".join(strand.name for strand in settings.strands)
        self._readers: dict[str, Callable[[Column, Any, str], Any]] = {
            "text": lambda _column, _cell, text: text,
            "reason": _reason,
            "day": self._day,
            "whole number": lambda column, _, text: _whole_number(column, text, 1),
            "head count": lambda column, _, text: _whole_number(column, text, 0),
            "session number": _session_number,
            "days": _days,
            "share": _share,
            "programme": self._programme,
            "strand": lambda column, _, text: _one_of(column, text, self._strands, self._strand_names),
            "local authority": lambda column, _, text: _one_of(column, text, self._local_authorities, self._la_names),
            "phase": lambda column, _, text: _one_of(column, text, self._phases, ", ".join(PHASES)),
            "academic year": self._academic_year,
            "choice": _choice,
        }

    def read(self, column: Column, cell: Any) -> Any:
        """Give the value of a cell, the column's default where it is blank.

        Raises ValueError, which says why the row is to be held.
        """
        text = text_of(cell)
        return self._readers[column.holds](column, cell, text) if text else column.default

    def _day(self, column: Column, cell: Any, _: str) -> dt.date:
        found = day(cell)
        if found is None:
            raise ValueError(f"“{column.heading}” is not a date")
        if not self._first_day <= found <= self._last_day:
            raise ValueError(f"“{column.heading}” is in no academic year of the dashboard")
        return found

    def _programme(self, _column: Column, _cell: Any, text: str) -> str:
        programme = self._programmes.get(_key(text))
        if programme is None:
            raise ValueError(f"Programme “{text}” is not in hub.toml")
        return programme

    def _academic_year(self, column: Column, _cell: Any, text: str) -> str:
        year = self._years.get(_key(text))
        if year is None:
            raise ValueError(f"“{column.heading}” is no academic year of the dashboard, such as 2026/27")
        return year


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _either(named: Iterable[Any]) -> dict[str, str]:
    """Give the code for each code and each name."""
    named = list(named)
    return {_key(each.name): each.code for each in named} | {_key(each.code): each.code for each in named}


def _one_of(column: Column, text: str, known: dict[str, str], listed: str) -> str:
    found = known.get(_key(text))
    if found is None:
        raise ValueError(f"“{column.heading}” is none of {listed}")
    return found


def _choice(column: Column, _cell: Any, text: str) -> str:
    choices = CHOICES[column.choices or ""]
    known = {_key(word): choice for choice, others in choices.items() for word in (choice, *others)}
    return _one_of(column, text, known, ", ".join(choices))


def _reason(column: Column, _cell: Any, text: str) -> str:
    if has_contact_details(text):
        raise ValueError(f"“{column.heading}” has an e-mail address or telephone number in it: no people here")
    return text


def _number(text: str) -> float | None:
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    return float(text) if re.fullmatch(r"\d{1,9}(\.\d{1,20})?", text, re.ASCII) else None


def _whole_number(column: Column, text: str, least: int) -> int:
    number = _number(text)
    if number is None or not least <= number <= MOST or number != int(number):
        raise ValueError(f"“{column.heading}” is not a whole number from {least} to {MOST:,}")
    return int(number)


def _session_number(column: Column, _cell: Any, text: str) -> int:
    """Read 2 from "2", "Session 2" and "Session 2 of 4", as in registers."""
    number = session_number(text)
    if number is None:
        raise ValueError(f"“{column.heading}” is not a number")
    return number


def _days(column: Column, _cell: Any, text: str) -> float:
    number = _number(text)
    if number is None or not 0 < number <= 1000 or 2 * number != int(2 * number):
        raise ValueError(f"“{column.heading}” is not a number of days or half days")
    return number


def _share(column: Column, _cell: Any, text: str) -> float:
    """Read 0.7 from "70%" and "70", and from 0.7, which is what a spreadsheet keeps of 70%."""
    number = _number(text.removesuffix("%").rstrip())
    if number is not None and (text.endswith("%") or number > 1):
        number /= 100
    if number is None or not 0 < number <= 1:
        raise ValueError(f"“{column.heading}” is not a share between 0 and 100%")
    return round(number, 6)

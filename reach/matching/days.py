"""A day on which a school is asked for, and what was found for the days around it, which is mostly the same."""

import datetime as dt
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
A = TypeVar("A")

MOST_CACHED = 20_000
"""Registers repeat themselves: what was found for a row is kept for the next that says the same, within bounds."""


class Day:
    """A day, and the days around it, first to last, on which everything asked of it so far has the same answer."""

    __slots__ = ("date", "first", "last")

    def __init__(self, date: dt.date) -> None:
        self.date = date
        self.first = dt.date.min
        self.last = dt.date.max

    def is_from(self, other: dt.date) -> bool:
        """Whether it is that day or a later one."""
        if self.date >= other:
            self.first = max(self.first, other)
            return True
        self.last = min(self.last, other - dt.timedelta(days=1))
        return False

    def is_to(self, other: dt.date) -> bool:
        """Whether it is that day or an earlier one."""
        if self.date <= other:
            self.last = min(self.last, other)
            return True
        self.first = max(self.first, other + dt.timedelta(days=1))
        return False

    def narrow(self, first: dt.date, last: dt.date) -> None:
        """Note that an answer holds from one day to another only."""
        self.first = max(self.first, first)
        self.last = min(self.last, last)


class CachedByDay(Generic[K, A]):
    """Answers that depend on a day, each kept for all days on which it is the same.

    Registers repeat themselves: what was found for a row is kept for the next that says the same, within bounds.
    """

    def __init__(self, find: Callable[[K, Day], A]) -> None:
        self._find = find
        self._known: dict[K, list[tuple[dt.date, dt.date, A]]] = {}

    def __call__(self, key: K, day: Day) -> A:
        """Give the answer for a day."""
        for first, last, answer in self._known.get(key, ()):
            if first <= day.date <= last:
                day.narrow(first, last)
                return answer
        asked = Day(day.date)
        answer = self._find(key, asked)
        if len(self._known) >= MOST_CACHED:
            self._known.clear()
        self._known.setdefault(key, []).append((asked.first, asked.last, answer))
        day.narrow(asked.first, asked.last)
        return answer

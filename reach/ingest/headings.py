"""Headings under which people know our columns, in files whose headings are known beforehand."""

import re
from collections.abc import Mapping, Sequence


class Headings:
    """The headings of one kind of file: each of our columns with those that stand for it, the usual one first."""

    def __init__(self, headings: Mapping[str, Sequence[str]]) -> None:
        self._headings = headings
        self._columns = {_key(heading): column for column, known in headings.items() for heading in known}

    @property
    def columns(self) -> tuple[str, ...]:
        """Our columns."""
        return tuple(self._headings)

    def usual(self, column: str) -> str:
        """Give the heading under which people know a column."""
        return self._headings[column][0]

    def all(self) -> dict[str, str]:
        """Give our column for each heading."""
        return {heading: column for column, known in self._headings.items() for heading in known}

    def positions(self, headings: Sequence[str]) -> dict[str, int]:
        """Give where each of our columns stands, the first of two that mean the same."""
        positions: dict[str, int] = {}
        for position, heading in enumerate(headings):
            column = self._columns.get(_key(heading))
            if column:
                positions.setdefault(column, position)
        return positions

    def repeated(self, headings: Sequence[str]) -> list[str]:
        """Give our columns that more than one of the headings stands for."""
        found = [self._columns[key] for key in map(_key, headings) if key in self._columns]
        return [column for column in dict.fromkeys(found) if found.count(column) > 1]


def _key(heading: str) -> str:
    return re.sub(r"[\s_\-]+", "", heading).casefold()

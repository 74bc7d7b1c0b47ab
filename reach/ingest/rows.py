"""The rows of a table held by column, so that no row costs an object of its own: a register may have a million."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, Self

from reach.ingest.cells import text_of


class Rows:
    """Rows under our own columns. numbers are theirs as the user sees them, cells those of each column, in their order.

    A column that no row has is blank in all of them.
    """

    def __init__(self, numbers: Sequence[int], cells: Mapping[str, Sequence[Any]]) -> None:
        self.numbers = numbers
        self._cells = dict(cells)

    @classmethod
    def of(cls, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> Self:
        """Gather rows that are given one by one; what one of them lacks is blank."""
        numbers: list[int] = []
        cells: dict[str, list[Any]] = {}
        for place, (number, row) in enumerate(rows):
            numbers.append(number)
            for column, cell in row.items():
                of_column = cells.setdefault(column, [])
                of_column.extend(repeat(None, place - len(of_column)))
                of_column.append(cell)
        for of_column in cells.values():
            of_column.extend(repeat(None, len(numbers) - len(of_column)))
        return cls(numbers, cells)

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Give the rows one by one, as (number, {our column: cell})."""
        names = list(self._cells)
        for number, *cells in zip(self.numbers, *self._cells.values(), strict=True):
            yield number, dict(zip(names, cells, strict=True))

    def column(self, name: str) -> Sequence[Any]:
        """Give a column's cells, one for each row."""
        return self._cells.get(name) or [None] * len(self)

    def has(self, name: str) -> bool:
        """Whether any row says something in a column."""
        return any(map(text_of, set(self._cells.get(name, ()))))

    def blank(self, name: str) -> int:
        """Count the rows that say nothing in a column."""
        cells = self.column(name)
        says_nothing = _blank_among(cells)
        return sum(cell in says_nothing for cell in cells) if says_nothing else 0

    def with_columns(self, cells: Mapping[str, Sequence[Any] | None]) -> "Rows":
        """Give the rows with other columns in the place of theirs; None takes a column away."""
        kept = {**self._cells, **cells}
        return Rows(self.numbers, {name: of_column for name, of_column in kept.items() if of_column is not None})

    def filled(self, values: Mapping[str, Any]) -> "Rows":
        """Give the rows with the values of all of them wherever a cell is blank."""
        filled = {}
        for name, value in values.items():
            cells = self.column(name)
            says_nothing = _blank_among(cells)
            filled[name] = [value if cell in says_nothing else cell for cell in cells]
        return self.with_columns(filled)

    def without(self, numbers: Iterable[int]) -> "Rows":
        """Give the rows but for some, by their numbers."""
        left_out = set(numbers)
        places = [place for place, number in enumerate(self.numbers) if number not in left_out]
        return Rows(
            [self.numbers[place] for place in places],
            {name: [of_column[place] for place in places] for name, of_column in self._cells.items()},
        )


def _blank_among(cells: Sequence[Any]) -> set[Any]:
    """Give the cells that say nothing, each once."""
    return {cell for cell in set(cells) if not text_of(cell)}

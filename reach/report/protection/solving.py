"""Which values hidden counts can have: answered exactly, in whole numbers, by HiGHS (a solver that scipy brings)."""

import collections
import itertools
from collections.abc import Iterable

import numpy as np
from scipy import optimize, sparse

from reach.report.protection.equations import System
from reach.report.protection.groups import Terms

_FAR = 1_000
"""By how much a count that is made to give way may differ."""

_STEPS = 500
"""After so many steps a search is given up, and more is hidden. Not after a time, which would differ by machine."""


class Part:
    """Cells that hang together, and nothing else does with them."""

    def __init__(self, system: System, cells: list[int], relations: list[int]) -> None:
        self.cells = cells
        self._sums = [system.sums[cell] for cell in cells]
        self._values = [system.cells[cell].value for cell in cells]
        unknowns = sorted(
            {unknown for terms in self._sums for unknown in terms}
            | {unknown for relation in relations for unknown in system.relations[relation].terms}
        )
        self._column = {unknown: position for position, unknown in enumerate(unknowns)}
        self._size = len(unknowns)
        rows = [*self._sums, *(system.relations[relation].terms for relation in relations)]
        self._matrix = self._matrix_of(rows)
        self._relations_low = np.array([0.0 if system.relations[each].is_equal else -np.inf for each in relations])

    def values_where(self, hidden: Iterable[int], cell: int, value: int) -> dict[int, int] | None:
        """Give values for all cells with which one has the value given, what is shown is so, and hidden is not 0."""
        low, high = self._limits(hidden, cell, value)
        # Most often the corners of what is possible in fractions are whole numbers, and they are found much faster.
        for whole in (False, True):
            found = _solve(self._matrix, low, high, np.zeros(self._size), whole=whole)
            if found is None:
                return None
            numbers = np.rint(found)
            sums = self._matrix @ numbers
            # What the solver says in decimals is checked in whole numbers.
            if np.all(sums >= low) and np.all(sums <= high) and np.all(numbers >= 0):
                return {each: int(made) for each, made in zip(self.cells, sums, strict=False)}
        return None

    def cheapest_to_hide(self, hidden: set[int], cell: int, value: int, prices: dict[int, int]) -> list[int]:
        """Give which shown cells must go at least for one to be able to have the value; none where nothing helps."""
        soft = [each for each in self.cells if each in prices and each not in hidden]
        if not soft:
            return []
        low, high = self._limits({*hidden, *soft}, cell, value)
        count = len(soft)
        place = {each: position for position, each in enumerate(self.cells)}
        rows = [place[each] for each in soft]
        step = sparse.csr_matrix((np.full(count, float(_FAR)), (range(count), range(count))), (count, count))
        own = self._matrix[rows]
        shown = np.array([float(self._values[row]) for row in rows])
        matrix = sparse.vstack(
            [
                sparse.hstack([self._matrix, sparse.csr_matrix((self._matrix.shape[0], count))]),
                sparse.hstack([own, step]),
                sparse.hstack([own, -step]),
            ],
            format="csr",
        )
        low = np.concatenate([low, shown, np.full(count, -np.inf)])
        high = np.concatenate([high, np.full(count, np.inf), shown])
        costs = np.concatenate([np.zeros(self._size), [float(prices[each]) for each in soft]])
        found = _solve(matrix, low, high, costs, whole=True, binary=count)
        if found is None:
            return []
        return [each for each, given in zip(soft, found[self._size :], strict=True) if given > 0.5]

    def _limits(self, hidden: Iterable[int], cell: int, value: int) -> tuple[np.ndarray, np.ndarray]:
        """What is shown is as it is. What is hidden is not 0, as that is always shown."""
        unknown = set(hidden)
        low = [float(1 if each in unknown else shown) for each, shown in zip(self.cells, self._values, strict=True)]
        high = [np.inf if each in unknown else float(v) for each, v in zip(self.cells, self._values, strict=True)]
        position = self.cells.index(cell)
        low[position] = high[position] = float(value)
        return (
            np.concatenate([low, self._relations_low]),
            np.concatenate([high, np.zeros(len(self._relations_low))]),
        )

    def _matrix_of(self, rows: list[Terms]) -> sparse.csr_matrix:
        entries = [
            (count, row, self._column[unknown]) for row, terms in enumerate(rows) for unknown, count in terms.items()
        ]
        counts, down, across = zip(*entries, strict=True) if entries else ((), (), ())
        return sparse.csr_matrix((counts, (down, across)), (len(rows), self._size), dtype=float)


def _solve(
    matrix: sparse.csr_matrix, low: np.ndarray, high: np.ndarray, costs: np.ndarray, *, whole: bool, binary: int = 0
) -> np.ndarray | None:
    """Give numbers from 0 within the limits, at the least cost that was found; none where there are none."""
    size = len(costs)
    upper = np.full(size, np.inf)
    if binary:
        upper[-binary:] = 1
    found = optimize.milp(
        costs,
        integrality=np.ones(size) if whole else None,
        bounds=optimize.Bounds(np.zeros(size), upper),
        constraints=optimize.LinearConstraint(matrix, low, high),
        options={"node_limit": _STEPS},
    )
    return None if found.x is None else found.x


def parts_of(system: System) -> list[Part]:
    """Part a system into what hangs together."""
    leader = list(range(system.unknowns))

    def lead(unknown: int) -> int:
        while leader[unknown] != unknown:
            leader[unknown] = leader[leader[unknown]]
            unknown = leader[unknown]
        return unknown

    together = [*system.sums, *(relation.terms for relation in system.relations)]
    for terms in together:
        for one, other in itertools.pairwise(terms):
            leader[lead(other)] = lead(one)
    cells, relations = collections.defaultdict(list), collections.defaultdict(list)
    for position, terms in enumerate(system.sums):
        if terms:
            cells[lead(next(iter(terms)))].append(position)
    for position, relation in enumerate(system.relations):
        relations[lead(next(iter(relation.terms)))].append(position)
    return [Part(system, own, relations[first]) for first, own in cells.items()]

"""Somebody who wants to know the small counts of a hub, and has all its public packs, a solver and the rule.

Written from what the tables say, without the code that rounds them. The attacker has every pack there is at once: of a
year and its terms, of the hub and each local authority, for each reader, before and after an import. They know for each
number the interval in which it lies, and every relation that the data obey: sign-ups of programmes, authorities, modes
and lengths add up to the same; a person counts once in a whole, however many groups they stand in; nobody came without
having signed up; what happens to add up is taken to add up.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import optimize, sparse

from reach.filters import Filters
from reach.phases import ALL_PHASES
from reach.queries import Result

SIGN_UPS = ("signed_up", "came")
GROUPS = {
    "attendance_by_group": {},
    "attendance_funnel": {"length": "course_length"},
    "partner_reach": {"partner": "partner"},
    "strand_panels": {"strand": "strand"},
    "people_total": {},
}
BREAKDOWNS = {"programme": "programme", "la": "la", "mode": "mode", "phase": "phase", "term": "period"}
"""What the groups of attendance_by_group are, by its breakdown."""
FEW, MANY = 5, 10
LEAST_VALUES = 3
_TIMES_AND_PHASES = {
    "period": ("autumn", "spring", "summer"),
    "phase": ("early years", "primary", "secondary", "post-16"),
}
_AT_MOST = {"stayed": "came", "came": "signed_up"}


@dataclasses.dataclass(frozen=True)
class Cell:
    """A count of people: of whom, where and when. An empty place is all of it."""

    measure: str
    academic_year: str
    period: str
    phase: str
    others: tuple[Any, ...]
    """What else was chosen, and the day of the import."""
    la: str = ""
    strand: str = ""
    programme: str = ""
    partner: str = ""
    mode: str = ""
    length: str = ""

    def of(self, **changes: Any) -> "Cell":
        """Give the same of another measure, group or time."""
        return dataclasses.replace(self, **changes)


@dataclasses.dataclass(frozen=True)
class Shown:
    """A count with what everybody can know of it."""

    cell: Cell
    true: int
    least: int
    most: int


@dataclasses.dataclass(frozen=True)
class ShownShare:
    """A share of those who signed up: of the last of some steps, each of which those who took the one before took."""

    whole: Cell
    steps: tuple[str, ...]


PossibleCounts = Callable[[Sequence[Shown]], np.ndarray | None]
"""Gives the counts of a whole and some steps, a row each, for which the same shares are shown; None for any."""

Interval = Callable[[Cell, Filters, int], tuple[int, int]]
"""Says between what and what a count lies for everybody: of a cell, the filters of its table and the true count."""

Terms = dict[Cell, int]


def cells_of(
    true: Result, others: tuple[Any, ...], interval: Interval, breakdown: str | None = None
) -> Iterator[Shown | ShownShare]:
    """Give the counts of a table, with their intervals, and its shares."""
    name, filters = true.query.name, true.filters
    if name == "compare_measures":
        yield from _compared(true, others, interval)
        return
    if name not in GROUPS:
        return
    columns_of_groups = {BREAKDOWNS[breakdown]: "group_code"} if breakdown else GROUPS[name]
    for values in true.frame.to_dict("records"):
        group = {dimension: str(values[column]) for dimension, column in columns_of_groups.items()}
        place = cell_of("", filters, others).of(**group)
        if place.programme:
            place = place.of(strand="")  # A programme says its strand.
        columns = {values["step"]: "people"} if name == "attendance_funnel" else {each: each for each in SIGN_UPS}
        if "signed_up" not in values and name != "attendance_funnel":
            columns = {"people": "people"}
        for measure, column in columns.items():
            yield _shown(place.of(measure=measure), filters, int(values[column]), interval)
        if "people_in_total" in values:
            yield _shown(cell_of("people", filters, others), filters, int(values["people_in_total"]), interval)
        if "share_attended" in values and values["times_expected"] == values["signed_up"]:
            # Each signed up for one session: the attendance rate is the share that came.
            yield ShownShare(place.of(measure="signed_up"), ("came",))
        if name == "attendance_funnel" and values["step"] != "signed_up":
            steps = ("came", "stayed") if values["step"] == "stayed" else ("came",)
            yield ShownShare(place.of(measure="signed_up"), steps)


_COMPARED = {"teachers": {"people": "count_now"}}


def _compared(true: Result, others: tuple[Any, ...], interval: Interval) -> Iterator[Shown]:
    for values in true.frame.to_dict("records"):
        for measure, column in _COMPARED.get(values["measure"], {}).items():
            if pd.isna(values[column]):
                continue
            cell = cell_of(measure, true.filters, others)
            group = {"la": values["la_code"], "phase": values["phase"]}
            cell = cell.of(**{dimension: value for dimension, value in group.items() if value != "all"})
            yield _shown(cell, true.filters, int(values[column]), interval)


def cell_of(measure: str, filters: Filters, others: tuple[Any, ...]) -> Cell:
    """Give the count of everybody whom some filters choose."""
    phase = "" if ALL_PHASES in filters.phases else "/".join(filters.phases)
    la = filters.la_codes[0] if len(filters.la_codes) == 1 else ""
    strand = filters.strands[0] if len(filters.strands) == 1 else ""
    return Cell(measure, filters.academic_year, filters.period, phase, others, la=la, strand=strand)


def _shown(cell: Cell, filters: Filters, true: int, interval: Interval) -> Shown:
    return Shown(cell, true, *interval(cell, filters, true))


class Attacker:
    """Puts everything that is shown into one system, and asks which values small counts can have."""

    def __init__(
        self,
        shown: Iterable[Shown | ShownShare],
        strand_of: Mapping[str, str],
        possible_counts: PossibleCounts = lambda _: None,
    ) -> None:
        self._strand_of = strand_of
        self._possible_counts = possible_counts
        everything = list(dict.fromkeys(shown))
        self.counts = {each.cell: each for each in everything if isinstance(each, Shown)}
        self._true = {cell: each.true for cell, each in self.counts.items()}
        self._not_shown: dict[Cell, int] = {}
        """True counts that no table shows: those of all groups together."""
        self._rows: list[tuple[Terms, float, float]] = []
        for cell, count in self.counts.items():
            self._row({cell: 1}, count.least, count.most)
        for each in everything:
            if isinstance(each, ShownShare):
                self._share(each)
        self._add_up()
        self._within_a_group()
        self._different_people()
        self._before_and_after()

    @property
    def small(self) -> list[Cell]:
        """The counts that are truly from 1 to 4."""
        return [cell for cell, true in self._true.items() if 0 < true < FEW]

    def found(self, cells: Sequence[Cell]) -> dict[Cell, set[int]]:
        """Give those of some counts that have fewer than three possible values, with those."""
        values = {cell: range(each.least, each.most + 1) for cell, each in self.counts.items()}
        return _System(self._rows, self._true | self._not_shown).narrow(cells, values)

    # What is shown

    def _share(self, share: ShownShare) -> None:
        cells = [share.whole, *(share.whole.of(measure=step) for step in share.steps)]
        if any(cell not in self.counts for cell in cells):
            return
        counts = self._possible_counts([self.counts[cell] for cell in cells])
        if counts is not None:
            part = counts[:, -1]
            for sign in (1, -1):
                place = int(np.argmin(sign * part / counts[:, 0]))
                # The share is at least the least that it can be, and at most the greatest.
                terms = {cells[-1]: sign * int(counts[place, 0]), cells[0]: -sign * int(part[place])}
                self._row(terms, 0, np.inf)

    # What adds up

    def _add_up(self) -> None:
        for measure in (*SIGN_UPS, "stayed"):
            own = [cell for cell in self._true if cell.measure == measure]
            for dimension in ("programme", "strand", "mode", "length", "la"):
                parts = defaultdict(list)
                for cell in own:
                    if getattr(cell, dimension):
                        parts[cell.of(**{dimension: ""})].append(cell)
                    if dimension == "programme" and cell.programme:
                        parts[cell.of(programme="", strand=self._strand_of[cell.programme])].append(cell)
                for whole, cells in parts.items():
                    together = sum(self._true[cell] for cell in cells)
                    known = self._true.get(whole, self._not_shown.get(whole, together))
                    if together == known:
                        if whole not in self._true:
                            self._not_shown[whole] = known
                        self._row(dict.fromkeys(cells, 1) | {whole: -1}, 0, 0)
            for dimension, values in _TIMES_AND_PHASES.items():
                for whole in own:
                    if getattr(whole, dimension) in ("", "year"):
                        self._once(whole, [whole.of(**{dimension: value}) for value in values])

    def _within_a_group(self) -> None:
        everything = self._true | self._not_shown
        for cell in everything:
            for lesser, greater in _AT_MOST.items():
                if cell.measure == lesser:
                    self._at_most([cell], cell.of(measure=greater))

    # Different people

    def _different_people(self) -> None:
        people = [cell for cell in self._true if cell.measure == "people"]
        for dimension in ("la", "strand", "partner", "period", "phase"):
            parts = defaultdict(list)
            for cell in people:
                if getattr(cell, dimension) not in ("", "year"):
                    parts[cell.of(**{dimension: "year" if dimension == "period" else ""})].append(cell)
            for whole, cells in parts.items():
                self._once(whole, cells)
        came_to = defaultdict(list)
        for cell in self._true:
            if cell.measure == "came" and cell.programme:
                came_to[cell.of(measure="people", programme="")].append(cell)
        for cell in people:
            came = [
                each
                for each in came_to[cell.of(strand="", partner="")]
                if cell.strand in ("", self._strand_of.get(each.programme))
            ]
            if came and self._true[cell] <= sum(self._true[each] for each in came):
                self._row({cell: 1} | dict.fromkeys(came, -1), -np.inf, 0)

    def _once(self, whole: Cell, parts: Sequence[Cell]) -> None:
        """Relate groups that may share people to all of them together, in the way that the data obey."""
        known = [cell for cell in parts if cell in self._true]
        if whole not in self._true or not known:
            return
        for cell in known:
            if self._true[cell] <= self._true[whole]:
                self._row({cell: 1, whole: -1}, -np.inf, 0)
        together = sum(self._true[cell] for cell in known)
        if together >= self._true[whole]:
            is_sum = together == self._true[whole] >= MANY
            self._row(dict.fromkeys(known, 1) | {whole: -1}, 0, 0 if is_sum else np.inf)

    def _before_and_after(self) -> None:
        """What is recorded later is more, where nothing was corrected to less."""
        for cell, true in self._true.items():
            earlier = cell.of(others=(*cell.others[:-1], cell.others[-1] - 1))
            if earlier in self._true and self._true[earlier] <= true:
                self._row({earlier: 1, cell: -1}, -np.inf, 0)

    def _at_most(self, lesser: Sequence[Cell], greater: Cell) -> None:
        everything = self._true | self._not_shown
        known = [cell for cell in lesser if cell in everything]
        if known and greater in everything:
            self._row(dict.fromkeys(known, 1) | {greater: -1}, -np.inf, 0)

    def _row(self, terms: Terms, low: float, high: float) -> None:
        self._rows.append((terms, float(low), float(high)))


class _System:
    """Asks a solver for whole numbers that obey everything, beginning with the true ones."""

    def __init__(self, rows: Sequence[tuple[Terms, float, float]], true: Mapping[Cell, int]) -> None:
        self._rows = rows
        self._cells = list(true)
        self._column = {cell: at for at, cell in enumerate(self._cells)}
        entries = [
            (times, at, self._column[cell]) for at, (terms, _, _) in enumerate(rows) for cell, times in terms.items()
        ]
        numbers, down, across = zip(*entries, strict=True)
        self._matrix = sparse.csr_matrix((numbers, (down, across)), (len(rows), len(true)), dtype=float)
        self._rows_of = self._matrix.tocsc()
        self._true = np.array([true[cell] for cell in self._cells], dtype=float)
        low, high = (np.array([row[side] for row in rows], dtype=float) for side in (1, 2))
        sums = self._matrix @ self._true
        wrong = np.flatnonzero((sums < low) | (sums > high))
        assert not len(wrong), ("the true figures do not obey what the attacker takes to be so", rows[wrong[0]])
        self._room_below, self._room_above = low - sums, high - sums
        self._seen: dict[int, set[int]] = {}

    def narrow(self, cells: Iterable[Cell], values_of: Mapping[Cell, Sequence[int]]) -> dict[Cell, set[int]]:
        """Give those of the counts that have fewer than three possible values, with those."""
        columns = [self._column[cell] for cell in cells]
        self._seen = {at: {int(self._true[at])} for at in columns}
        for at in columns:
            for value in sorted(values_of[self._cells[at]], key=lambda value: abs(value - self._true[at])):
                if len(self._seen[at]) < LEAST_VALUES and value not in self._seen[at]:
                    self._can_be(at, value)
        return {self._cells[at]: seen for at, seen in self._seen.items() if len(seen) < LEAST_VALUES}

    def _can_be(self, at: int, value: int) -> bool:
        """Whether a count can have a value: the counts near it give way first, then all."""
        for steps in (1, 2, 3, None):
            columns = np.arange(len(self._cells)) if steps is None else self._near(at, steps)
            if self._moves(columns, at, value):
                return True
        return False

    def _near(self, at: int, steps: int) -> np.ndarray:
        columns = np.array([at])
        for _ in range(steps):
            rows = np.unique(self._rows_of[:, columns].indices)
            columns = np.unique(self._matrix[rows].indices)
        return columns

    def _moves(self, columns: np.ndarray, at: int, value: int) -> bool:
        """Whether some counts can be others, all that is shown being so, with one of them as given."""
        rows = np.unique(self._rows_of[:, columns].indices)
        matrix = self._matrix[rows][:, columns]
        # How much each count is more and how much it is less, so that the least is moved.
        least, most = -self._true[columns], np.full(len(columns), np.inf)
        place = int(np.searchsorted(columns, at))
        least[place] = most[place] = value - self._true[at]
        size = len(columns)
        bounds = optimize.Bounds(
            np.concatenate([np.maximum(least, 0), np.maximum(-most, 0)]),
            np.concatenate([np.maximum(most, 0), np.maximum(-least, 0)]),
        )
        both = sparse.hstack([matrix, -matrix], format="csr")
        for whole in (0, 1):
            solution = optimize.milp(
                np.ones(2 * size),
                integrality=np.full(2 * size, whole),
                bounds=bounds,
                constraints=optimize.LinearConstraint(both, self._room_below[rows], self._room_above[rows]),
                options={"node_limit": 2000},
            )
            if solution.x is None:
                return False
            moved = np.rint(solution.x[:size]) - np.rint(solution.x[size:])
            sums = matrix @ moved
            obeys = (sums >= self._room_below[rows]) & (sums <= self._room_above[rows])
            if obeys.all() and moved[place] == value - self._true[at]:
                # The counts that give way have other values than their true ones, too.
                for other in np.flatnonzero(moved):
                    if columns[other] in self._seen:
                        self._seen[columns[other]].add(int(self._true[columns[other]] + moved[other]))
                return True
        return False

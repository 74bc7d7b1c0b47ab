"""What anybody can work out from the tables of a pack, as equations between whole numbers.

Counts that add up are sums over the finest groups that tables tell apart, so that all tables of one measure hang
together whichever way they are cut. Counts of different people or schools lie between the greatest of their groups and
the sum of them; where the figures happen to add up, they are taken to do so, as a reader may suspect it.
"""

import collections
import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Sequence

from reach.report.protection.cells import (
    Cell,
    Counts,
    Population,
    Region,
    Rows,
    are_apart,
    is_within,
    same_region,
    without,
)
from reach.report.protection.declared import MEASURES
from reach.report.protection.groups import Group, Groups, Terms

_ADDS_UP_WITHIN = (
    # (what adds up to no more than the other, the other)
    (("came", "sent_apologies", "no_shows"), ("signed_up",)),
    (("stayed",), ("came",)),
    (("came",), ("times_attended",)),
    (("sent_apologies",), ("times_apologies",)),
)
_ADDS_UP_TO = ((("times_attended", "times_absent", "times_apologies"), ("times_expected",)),)
_MANY = 10
"""A sum that is less may be by chance: it is not taken for granted that its parts have nobody in common."""

_AT_MOST = (("activities", "signed_up"), ("las_reached", "reached"), ("reached", "people"))


@dataclasses.dataclass(frozen=True)
class Relation:
    """The terms' sum is zero, or at most zero."""

    terms: Terms
    is_equal: bool = False


@dataclasses.dataclass
class System:
    """Unknown whole numbers from 0, the cells that are sums of them, and how they hang together."""

    unknowns: int
    cells: list[Cell]
    sums: list[Terms]
    relations: list[Relation]


class Equations:
    """Puts the counts of a pack into one system."""

    def __init__(self, counts: Counts) -> None:
        self._cells = counts.cells
        self._rows = counts.rows
        self._size = 0
        self._relations: list[Relation] = []
        self._groups = {
            population: Groups(
                [cell for cell in self._cells if cell.population == population],
                [rows for rows in self._rows if rows.population == population],
                self._new,
            )
            for population in dict.fromkeys(cell.population for cell in self._cells)
        }
        self._by_place: dict[tuple[str, Population], list[tuple[Cell, Terms]]] = collections.defaultdict(list)

    def system(self) -> System:
        """Give the system."""
        sums = [self._sum_of(cell) for cell in self._cells]
        for cell, terms in zip(self._cells, sums, strict=True):
            self._by_place[cell.measure, cell.population].append((cell, terms))
        self._relate_groups()
        self._relate_different()
        self._relate_measures()
        self._relate_people_to_sign_ups()
        self._relate_populations()
        return System(self._size, self._cells, sums, self._relations)

    # The finest groups

    def _new(self) -> int:
        self._size += 1
        return self._size - 1

    def _sum_of(self, cell: Cell) -> Terms:
        if MEASURES[cell.measure].adds_up:
            return self._groups[cell.population].sum_over(cell.measure, cell.region)
        return {self._new(): 1}

    def _relate_groups(self) -> None:
        """Sign-ups, those who came, times: what holds in each of the finest groups."""
        for groups in self._groups.values():
            for one, other in groups.agreements():
                self._relate(_less(one, other), is_equal=True)
            for way in groups.ways:
                own = {measure: found for (measure, other), found in groups.unknowns.items() if other == way}
                for group in dict.fromkeys(group for found in own.values() for group in found):
                    for parts, wholes in _ADDS_UP_WITHIN:
                        if own.keys() >= {*wholes}:
                            known = [each for each in parts if each in own]
                            self._relate(_difference(own, group, known, wholes))
                    for parts, wholes in _ADDS_UP_TO:
                        if own.keys() >= {*parts, *wholes}:
                            self._relate(_difference(own, group, parts, wholes), is_equal=True)

    # Different people, schools and activities

    def _relate_different(self) -> None:
        """A whole is at least each part of it, and at most their sum."""
        for (measure, population), cells in self._by_place.items():
            if MEASURES[measure].adds_up:
                continue
            for (inner, least), (outer, most) in itertools.permutations(cells, 2):
                if is_within(inner.region, outer.region) and inner.value <= outer.value:
                    self._relate(_less(least, most))
            tables = [rows for rows in self._rows if (rows.measure, rows.population) == (measure, population)]
            for whole, terms in cells:
                for rows in tables:
                    self._relate_to_parts(whole, terms, rows, cells)

    def _relate_to_parts(self, whole: Cell, terms: Terms, rows: Rows, cells: Sequence[tuple[Cell, Terms]]) -> None:
        parts = [
            (cell, own)
            for cell, own in cells
            if any(cell is each for each in rows.cells) and not are_apart(cell.region, whole.region)
        ]
        if not is_within(whole.region, rows.region) or any(cell is whole for cell, _ in parts):
            return
        total = sum(cell.value for cell, _ in parts)
        if whole.value <= total:
            are_parts = all(is_within(cell.region, whole.region) for cell, _ in parts)
            together = _added(own for _, own in parts)
            self._relate(_less(terms, together), is_equal=are_parts and whole.value == total >= _MANY)

    # Between measures

    def _relate_measures(self) -> None:
        """In one group, there are no more activities than sign-ups, and no more schools reached than people."""
        for lesser, greater in _AT_MOST:
            for (measure, population), cells in self._by_place.items():
                if measure != lesser or population.counted_as == "signed_up":
                    continue
                counted_as = population.counted_as if greater == "reached" else None
                other = dataclasses.replace(population, counted_as=counted_as)
                if lesser == "las_reached":
                    cells_above = [
                        pair
                        for (name, whose), pairs in self._by_place.items()
                        if name == greater and dataclasses.replace(whose, counted_as=None) == population
                        for pair in pairs
                    ]
                else:
                    cells_above = self._by_place.get((greater, other), [])
                for (cell, least), (above, most) in itertools.product(cells, cells_above):
                    if same_region(cell.region, above.region) and cell.value <= above.value:
                        self._relate(_less(least, most))

    def _relate_people_to_sign_ups(self) -> None:
        """People of groups that share no sign-up are no more than the sign-ups that came."""
        for rows in self._rows:
            came = [cell for cell, _ in self._by_place.get(("came", rows.population), [])]
            if rows.measure != "people" or not came:
                continue
            known = dict(self._terms_of(rows))
            for region in [rows.region, *_different(without(cell.region, "partner") for cell in rows.cells)]:
                people = [cell for cell in rows.cells if is_within(without(cell.region, "partner"), region)]
                total, most = sum(cell.value for cell in people), _value_over(region, came, self._rows)
                came_there = self._groups[rows.population].sum_over("came", region)
                if most is not None and total <= most and came_there:
                    together = _added(known[id(cell)] for cell in people)
                    self._relate(_less(together, came_there), is_equal=total == most >= _MANY)

    def _terms_of(self, rows: Rows) -> Iterator[tuple[int, Terms]]:
        return ((id(cell), terms) for cell, terms in self._by_place[rows.measure, rows.population])

    # Between populations: phases and terms

    def _relate_populations(self) -> None:
        """One phase is no more than all, a term no more than its year; where they add up, they are taken to."""
        by_measure: dict[str, list[tuple[Cell, Terms]]] = collections.defaultdict(list)
        for (measure, _), cells in self._by_place.items():
            by_measure[measure] += cells
        for cells in by_measure.values():
            for whole, most in cells:
                inner = [
                    (cell, terms)
                    for cell, terms in cells
                    if _is_part(cell.population, whole.population)
                    and is_within(cell.region, whole.region)
                    and cell.value <= whole.value
                ]
                for _, terms in inner:
                    self._relate(_less(terms, most))
                self._relate_sums(whole, most, inner)

    def _relate_sums(self, whole: Cell, most: Terms, inner: Sequence[tuple[Cell, Terms]]) -> None:
        same = [(cell, terms) for cell, terms in inner if same_region(cell.region, whole.region)]
        by_phase = [each for each in same if each[0].population.period == whole.population.period]
        by_term = [each for each in same if each[0].population.phases == whole.population.phases]
        for parts in (by_phase, by_term):
            if len(parts) > 1 and sum(cell.value for cell, _ in parts) == whole.value >= _MANY:
                self._relate(_less(most, _added(terms for _, terms in parts)), is_equal=True)

    def _relate(self, terms: Terms, *, is_equal: bool = False) -> None:
        kept = {unknown: count for unknown, count in terms.items() if count}
        if kept and (is_equal or any(count > 0 for count in kept.values())):
            self._relations.append(Relation(kept, is_equal))


def _difference(
    own: dict[str, dict[Group, int]],
    group: Group,
    parts: Sequence[str],
    wholes: Sequence[str],
) -> Terms:
    added = {own[measure][group]: 1 for measure in parts if group in own[measure]}
    return added | {own[measure][group]: -1 for measure in wholes if group in own[measure]}


def _less(least: Terms, most: Terms) -> Terms:
    """Say that one sum is at most another."""
    terms = collections.Counter(least)
    terms.subtract(most)
    return dict(terms)


def _added(sums: Iterable[Terms]) -> Terms:
    total: collections.Counter[int] = collections.Counter()
    for terms in sums:
        total.update(terms)
    return dict(total)


def _different(regions: Iterable[Region]) -> list[Region]:
    found: list[Region] = []
    for region in regions:
        if not any(same_region(region, each) for each in found):
            found.append(region)
    return found


def _value_over(region: Region, cells: Sequence[Cell], tables: Sequence[Rows]) -> int | None:
    """Give the true count of a region, where a cell or some rows of a table make it up."""
    for cell in cells:
        if same_region(cell.region, region):
            return cell.value
    for rows in tables:
        own = [cell for cell in rows.cells if any(cell is each for each in cells)]
        if own and is_within(region, rows.region):
            inside = [cell for cell in own if not are_apart(cell.region, region)]
            if all(is_within(cell.region, region) for cell in inside):
                return sum(cell.value for cell in inside)
    return None


def _is_part(one: Population, other: Population) -> bool:
    """Whether one population is a smaller one within the other."""
    return (
        one != other
        and one.academic_year == other.academic_year
        and one.counted_as == other.counted_as
        and (one.period == other.period or other.period == "year")
        and (one.phases <= other.phases or other.phases == {"all"})
        and one.independent <= other.independent
    )

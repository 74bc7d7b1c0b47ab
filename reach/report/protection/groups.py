"""The finest groups that a pack's tables tell apart, of whatever adds up: each an unknown whole number.

Tables that part the same people in different ways (by programme, by length) need not be crossed: any two such tables
with equal totals can be. So each way of telling groups apart has unknowns of its own; ways agree on what they share.
"""

import collections
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

from reach.report.protection.cells import Cell, Region, Rows, are_apart, is_within
from reach.report.protection.declared import MEASURES

Terms = dict[int, int]
"""Unknowns with how often each counts."""

Way = tuple[str, ...]
"""Dimensions that are told apart together."""

Group = tuple[frozenset[str], ...]

_OPEN = ("mode", "length")
"""Dimensions whose groups are known from the tables alone: there may be others."""


class Groups:
    """The unknowns of one population."""

    def __init__(self, cells: Sequence[Cell], tables: Sequence[Rows], new: Callable[[], int]) -> None:
        cells = [cell for cell in cells if MEASURES[cell.measure].adds_up]
        names = sorted({name for cell in cells for name in cell.region})
        self._whole = {
            name: frozenset().union(*(cell.region[name] for cell in cells if name in cell.region)) for name in names
        }
        for name in set(names) & set(_OPEN):
            self._whole[name] |= {"…others"}
        self._classes = {name: _classes([cell.region[name] for cell in cells if name in cell.region]) for name in names}
        for name in set(names) & set(_OPEN):
            self._classes[name].append(frozenset({"…others"}))
        self.ways = _widest(self._narrowed(cell.region) for cell in cells)
        self.unknowns: dict[tuple[str, Way], dict[Group, int]] = {}
        for measure in dict.fromkeys(cell.measure for cell in cells):
            own = [cell for cell in cells if cell.measure == measure]
            nothing = list(_known_to_be_none(own, [rows for rows in tables if rows.measure == measure]))
            for way in dict.fromkeys(self._way_of(cell.region) for cell in own):
                self.unknowns[measure, way] = {
                    group: new()
                    for group in itertools.product(*(self._classes[name] for name in way))
                    if not self._is_none(self._region(way, group), nothing)
                }

    def sum_over(self, measure: str, region: Region) -> Terms:
        """Give the unknowns that a region is made of; none where it cannot be told apart."""
        narrowed = set(self._narrowed(region))
        for way in self.ways:
            groups = self.unknowns.get((measure, way))
            if groups is not None and narrowed <= set(way):
                return {
                    unknown: 1
                    for group, unknown in groups.items()
                    if all(values <= region.get(name, values) for name, values in zip(way, group, strict=True))
                }
        return {}

    def agreements(self) -> Iterator[tuple[Terms, Terms]]:
        """Give pairs of sums that are the same, as two ways tell the same people apart."""
        for (measure, one), (other_measure, other) in itertools.combinations(self.unknowns, 2):
            if measure != other_measure:
                continue
            shared = [name for name in one if name in other]
            for values in itertools.product(*(self._classes[name] for name in shared)):
                same = dict(zip(shared, values, strict=True))
                yield self._with(measure, one, same), self._with(measure, other, same)

    def _with(self, measure: str, way: Way, same: Region) -> Terms:
        return {
            unknown: 1
            for group, unknown in self.unknowns[measure, way].items()
            if all(dict(zip(way, group, strict=True))[name] == values for name, values in same.items())
        }

    def _narrowed(self, region: Region) -> Way:
        return tuple(name for name, whole in self._whole.items() if name in region and region[name] != whole)

    def _way_of(self, region: Region) -> Way:
        narrowed = set(self._narrowed(region))
        return next(way for way in self.ways if narrowed <= set(way))

    def _region(self, way: Way, group: Group) -> Region:
        return self._whole | dict(zip(way, group, strict=True))

    def _is_none(self, region: Region, nothing: Iterable[tuple[Region, Sequence[Region]]]) -> bool:
        return any(
            is_within(region, whole) and all(are_apart(region, part) for part in parts) for whole, parts in nothing
        )


def _known_to_be_none(cells: Iterable[Cell], tables: Iterable[Rows]) -> Iterator[tuple[Region, list[Region]]]:
    """Give regions in which there is nobody, but in some parts of them."""
    for rows in tables:
        yield rows.region, [cell.region for cell in rows.cells if cell.value]
    for cell in cells:
        if not cell.value:
            yield cell.region, []


def _widest(ways: Iterable[Way]) -> list[Way]:
    """Give the ways that are no part of another."""
    different = list(dict.fromkeys(ways))
    return [way for way in different if not any(set(way) < set(other) for other in different)]


def _classes(regions: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Put together the values of a dimension that no cell tells apart."""
    different = list(dict.fromkeys(regions))
    signs: dict[tuple[bool, ...], set[str]] = collections.defaultdict(set)
    for value in sorted({value for values in different for value in values}):
        signs[tuple(value in values for values in different)].add(value)
    return [frozenset(values) for values in signs.values()]

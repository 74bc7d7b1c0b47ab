"""The counts in a pack's answers: each once, wherever it is shown, with what it is a count of."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import pandas as pd

from reach.queries import Result
from reach.report.answers import Question
from reach.report.protection.declared import MEASURES, OF_ALL, TABLES, Table
from reach.settings import Settings

Region = Mapping[str, frozenset[str]]
"""Which groups are counted, by dimension. A dimension that is not there is counted whole."""


@dataclasses.dataclass(frozen=True)
class Population:
    """Of whom groups are counted. counted_as: where schools reached are counted."""

    academic_year: str
    period: str
    phases: frozenset[str]
    independent: bool
    counted_as: str | None = None


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a count is shown."""

    question: Question
    row: int
    column: str


@dataclasses.dataclass
class Cell:
    """A count: measure, population and region say what it is; every place shows the same number."""

    measure: str
    population: Population
    region: Region
    value: int
    size: int
    """How many activities it is of, where the table says so."""
    places: list[Place]

    @property
    def counts(self) -> str:
        """Whom or what it counts."""
        return MEASURES[self.measure].counts

    @property
    def price(self) -> int:
        """How much is lost when it is hidden: what many activities are behind costs a little more."""
        return 100 * MEASURES[self.measure].price * max(_weight(place) for place in self.places) + min(self.size, 99)


@dataclasses.dataclass
class Rows:
    """One measure's column of one table: its cells are all there is of the region, in groups apart."""

    measure: str
    population: Population
    region: Region
    cells: list[Cell]


class Counts:
    """Every count in a pack's answers."""

    def __init__(self, given: Mapping[Question, Result], settings: Settings) -> None:
        self._programmes = {each.code: each for each in settings.programmes}
        self._known: dict[Any, Cell] = {}
        self.rows: list[Rows] = []
        for question, result in given.items():
            table = TABLES.get(question.query)
            if table is not None:
                self._read(question, table, result.frame)

    @property
    def cells(self) -> list[Cell]:
        """Every count, in the order in which it was first asked."""
        return list(self._known.values())

    def _read(self, question: Question, table: Table, frame: pd.DataFrame) -> None:
        whole = self._region(question)
        parts: dict[tuple[str, Population], list[Cell]] = {}
        for row, values in enumerate(frame.to_dict("records")):
            region = self._part_of(whole, table, values)
            population = _population(question, table, values)
            for column, measure in table.counts.items():
                if pd.isna(values[column]):
                    continue
                name = str(values[table.measure_in]) if table.measure_in else measure
                size = int(values.get("activities", 0))
                cell = self._cell(name, population, region, values[column], Place(question, row, column), size)
                parts.setdefault((name, cell.population), []).append(cell)
            for column, measure in table.in_all.items():
                self._cell(measure, population, whole, values[column], Place(question, row, column))
        for (measure, population), cells in parts.items():
            self.rows.append(Rows(measure, population, whole, cells))

    def _cell(
        self, measure: str, population: Population, region: Region, value: Any, place: Place, size: int = 0
    ) -> Cell:
        if measure == "reached":
            population = dataclasses.replace(population, counted_as=place.question.filters.counted_as)
        # By value, too: were two tables ever to differ, neither would be taken for the other.
        key = (measure, population, frozenset(region.items()), int(value))
        cell = self._known.setdefault(key, Cell(measure, population, region, int(value), size, []))
        cell.places.append(place)
        return cell

    def _region(self, question: Question) -> Region:
        filters = question.filters
        return {
            "la": frozenset(filters.la_codes),
            "programme": frozenset(
                code
                for code, programme in self._programmes.items()
                if programme.strand in filters.strands and (filters.light_touch or not programme.light_touch)
            ),
        }

    def _part_of(self, whole: Region, table: Table, values: Mapping[Any, Any]) -> Region:
        region = dict(whole)
        for dimension, column in table.groups.items():
            if dimension == "strand":
                region["programme"] = frozenset(
                    code for code in whole["programme"] if self._programmes[code].strand == values[column]
                )
            else:
                region[dimension] = frozenset([str(values[column])])
        return region


def _population(question: Question, table: Table, values: Mapping[Any, Any]) -> Population:
    filters = question.filters
    population = Population(
        filters.academic_year,
        filters.period,
        frozenset(["all"] if filters.has_all_phases else filters.phases),
        filters.independent,
    )
    if table.population_in == "phase":
        return dataclasses.replace(population, phases=frozenset([values["phase"]]))
    if table.population_in == "period":
        return dataclasses.replace(population, period=str(values["period"]))
    return population


def _weight(place: Place) -> int:
    table = TABLES[place.question.query]
    return OF_ALL if place.column in table.in_all or not table.is_of_groups else 1


def is_within(inner: Region, outer: Region) -> bool:
    """Whether all that is counted in one region is counted in the other."""
    return all(dimension in inner and inner[dimension] <= values for dimension, values in outer.items())


def are_apart(one: Region, other: Region) -> bool:
    """Whether nothing is counted in both regions."""
    return any(not one[dimension] & other[dimension] for dimension in one.keys() & other.keys())


def same_region(one: Region, other: Region) -> bool:
    """Whether two regions are one."""
    return dict(one) == dict(other)


def without(region: Region, *dimensions: str) -> Region:
    """Give a region with some dimensions counted whole."""
    return {name: values for name, values in region.items() if name not in dimensions}

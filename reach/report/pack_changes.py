"""What a pack shows now against what the last one by the same recipe showed: the figures that differ."""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from typing import Any

from reach import columns
from reach.columns import Kind
from reach.errors import ReachError
from reach.report import record
from reach.report.answers import NotOnRecordError
from reach.report.packs import Pack, Section
from reach.report.recipes import Recipe, RecipeError
from reach.report.tables import Column, columns_of, rows_of
from reach.store import Store, Version, listing

NONE = "–"
"""What stands in place of a figure that one of the two packs does not have."""
_NOTE = "note"
_NAMES = (Kind.TEXT, Kind.SCHOOL)
"""Kinds of columns that name what a row is about."""


@dataclasses.dataclass(frozen=True)
class PackChange:
    """One difference: in which chart or section, in which row, what, and what it said then and says now."""

    where: str
    row: str
    what: str
    then: str
    now: str

    @property
    def in_words(self) -> str:
        """The change on one line."""
        what = ", ".join(part for part in (self.row, self.what) if part)
        return f"{self.where}: {f'{what}: ' if what else ''}{self.then}, now {self.now}"


@dataclasses.dataclass(frozen=True)
class Comparison:
    """A pack against the last one by its recipe.

    last_pack: the number of the last one on record; None where there is none. changes: None where the two cannot be
    compared, as the last one was made by an earlier dashboard.
    """

    last_pack: int | None
    changes: list[PackChange] | None

    @property
    def is_same(self) -> bool:
        """Whether the pack shows exactly what the last one showed."""
        return self.changes == []


def compare_with_last(store: Store, pack: Pack) -> Comparison:
    """Compare a pack with the last one on record that was made by the same recipe."""
    last = last_pack_by(store.read(), pack.recipe)
    if last is None:
        return Comparison(None, None)
    try:
        then = record.made_again(store, last)
    except (NotOnRecordError, RecipeError):
        return Comparison(last, None)
    return Comparison(last, changes_between(then, pack) if then.is_whole else None)


def last_pack_by(version: Version, recipe: Recipe) -> int | None:
    """Return the number of the last pack on record by exactly this recipe; None where there is none."""
    for row in listing.packs(version):
        try:
            is_by_it = Recipe.from_json(row["recipe"]) == recipe
        except ReachError:
            continue  # of an earlier dashboard
        if is_by_it:
            return int(row["pack"])
    return None


def changes_between(then: Pack, now: Pack) -> list[PackChange]:
    """Return each figure, row and chart that two packs show differently, as people see them: rounded is rounded.

    Where no figure differs, sentences that do are returned: a list of names can change without a number.
    """
    before, after = _tables(then), _tables(now)
    found: list[PackChange] = []
    for key, (title, rows) in after.items():
        if key in before:
            found += _row_changes(title, before[key][1], rows)
        else:
            found.append(PackChange(title, "", "", NONE, "in the pack"))
    found += [PackChange(title, "", "", "in the pack", NONE) for key, (title, _) in before.items() if key not in after]
    return found or list(_sentence_changes(then, now))


@dataclasses.dataclass(frozen=True)
class _Row:
    """A row of a table: what it is about, in words, and its numbers by heading."""

    about: str
    numbers: dict[str, str]


_Rows = dict[tuple[Any, ...], _Row]
"""Rows by all texts that say which row each is."""


def _tables(pack: Pack) -> dict[tuple[Any, ...], tuple[str, _Rows]]:
    """Return the title and the rows of each exhibit, by what it is, whatever its title says of the time."""
    found: dict[tuple[Any, ...], tuple[str, _Rows]] = {}
    seen: Counter[tuple[Any, ...]] = Counter()
    for section in pack.sections:
        for numbered in section.exhibits:
            exhibit = numbered.exhibit
            key = (section.key, exhibit.result.query.name, exhibit.result.filters, exhibit.chosen)
            seen[key] += 1
            found[(*key, seen[key])] = (exhibit.title, _rows(columns_of(exhibit)))
    return found


def _rows(shown: list[Column]) -> _Rows:
    found: _Rows = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for cells in rows_of(shown):
        named = list(zip(shown, cells, strict=True))
        texts = tuple(cell for column, cell in named if not _is_compared(column))
        seen[texts] += 1
        found[(*texts, seen[texts])] = _Row(
            ", ".join(cell for column, cell in named if cell and _names_row(column)),
            {columns.label(column.name): cell for column, cell in named if _is_compared(column)},
        )
    return found


def _is_compared(column: Column) -> bool:
    """Whether a column is compared, rather than saying which row is compared."""
    declared = columns.DECLARED.get(column.name)
    return column.name == _NOTE or (declared is not None and declared.is_measured)


def _names_row(column: Column) -> bool:
    return column.name != _NOTE and columns.kind(column.name) in _NAMES


def _row_changes(title: str, then: _Rows, now: _Rows) -> Iterator[PackChange]:
    for key in [*then, *(key for key in now if key not in then)]:
        before, after = then.get(key), now.get(key)
        if before is None or after is None:
            about = (before or after or _Row("", {})).about
            yield PackChange(title, about, "", _whole(before), _whole(after))
            continue
        for what in [*before.numbers, *(what for what in after.numbers if what not in before.numbers)]:
            was, is_now = before.numbers.get(what, ""), after.numbers.get(what, "")
            if was != is_now:
                yield PackChange(title, after.about, what, was or NONE, is_now or NONE)


def _whole(row: _Row | None) -> str:
    if row is None:
        return NONE
    return ", ".join(f"{what} {cell}" for what, cell in row.numbers.items() if cell) or "listed"


def _sentence_changes(then: Pack, now: Pack) -> Iterator[PackChange]:
    before = {text for section in then.sections for text in _texts(section)}
    for section in now.sections:
        for text in _texts(section):
            if text not in before:
                yield PackChange(section.title, "", "Text", NONE, text)


def _texts(section: Section) -> list[str]:
    return [
        *(headline.text for headline in section.headlines),
        *section.paragraphs,
        *(numbered.exhibit.sentence for numbered in section.exhibits),
    ]

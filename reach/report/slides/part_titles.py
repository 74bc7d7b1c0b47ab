"""Titles of the slides that an exhibit takes when one does not hold it: each says what stands on its own slide."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from reach import formats
from reach.charts.chart import CategoryChart
from reach.report.slides.highlights import is_named
from reach.report.slides.tables import Table


def part_titles(
    parts: Sequence[Any],
    finding: str,
    subject: str,
    *,
    has_topic: bool,
    has_room: Callable[[str], bool],
    taken: Collection[str],
) -> list[str]:
    """Return a title for each part of an exhibit that is true of the part, none twice and none that is taken.

    The first keeps the finding where everything that the finding names stands on it. The others name their first and
    last row, and the columns where columns are parted. subject: what the exhibit shows; has_topic: whether it
    stands above the title. has_room: whether a title fits whole.
    """
    titles: list[str] = []
    used = set(taken)
    for number, names in enumerate(_names_of(parts), start=1):
        candidates = [*([names] if has_topic else []), f"{subject}: {names}"] if names else []
        if number == 1 and _stands_on_first(parts, finding):
            candidates.insert(0, finding)
        candidates.append(f"{subject}, part {number} of {len(parts)}")
        title = next((each for each in candidates if each not in used and has_room(each)), candidates[-1])
        used.add(title)
        titles.append(title)
    return titles


def _stands_on_first(parts: Sequence[Any], finding: str) -> bool:
    """Return whether the finding names something of the first part, and nothing of the others that is not in it."""
    first, *rest = map(_rows_of, parts)
    elsewhere = {name for names in rest for name in names} - set(first)
    return any(is_named(name, finding) for name in first) and not any(is_named(name, finding) for name in elsewhere)


def _names_of(parts: Sequence[Any]) -> list[str]:
    """Return what each part shows: "Halton (69%) to Wirral (52%)"; "" for what has no rows."""
    rows = [_row_names(part) for part in parts]
    columns = [part.heading[1:] if isinstance(part, Table) else () for part in parts]
    are_rows_parted = any(each != rows[0] for each in rows)
    are_columns_parted = any(each != columns[0] for each in columns)
    names = []
    for of_rows, of_columns in zip(rows, columns, strict=True):
        spans = [
            *([_span(of_rows)] if of_rows and (are_rows_parted or not are_columns_parted) else []),
            *([_span(of_columns)] if of_columns and are_columns_parted else []),
        ]
        names.append(formats.capitalised("; ".join(spans)))
    return names


def _span(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def _rows_of(part: Any) -> list[str]:
    """Return the names of a part's rows, without those of totals, which stand on each."""
    if isinstance(part, CategoryChart):
        own = part.categories[: len(part.categories) - part.totals_at_end]
        return [" ".join(each.name.split()) for each in own]
    return [" ".join(row[0].text.split()) for row in part.rows] if isinstance(part, Table) else []


def _row_names(part: Any) -> list[str]:
    """Return the names of a part's rows, each with its value where the bars are one row in order of their values."""
    names = _rows_of(part)
    if not isinstance(part, CategoryChart):
        return names
    bars = [series for series in part.series if series.kind == "bar"]
    if len(bars) != 1:
        return names
    points = bars[0].points[: len(names)]
    values = [point.value for point in points if point.value is not None and point.label.bold and not point.is_few]
    if len(values) < len(points) or values != sorted(values, reverse=True):
        return names
    return [f"{name} ({point.label.bold})" for name, point in zip(names, points, strict=True)]

"""A pack as an accessible workbook: a cover, contents, what is said, how it is counted, and a sheet a table.

After the tables stand all figures as one long table, and what each measure is.

Laid out by gptables as the Government Analysis Function asks: one table a sheet, real headings, no merged cells.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import gptables
import pandas as pd

from reach import columns, formats
from reach.exhibit import Exhibit
from reach.exports.workbooks import cell_of, figures_table, labelled, safe, workbook_of
from reach.report.packs import Pack

COVER, CONTENTS, SENTENCES, NOTES = "Cover", "Contents", "What is said", "Notes"
ALL_FIGURES, DICTIONARY = "All figures", "Data dictionary"
"""The sheets before those of figures."""
_LONG = ("Table", "Of", "Measure", "Value")
_KINDS = {
    columns.Kind.COUNT: "a number of whole things",
    columns.Kind.SHARE: "a share, between 0 and 1",
    columns.Kind.POINTS: "a difference between two shares, in percentage points",
    columns.Kind.NUMBER: "a number that was worked out",
    columns.Kind.DECIMAL: "a number with a decimal",
    columns.Kind.SCORE: "a score",
    columns.Kind.WEIGHT: "a weight, between 0 and 1",
    columns.Kind.CODE: "a number that only names something",
    columns.Kind.URN: "a school’s unique reference number",
    columns.Kind.SCHOOL: "a school’s name",
    columns.Kind.DAY: "a day",
    columns.Kind.FLAG: "yes or no",
}
"""What values are, in words; of other kinds the heading says it."""
_WHOM = {each: each.value for each in columns.Of}
_WIDTH = 72
"""Letters."""


def write(pack: Pack) -> bytes:
    """Give the workbook."""
    sheets = {SENTENCES: _sentences(pack), NOTES: _notes(pack)}
    for numbered in pack.exhibits:
        title = f"{numbered.number} {numbered.exhibit.title}"
        name = f"figures_{numbered.number.replace('.', '_')}"
        sheets[f"Table {numbered.number}"] = figures_table(numbered.exhibit, name, NOTES, title)
    sheets |= {ALL_FIGURES: _all_figures(pack), DICTIONARY: _dictionary(pack)}
    return workbook_of(
        sheets,
        _cover(pack),
        title=f"{pack.title}: {pack.subtitle}",
        subject=f"As at {pack.as_at}. {pack.output_class}",
        author=pack.settings.hub.name,
        contents=CONTENTS,
    )


def _cover(pack: Pack) -> gptables.Cover:
    tables = sum(1 for _ in pack.exhibits)
    return gptables.Cover(
        cover_label=COVER,
        title=safe(pack.title),
        intro=[cell_of(f"{pack.subtitle}. As at {pack.as_at}."), *_warning(pack)],
        about=[
            *(labelled(what, which) for what, which in pack.stamp),
            labelled(
                "Sheets",
                f"“{SENTENCES}”, “{NOTES}”, a sheet for each of {tables} tables, “{ALL_FIGURES}” and “{DICTIONARY}”; "
                f"“{CONTENTS}” lists them",
            ),
        ],
        contact=[cell_of(pack.settings.hub.name)],
        width=_WIDTH,
    )


def _warning(pack: Pack) -> list[object]:
    if not pack.total.is_demonstration:
        return []
    return [cell_of("Demonstration: schools, people and figures are invented.")]


def _sentences(pack: Pack) -> gptables.GPTable:
    """Give every sentence of the pack as a table, each with the table that it is of."""
    rows: list[tuple[str, str, str]] = []
    for section in pack.sections:
        rows += [(section.title, "", headline.text) for headline in section.headlines]
        if section.summary and section.summary.england:
            rows.append((section.title, "", section.summary.england))
        rows += [(section.title, "", paragraph) for paragraph in section.paragraphs]
        rows += [
            (section.title, f"Table {numbered.number}", text)
            for numbered in section.exhibits
            for text in (numbered.title and f"{numbered.title}.", numbered.text_with_notes)
            if text
        ]
    return _table_of_texts("said", "What is said", ("Section", "Table", "Sentence"), rows)


def _notes(pack: Pack) -> gptables.GPTable:
    """Give what every table is and how it is counted, and every word's meaning, as a table."""
    rows = [
        (f"Table {numbered.number}", f"{numbered.exhibit.title}. {numbered.exhibit.definition}")
        for numbered in pack.exhibits
    ]
    rows += [
        (f"Table {numbered.number}, {what.lower()}", which)
        for numbered in pack.exhibits
        for what, which in numbered.exhibit.chosen
    ]
    rows += [(word.name, word.meaning) for section in pack.sections for word in section.words]
    rows.append(("[x]", "None, or not known."))
    if pack.recipe.audience == "public":
        explained = {name for name, _ in rows}
        rows += [(symbol, meaning) for symbol, meaning in formats.SYMBOLS.items() if symbol not in explained]
    return _table_of_texts("notes", "How the figures are counted", ("Table or word", "Meaning"), rows)


def _all_figures(pack: Pack) -> gptables.GPTable:
    """Give every number of the pack, a row each, for people who make tables of their own."""
    rows = [
        {"Table": f"Table {numbered.number}", **row}
        for numbered in pack.exhibits
        for row in _figures_of(numbered.exhibit)
    ]
    frame = pd.DataFrame(rows or [dict.fromkeys(_LONG, "There are none.")], columns=list(_LONG), dtype=object)
    return gptables.GPTable(
        table=frame,
        table_name="all_figures",
        title="All figures",
        subtitles=[safe(f"{pack.subtitle}, as at {pack.as_at}")],
        instructions="This sheet holds one table: a row for each number of the tables before it. Shares are between 0 "
        f"and 1. What each measure is stands on the sheet “{DICTIONARY}”.",
        index_columns={},
        additional_formatting=[{"column": {"columns": ["Value"], "format": {"num_format": "#,##0.0##"}}}],
    )


def _figures_of(exhibit: Exhibit) -> Iterator[dict[str, Any]]:
    frame = exhibit.result.frame
    headings = columns.headings(frame)
    names = [name for name in headings if columns.kind(name) is not None]
    measured = [name for name in names if columns.DECLARED[name].is_measured]
    keys = [name for name in names if name not in measured and columns.kind(name) is not columns.Kind.BLANK]
    for position, values in enumerate(frame.astype(object).to_dict("records")):
        of = ", ".join(formats.cell(name, values[name]) for name in keys if not pd.isna(values[name]))
        for name in measured:
            symbol = exhibit.result.symbols.get((position, name))
            if symbol is None and pd.isna(values[name]):
                continue
            yield {
                "Of": cell_of(of) if of else "[z]",
                "Measure": headings[name],
                "Value": formats.symbol(symbol) if symbol is not None else values[name],
            }


def _dictionary(pack: Pack) -> gptables.GPTable:
    """Say what every measure of the pack's tables is."""
    used = {
        (heading, columns.DECLARED[name])
        for numbered in pack.exhibits
        for name, heading in columns.headings(numbered.exhibit.result.frame).items()
        if name in columns.DECLARED
    }
    rows = [
        (heading, _KINDS.get(column.kind, ""), _WHOM[column.of], column.name)
        for heading, column in sorted(used, key=lambda each: (each[0], each[1].name))
    ]
    return _table_of_texts(
        "dictionary", "Data dictionary", ("Column", "What it is", "Counts", "Name in CSV files"), rows
    )


def _table_of_texts(
    name: str, title: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> gptables.GPTable:
    cells = [[cell_of(text) if text else "[z]" for text in row] for row in rows]
    return gptables.GPTable(
        table=pd.DataFrame(cells or [["There are none."] * len(headings)], columns=list(headings), dtype=object),
        table_name=name,
        title=title,
        instructions="This sheet holds one table. [z] stands for “does not apply”.",
        index_columns={},
    )

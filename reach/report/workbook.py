"""A pack as an accessible workbook: a cover, contents, what is said, how it is counted, and a sheet a table.

Laid out by gptables as the Government Analysis Function asks: one table a sheet, real headings, no merged cells.
"""

from collections.abc import Sequence

import gptables
import pandas as pd

from reach import formats
from reach.exports.workbooks import cell_of, figures_table, labelled, safe, workbook_of
from reach.report.packs import Pack

COVER, CONTENTS, SENTENCES, NOTES = "Cover", "Contents", "What is said", "Notes"
"""The sheets before those of figures."""
_WIDTH = 72
"""Letters."""


def write(pack: Pack) -> bytes:
    """Give the workbook."""
    sheets = {SENTENCES: _sentences(pack), NOTES: _notes(pack)}
    for numbered in pack.exhibits:
        title = f"{numbered.number} {numbered.exhibit.title}"
        name = f"figures_{numbered.number.replace('.', '_')}"
        sheets[f"Table {numbered.number}"] = figures_table(numbered.exhibit, name, NOTES, title)
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
                "Sheets", f"“{SENTENCES}”, “{NOTES}”, and a sheet for each of {tables} tables; “{CONTENTS}” lists them"
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
        rows += [(section.title, "", paragraph) for paragraph in section.paragraphs]
        rows += [
            (section.title, f"Table {numbered.number}", numbered.exhibit.sentence) for numbered in section.exhibits
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
    rows += [("[x]", "None, or not known."), *(formats.SYMBOLS.items() if pack.recipe.audience == "public" else ())]
    return _table_of_texts("notes", "How the figures are counted", ("Table or word", "Meaning"), rows)


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

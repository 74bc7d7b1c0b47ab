"""Output of the command line: tables, CSV, JSON, sentences, and a progress bar."""

import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from reach import columns
from reach.exports.tables import csv_text
from reach.progress import OnProgress, TimeLeft

ListFormat = StrEnum("ListFormat", {"table": "table", "csv": "csv", "json": "json"})


def print_rows(rows: list[dict[str, Any]], columns: Sequence[str], output: ListFormat, title: str) -> None:
    """Print rows in a format; columns are those of a CSV."""
    match output:
        case ListFormat.json:
            print_json(rows)
        case ListFormat.csv:
            print_csv(pd.DataFrame(rows, columns=list(columns), dtype=object))
        case _:
            print_table(rows, title)


def print_csv(frame: pd.DataFrame) -> None:
    """Print a frame for spreadsheets and other programs."""
    sys.stdout.write(csv_text(frame, line_end="\n"))


def print_json(rows: list[dict[str, Any]]) -> None:
    """Print rows for other programs."""
    sys.stdout.write(json.dumps(rows, ensure_ascii=False, default=str) + "\n")


def print_table(rows: list[dict[str, Any]], title: str) -> None:
    """Print rows as a table that people read."""
    console = Console()
    table = Table(title=title, title_justify="left")
    for column in rows[0] if rows else ():
        is_number = all(isinstance(row[column], int | float) for row in rows)
        table.add_column(
            column.replace("_", " "), justify="right" if is_number else "left", overflow="fold", no_wrap=is_number
        )
    for row in rows:
        table.add_row(*(_cell(column, value) for column, value in row.items()))
    if rows:
        console.print(table)
    else:
        console.print(f"{title}: none.", markup=False)


def _cell(column: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1%}" if columns.kind(column) is columns.Kind.SHARE else f"{value:g}"
    return str(value).replace("[", "\\[")


def say(text: str) -> None:
    """Print a sentence, as it is."""
    Console(highlight=False).print(text, markup=False, soft_wrap=True)


@contextlib.contextmanager
def progress(*, quiet: bool) -> Iterator[OnProgress]:
    """Show a progress bar on standard error during slow work."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    ) as progress:
        task = progress.add_task("Starting", total=1.0)
        time_left = TimeLeft()
        yield lambda doing, share: progress.update(task, description=time_left.beside(doing, share), completed=share)

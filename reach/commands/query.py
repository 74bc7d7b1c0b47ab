"""The command that asks one of the queries in queries/."""

import re
from typing import Annotated, Any

import pandas as pd
import typer

from reach import queries
from reach.commands.options import with_filters
from reach.commands.terminal import ListFormat, print_csv, print_json, print_rows, print_table
from reach.filters import Filters
from reach.store import Store


@with_filters
def query_command(
    context: typer.Context,
    chosen: dict[str, Any],
    name: Annotated[str | None, typer.Argument(help="The query's name; see --list.")] = None,
    choose: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help=f"Any of {', '.join(queries.CHOICES)}, where a query asks for it."),
    ] = None,
    output: Annotated[ListFormat, typer.Option("--format", help="How to print the answer.")] = ListFormat.table,
    list_them: Annotated[bool, typer.Option("--list", help="List the queries there are.")] = False,
) -> None:
    """Ask one of the queries in queries/."""
    if list_them:
        print_rows(
            [{"name": each, "answers": queries.load(each).answers} for each in queries.names()],
            ("name", "answers"),
            output,
            "Queries",
        )
        return
    if name is None or "academic_year" not in chosen:
        raise typer.BadParameter("Give a query's name and --year, or --list.")
    store = Store(context.obj)
    filters = Filters.choose(store.settings, **chosen)
    result = queries.run(name, filters, store.read(), dict(map(_choice, choose or ())))
    match output:
        case ListFormat.csv:
            print_csv(result.frame)
        case ListFormat.json:
            print_json(_records(result.frame))
        case _:
            as_at = result.as_at or "no establishment register"
            not_applied = ", ".join(result.filters_not_applied(store.settings))
            ignored = f". {queries.NOT_APPLIED}: {not_applied}" if not_applied else ""
            print_table(_records(result.frame), f"{result.query.answers} As at {as_at}{ignored}")


def _choice(text: str) -> tuple[str, str | int]:
    """Read "weight_size=30"; whole numbers as such."""
    name, is_given, value = text.partition("=")
    if name not in queries.CHOICES or not is_given:
        raise typer.BadParameter(f"{text} is not NAME=VALUE of a choice there is.", param_hint="--choose")
    return name, int(value) if re.fullmatch(r"\d{1,9}", value, re.ASCII) else value


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return plain values: a blank is None, a day is a date."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [
        {str(column): value.date() if isinstance(value, pd.Timestamp) else value for column, value in row.items()}
        for row in plain.to_dict("records")
    ]

"""Options that several commands share: a day, and one option for each filter."""

import datetime as dt
import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from reach.filter_kinds import Filter, Several, Switch
from reach.filters import FILTERS
from reach.ingest.dates import day


def day_option(text: str | None, option: str = "--date") -> dt.date | None:
    """Return the day of an option. Raises BadParameter for a text that is not a day."""
    if text is None:
        return None
    found = day(text)
    if found is None:
        raise typer.BadParameter(f"{text} is not a day; write it as 14/10/2026.", param_hint=option)
    return found


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Return the command with an option for each filter, in the place of its parameter `chosen`.

    `chosen` holds the values of the options that were used, by field of Filters.
    """
    own = list(inspect.signature(command, eval_str=True).parameters.values())
    place = [each.name for each in own].index("chosen")
    filter_options = [
        inspect.Parameter(each.key, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_option(each))
        for each in FILTERS
    ]
    by_keyword = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
    parameters = [*by_keyword[:place], *filter_options, *by_keyword[place + 1 :]]

    @functools.wraps(command)
    def with_options(**options: Any) -> None:
        values = {each.name: options.pop(each.key) for each in FILTERS}
        command(**options, chosen={name: value for name, value in values.items() if value not in (None, [])})

    # typer reads both.
    with_options.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {each.name: each.annotation for each in parameters}
    return with_options


def _option(declared: Filter) -> Any:
    name = f"--{declared.key.replace('_', '-')}"
    if isinstance(declared, Switch):
        return Annotated[bool | None, typer.Option(f"{name}/--no-{name[2:]}", help=declared.option_help)]
    kind: Any = list[str] if isinstance(declared, Several) else str
    default = f" Default: {declared.usual}." if isinstance(declared.usual, str) else ""
    return Annotated[kind | None, typer.Option(name, help=f"{declared.option_help}{default}")]

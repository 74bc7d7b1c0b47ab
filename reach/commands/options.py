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
    """Give a command an option for each filter, in the place of its parameter `chosen`.

    The command gets what was given, by field of Filters; what was not given is not in it.
    """
    own = list(inspect.signature(command, eval_str=True).parameters.values())
    place = [each.name for each in own].index("chosen")
    options = [
        inspect.Parameter(each.key, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_option(each))
        for each in FILTERS
    ]
    by_keyword = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
    parameters = [*by_keyword[:place], *options, *by_keyword[place + 1 :]]

    @functools.wraps(command)
    def with_options(**given: Any) -> None:
        values = {each.name: given.pop(each.key) for each in FILTERS}
        command(**given, chosen={name: value for name, value in values.items() if value not in (None, [])})

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

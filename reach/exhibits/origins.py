"""The origin of an exhibit as text, from which it is made again: with later figures, or from a recorded pack."""

import importlib
import inspect
import json
import pkgutil
import typing
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

import reach.exhibits
from reach.errors import ReachError
from reach.exhibit import Exhibit, Origin
from reach.exhibits.query_context import QueryContext

_PACKAGE = reach.exhibits.__name__
_RENAMED_MODULES = {"calling": "call_list"}
"""Former names of modules, as recipes and packs on record have them."""


class OriginError(ReachError):
    """An exhibit cannot be made again: it does not exist, or its options do not fit."""


def origin_of(make: Callable[..., Exhibit], options: Mapping[str, Any]) -> Origin:
    """Return the origin of an exhibit: its function's name within reach.exhibits, and its options as JSON."""
    place = f"{make.__module__}.{make.__qualname__}".removeprefix(f"{_PACKAGE}.")
    hints = _hints_of_options(make)
    plain = {name: TypeAdapter(hints[name]).dump_python(value, mode="json") for name, value in options.items()}
    return Origin(place, json.dumps(plain, ensure_ascii=False, sort_keys=True))


def make_again(origin: Origin, context: QueryContext) -> Exhibit:
    """Return an exhibit made again from its origin.

    Raises OriginError for a name that is not an exhibit of reach.exhibits, and for options that do not fit.
    """
    make = _exhibit_function(origin.make)
    hints = _hints_of_options(make)
    try:
        values = json.loads(origin.options)
        options = {name: TypeAdapter(hints[name]).validate_python(value) for name, value in values.items()}
        inspect.signature(make).bind(context, **options)
    except (ValidationError, ValueError, KeyError, TypeError, AttributeError):
        raise OriginError(
            f"The chart “{origin.make}” cannot be made",
            "What was chosen for it is no longer there, or was changed by hand. Take it out of the pack and put it in "
            "again from its page.",
        ) from None
    return make(context, **options)


def _hints_of_options(make: Callable[..., Exhibit]) -> Mapping[str, Any]:
    """Return the type of each option of an exhibit; that of **options for all others."""
    hints = typing.get_type_hints(make)
    _context, *options = inspect.signature(make).parameters.values()
    known = {each.name: hints[each.name] for each in options if each.kind is not each.VAR_KEYWORD}
    any_other = [hints[each.name] for each in options if each.kind is each.VAR_KEYWORD]
    return defaultdict(lambda: any_other[0], known) if any_other else known


def _exhibit_function(place: str) -> Callable[..., Exhibit]:
    """Return the function of an exhibit. Only public functions defined in reach.exhibits count."""
    module_name, _, name = place.rpartition(".")
    module_name = _RENAMED_MODULES.get(module_name, module_name)
    known = {module.name for module in pkgutil.iter_modules(reach.exhibits.__path__)}
    if module_name in known and name.isidentifier() and not name.startswith("_"):
        function = vars(importlib.import_module(f"{_PACKAGE}.{module_name}")).get(name)
        is_its_own = inspect.isfunction(function) and function.__module__ == f"{_PACKAGE}.{module_name}"
        if function is not None and is_its_own and typing.get_type_hints(function).get("return") is Exhibit:
            return typing.cast(Callable[..., Exhibit], function)
    raise OriginError(f"There is no chart “{place}”", "Take it out of the pack: a later dashboard may not have it.")

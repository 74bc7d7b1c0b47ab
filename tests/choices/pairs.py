"""Covering arrays: a few rows in which each value of each choice meets each value of each other choice."""

from collections.abc import Mapping, Sequence
from typing import Any

from allpairspy import AllPairs

Row = dict[str, Any]
"""What is chosen of each choice, by its name."""


def all_pairs(choices: Mapping[str, Sequence[Any]]) -> list[Row]:
    """Give rows in which any two values of two choices stand together at least once."""
    if len(choices) < 2:
        return [{name: value} for name, values in choices.items() for value in values] or [{}]
    names = list(choices)
    # Places rather than values, as values may be lists.
    rows = AllPairs([range(len(choices[name])) for name in names])
    return [{name: choices[name][place] for name, place in zip(names, row, strict=True)} for row in rows]


def each_value(rows: Sequence[Row]) -> list[Row]:
    """Give some of the rows in which every value of every choice still stands: each time the row that adds most."""
    missing = {(name, repr(value)) for row in rows for name, value in row.items()}
    chosen = []
    while missing:
        best = max(rows, key=lambda row: len(missing & {(name, repr(value)) for name, value in row.items()}))
        missing -= {(name, repr(value)) for name, value in best.items()}
        chosen.append(best)
    return chosen

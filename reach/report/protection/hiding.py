"""Which counts to hide: the small ones, and as few others as make each value of each small one possible."""

from reach.report.protection.cells import Cell
from reach.report.protection.declared import PEOPLE, PUPILS
from reach.report.protection.equations import System
from reach.report.protection.solving import Part, parts_of
from reach.settings import Disclosure


def to_hide(system: System, rules: Disclosure) -> list[Cell]:
    """Give the cells to hide: whoever knows all else, and this rule, can rule out no small value for a small count."""
    under = {PEOPLE: rules.people_under, PUPILS: rules.pupils_under}
    hidden: set[int] = set()
    for part in parts_of(system):
        small = {cell: under.get(system.cells[cell].counts, 0) for cell in part.cells}
        small = {cell: limit for cell, limit in small.items() if 0 < system.cells[cell].value < limit}
        if small:
            hidden |= _hidden_in(part, system, small)
    return [system.cells[position] for position in sorted(hidden)]


def _hidden_in(part: Part, system: System, small: dict[int, int]) -> set[int]:
    hidden = set(small)
    # 0 is always shown.
    prices = {each: system.cells[each].price for each in part.cells if system.cells[each].value}
    possible = {(cell, system.cells[cell].value) for cell in small}
    for cell, limit in small.items():
        for value in range(1, limit):
            while (cell, value) not in possible:
                found = part.values_where(hidden, cell, value)
                if found is not None:
                    possible |= set(found.items())
                    break
                others = part.cheapest_to_hide(hidden, cell, value, prices)
                if not others:
                    # That 0 is always shown rules it out by itself: two groups with somebody in each are two at least.
                    break
                hidden |= set(others)
    return hidden

"""How much of what is endless is tried: hubs made by chance, mutants, kills, pairs of choices.

    @examples(usual=12, thorough=300)
    @given(hub=hubs())
    def test_sql_and_words_agree(hub: Hub) -> None: ...

The usual run tries the same small number each time. `python3 start.py test --thorough` tries the large one, other
examples each time, and prints the seed that brings them back.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any

import hypothesis
import hypothesis.core

_OPTION = "--thorough"
_is_thorough = False
_seed = 0


def add_option(parser: Any) -> None:
    """Let pytest know the option."""
    parser.addoption(_OPTION, action="store_true", help="try many more hubs, mutants, kills and pairs of choices")


def configure(config: Any) -> None:
    """Remember what was asked for, before any test is loaded."""
    global _is_thorough, _seed
    _is_thorough = config.getoption(_OPTION)
    _seed = config.getoption("randomly_seed", 1)
    # For tests that do not say how many examples: a busy machine fails none, and a usual run tries the same each time.
    hypothesis.settings.register_profile("tests", deadline=None, derandomize=not _is_thorough, database=None)
    hypothesis.settings.load_profile("tests")
    if _is_thorough:
        hypothesis.core.global_force_seed = _seed


def is_thorough() -> bool:
    """Give whether all is to be tried that can be."""
    return _is_thorough


def seed() -> int:
    """Give the number that brings this run's order back, and in a thorough run its examples."""
    return _seed


def chance(name: str) -> random.Random:
    """Give a source of chance for one purpose: the same in each usual run, another in each thorough one."""
    return random.Random(f"{name} {_seed if _is_thorough else 1}")


def number(*, usual: int, thorough: int) -> int:
    """Give how many to try in this run."""
    return thorough if _is_thorough else usual


def examples(*, usual: int, thorough: int) -> Callable[[Any], Any]:
    """Give Hypothesis's settings: so many examples, the same ones each time unless the run is thorough."""
    return hypothesis.settings(
        max_examples=number(usual=usual, thorough=thorough),
        derandomize=not _is_thorough,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(hypothesis.HealthCheck),
    )


def some_of(things: Sequence[Any], usual: int, *, name: str) -> list[Any]:
    """Give all in a thorough run, else so many, always the same, in the order that they have."""
    if _is_thorough or len(things) <= usual:
        return list(things)
    chosen = set(chance(name).sample(range(len(things)), usual))
    return [thing for place, thing in enumerate(things) if place in chosen]

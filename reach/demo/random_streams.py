"""Chance that comes out the same each time: every use has a stream of its own, so that one does not move another."""

import random
from collections.abc import Sequence
from typing import Generic, TypeVar

from reach.demo.seeds import Spread

T = TypeVar("T")


def stream(seed: int, purpose: str) -> random.Random:
    """Give the stream of chance for a purpose."""
    return random.Random(f"{seed} {purpose}")


def spread_value(rng: random.Random, spread: Spread) -> float:
    """Give a value that is spread as the five numbers say."""
    place = rng.random() * 4
    quarter = int(place)
    lower, upper = spread[quarter], spread[quarter + 1]
    return lower + (upper - lower) * (place - quarter)


class Deck(Generic[T]):
    """Values in random order, each coming once before any comes again."""

    def __init__(self, rng: random.Random, values: Sequence[T]) -> None:
        self._rng = rng
        self.values = values
        self._left: list[T] = []

    def draw(self) -> T:
        """Give the next value."""
        if not self._left:
            self._left = self._rng.sample(self.values, len(self.values))
        return self._left.pop()

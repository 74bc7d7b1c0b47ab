"""Which true values a rounded count of people may have, for many counts at a time.

A count is rounded to the nearest 5; 1 to 4 is low; 0 is 0. So a count that is shown has one of the true values of its
interval: 0, 1 to 4, 5 to 7, 8 to 12, 13 to 17 and so on. Where a total stands beside its parts, its interval and theirs
together may tell more than either: two low counts with a total of 10 are 4 each. There the intervals of the total are
joined until, whichever of them it has, no part loses a value. Which are joined follows from the parts' intervals alone,
so that it tells nothing of the true figures.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

BASE = 5
"""Counts of people are rounded to the nearest multiple of this: the rule of HESA, which Ofqual has, too."""
LOW_UNDER = 5
"""Counts of people under this, but 0, are low."""
LEAST_VALUES = 3
"""So many of the values from 1 to 4 stay possible for each low count."""
MANY = 10
"""A smaller sum may be one by chance: nobody takes it that its parts have nobody in common."""

Counts = npt.NDArray[Any]
_FAR = 10**9


@dataclasses.dataclass(frozen=True)
class Intervals:
    """Counts of people: the true numbers, and the least and the greatest that each may be for a reader."""

    true: Counts
    least: Counts
    most: Counts

    @property
    def arrays(self) -> tuple[Counts, Counts, Counts]:
        """All three."""
        return self.true, self.least, self.most

    @property
    def shown(self) -> Counts:
        """The numbers that are shown: multiples of five. Of low counts it is 0, too: see is_low."""
        middle = (self.least + self.most) / 2
        return np.where(self.is_low, 0, BASE * np.floor(middle / BASE + 0.5)).astype(int)

    @property
    def is_low(self) -> Counts:
        """Whether a count is shown as fewer than 5."""
        return (self.true > 0) & (self.most < LOW_UNDER)


@dataclasses.dataclass(frozen=True)
class Parts:
    """What totals are made of: the least and the most that parts add up to, and the room that one of them needs.

    bounds_below: the total is at least their sum. bounds_above: it is at most their sum. Both: it is their sum.
    """

    least: Counts
    most: Counts
    widest: Counts
    greatest: Counts
    """The greatest of the parts' least values: different people of a whole are at least those of each part."""
    bounds_below: Counts
    bounds_above: Counts


def parts(each: Intervals, axis: int = 0, *, keeps_axis: bool = False) -> Parts:
    """Give what totals along an axis are made of, where they are the sum of it."""

    def along(values: Counts, how: str) -> Counts:
        return np.asarray(getattr(values, how)(axis=axis, keepdims=keeps_axis, initial=0))

    # A count of 5 or more may lose values, as long as three are left; a low one may lose none.
    widths = each.most - each.least
    widths = np.where(each.least >= LOW_UNDER, np.minimum(widths, LEAST_VALUES - 1), widths)
    least = along(each.least, "sum")
    is_sum = np.ones(least.shape, dtype=bool)
    return Parts(
        least,
        along(each.most, "sum"),
        along(widths, "max"),
        along(each.least, "max"),
        is_sum,
        is_sum,
    )


def parts_of_different(each: Intervals, total: Counts, axis: int = 0, *, keeps_axis: bool = False) -> Parts:
    """Give what totals along an axis are made of, where one person may stand in several parts.

    Where as many as ten add up, a reader may take it that nobody does: there the total is rounded as a sum. Where parts
    do not even add up to it (a school that teaches no phase that a programme is for), they say nothing of it.
    """
    of = parts(each, axis, keeps_axis=keeps_axis)
    together = each.true.sum(axis=axis, keepdims=keeps_axis)
    # Somebody who only sent apologies in a term may have come in another: such a part may be more than its year.
    are_within = each.true <= np.expand_dims(total, axis) if not keeps_axis else each.true <= total
    return dataclasses.replace(
        of,
        greatest=np.where(are_within, each.least, 0).max(axis=axis, keepdims=keeps_axis, initial=0),
        bounds_below=(together == total) & (total >= MANY),
        bounds_above=together >= total,
    )


def stacked(several: Sequence[Intervals]) -> Intervals:
    """Give several arrays of counts as one with an axis more, the first."""
    return Intervals(*(np.stack([getattr(each, name) for each in several]) for name in ("true", "least", "most")))


def plain(count: Counts) -> tuple[Counts, Counts]:
    """Give the least and the most that counts may be when each is rounded for itself."""
    nearest = (BASE * np.floor(count / BASE + 0.5)).astype(int)
    is_low = count < LOW_UNDER
    return np.where(is_low, 1, np.maximum(nearest - 2, LOW_UNDER)), np.where(is_low, LOW_UNDER - 1, nearest + 2)


def rounded(true: Counts, of_parts: Iterable[Parts] = (), at_least: Counts | int = 0) -> Intervals:
    """Round counts so that neither they nor their parts can be worked out more closely than their own intervals say.

    at_least: what everybody knows each count to be at least, such as the number of schools that people came from.
    """
    least, most = plain(true)
    known = np.broadcast_to(np.asarray(at_least), true.shape)
    floor, ceiling = np.maximum(known, 1), np.full(true.shape, _FAR)
    of_parts = list(of_parts)
    for each in of_parts:
        floor = np.maximum(floor, np.where(each.bounds_below, each.least, each.greatest))
    # Of three or four schools come three people at least: with a low count that leaves too few values.
    reaches = np.where(floor < MANY, floor + LEAST_VALUES - 1, 0)
    begins = np.full(true.shape, _FAR)
    for each in of_parts:
        ceiling = np.minimum(ceiling, np.where(each.bounds_above, each.most, _FAR))
        reaches = np.maximum(reaches, np.where(each.bounds_below, each.least + each.widest, 0))
        begins = np.minimum(begins, np.where(each.bounds_above, each.most - each.widest, _FAR))
    # The lowest intervals are one up to that of `reaches`, the highest from that of `begins`.
    joined_low = plain(np.maximum(reaches, 1))[1]
    joined_high = plain(np.maximum(begins, 1))[0]
    are_one = joined_low >= joined_high
    is_in_low = (true <= joined_low) & (reaches > 0)
    is_in_high = true >= joined_high
    least = np.where(is_in_low, 0, np.where(is_in_high, joined_high, least))
    most = np.where(is_in_high, _FAR, np.where(is_in_low, joined_low, most))
    is_all = are_one & (is_in_low | is_in_high)
    least = np.maximum(np.where(is_all, 0, least), floor)
    most = np.minimum(np.where(is_all, _FAR, most), ceiling)
    # Where one way of parting a whole leaves no room for the parts of another, the two are not put together.
    most = np.where(is_in_low & (most < reaches), reaches, most)
    least = np.where(is_in_high & (least > begins), np.maximum(begins, np.maximum(known, 1)), least)
    nobody = true == 0
    return Intervals(true, np.where(nobody, 0, least), np.where(nobody, 0, most))

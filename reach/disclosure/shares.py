"""Percentages of people, coarse enough that nobody can work out from them how few did not come, or did not stay.

A percentage is worked out from the true counts and rounded to whole points, or of fewer than 100 people to five, of
fewer than 60 to ten. Together with its rounded counts it may still say too much: 85% beside 25 of 30 leaves only 5 who
did not stay. So neighbouring percentages are shown as one until every count under 10 that could lie behind them, and
every difference of two such counts, has three values or more, or is 0. Which are one follows from what is known of the
counts anyhow, not from the true ones.
"""

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np

from reach.disclosure.intervals import LEAST_VALUES, MANY

LEAST_BASE = 22.5
"""A percentage stands on at least so many people: the rule of HESA."""
STEPS = ((100, 1), (60, 5), (0, 10))
"""A percentage of at least so many people is rounded to so many percentage points."""
WIDEST = 20
"""A percentage that stands for more points than this says too little to be shown."""
_MOST_TRIED = 200_000


@dataclasses.dataclass(frozen=True)
class Known:
    """A count, and the least and the most that a reader can know it to be."""

    true: int
    least: int
    most: int


def points(people_at_least: float) -> int:
    """Give how many percentage points a percentage of so many people is rounded to."""
    return next(step for base, step in STEPS if people_at_least >= base)


def shares(whole: Known, parts: Sequence[Known]) -> list[float | None]:
    """Give the shares of a whole that parts of it have, each part within the one before; None for what is not shown."""
    return _shown_and_possible(whole, parts)[0]


def possible(whole: Known, parts: Sequence[Known]) -> np.ndarray | None:
    """Give the counts of a whole and its parts, a row each, for which the same shares are shown; None for any."""
    return _shown_and_possible(whole, parts)[1]


def _shown_and_possible(whole: Known, parts: Sequence[Known]) -> tuple[list[float | None], np.ndarray | None]:
    tried = _within_intervals([whole, *parts]) if whole.least >= LEAST_BASE else None
    if tried is None:
        return [None] * len(parts), None
    found: list[float | None] = []
    true = [whole.true, *(part.true for part in parts)]
    for place in range(1, len(true)):
        # What was shown before is known: of possible counts those remain that it would be shown for.
        share, tried = _shown(tried, true, place, points(whole.least))
        found.append(share)
    return found, tried


def _within_intervals(known: Sequence[Known]) -> np.ndarray | None:
    """Give all counts that there can be, a row each, every one at most the one before; None for too many to try."""
    sizes = [each.most - each.least + 1 for each in known]
    if float(np.prod([float(size) for size in sizes])) > _MOST_TRIED:
        return None
    each = np.meshgrid(*(np.arange(one.least, one.most + 1) for one in known), indexing="ij")
    rows = np.stack([values.ravel() for values in each], axis=1)
    return np.asarray(rows[(np.diff(rows, axis=1) <= 0).all(axis=1)])


def _shown(counts: np.ndarray, true: Sequence[int], place: int, step: int) -> tuple[float | None, np.ndarray]:
    """Give a share as it is shown, and the possible counts that it is shown for."""
    nearest = (200 * counts[:, place] + step * counts[:, 0]) // (2 * step * counts[:, 0])
    own = (200 * true[place] + step * true[0]) // (2 * step * true[0])
    for alike in _joined(counts, nearest):
        if nearest[alike].min() <= own <= nearest[alike].max():
            those = counts[alike]
            percent = 100 * those[:, place] / those[:, 0]
            middle = step * int(np.floor((percent.min() + percent.max()) / 2 / step + 0.5))
            is_wide = step * (int(nearest[alike].max()) - int(nearest[alike].min()) + 1) > WIDEST
            return None if is_wide else round(middle / 100, 2), those
    raise AssertionError("a true count lies within its interval")


def _joined(counts: np.ndarray, nearest: np.ndarray) -> Iterator[np.ndarray]:
    """Give which possible counts are shown as the same percentage, from the lowest on."""
    groups: list[np.ndarray] = []
    rest = np.zeros(len(counts), dtype=bool)
    for value in np.unique(nearest):
        rest |= nearest == value
        if _is_safe(counts[rest]):
            groups.append(rest)
            rest = np.zeros(len(counts), dtype=bool)
    while rest.any() and groups and not _is_safe(counts[rest]):
        rest |= groups.pop()
    yield from groups
    if rest.any():
        yield rest


def _is_safe(counts: np.ndarray) -> bool:
    """Whether each count under 10 that there may be, and each difference of two, has three values or more, or is 0."""
    size = counts.shape[1]
    each = [counts[:, at] for at in range(1, size)]
    each += [counts[:, at] - counts[:, to] for at in range(size) for to in range(at + 1, size)]
    return all(_has_enough(np.unique(values)) for values in each)


def _has_enough(values: np.ndarray) -> bool:
    return bool(len(values) >= LEAST_VALUES or values[0] >= MANY or values[-1] == 0)

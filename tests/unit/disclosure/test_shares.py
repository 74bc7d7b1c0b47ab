"""Percentages against trying everything: they and the rounded counts do not reveal how few did not come."""

import collections
import itertools

import pytest

from reach.disclosure.intervals import LEAST_VALUES, MANY
from reach.disclosure.shares import Known, possible, shares

Interval = tuple[int, int]


def known(intervals: tuple[Interval, ...], true: tuple[int, ...]) -> list[Known]:
    return [Known(one, *interval) for one, interval in zip(true, intervals, strict=True)]


def everything(intervals: tuple[Interval, ...]) -> list[tuple[int, ...]]:
    ranges = (range(least, most + 1) for least, most in intervals)
    return [true for true in itertools.product(*ranges) if list(true) == sorted(true, reverse=True)]


INTERVALS = [
    ((28, 32), (23, 27)),  # 30 signed up and 25 stayed: 85% left only 5 who did not
    ((213, 217), (203, 207)),
    ((133, 137), (123, 127)),
    ((188, 192), (183, 187)),
    ((98, 102), (5, 7)),
    ((98, 102), (1, 4)),
    ((26, 27), (22, 27)),
    ((23, 34), (18, 27)),
    ((58, 62), (58, 62)),
    ((28, 32), (23, 27), (18, 22)),
    ((103, 107), (98, 102), (93, 97)),
    ((213, 217), (203, 207), (198, 202)),
]


@pytest.mark.parametrize("intervals", INTERVALS)
def test_trying_everything_finds_three_values_for_each_difference_under_ten(intervals: tuple[Interval, ...]) -> None:
    shown = collections.defaultdict(list)
    for true in everything(intervals):
        whole, *parts = known(intervals, true)
        shown[tuple(shares(whole, parts))].append(true)
    for alike in shown.values():
        for one, other in itertools.combinations(range(len(intervals)), 2):
            assert is_safe({true[one] - true[other] for true in alike}), alike
        for place in range(1, len(intervals)):
            assert is_safe({true[place] for true in alike}), alike


def is_safe(counts: set[int]) -> bool:
    """Whether counts of people that are possible are enough; that there is nobody may be shown."""
    return min(counts) >= MANY or len(counts) >= LEAST_VALUES or counts == {0}


@pytest.mark.parametrize("intervals", INTERVALS)
def test_altering_what_is_not_shown_within_its_bounds_alters_no_percentage(intervals: tuple[Interval, ...]) -> None:
    for true in everything(intervals)[::7]:
        whole, *parts = known(intervals, true)
        counts = possible(whole, parts)
        assert counts is not None
        assert list(true) in counts.tolist()
        for other in counts.tolist():
            whole, *others = known(intervals, tuple(other))
            assert shares(whole, others) == shares(*_split(known(intervals, true)))


def _split(counts: list[Known]) -> tuple[Known, list[Known]]:
    return counts[0], counts[1:]


@pytest.mark.parametrize(
    ("whole", "part", "share"),
    [
        (Known(22, 18, 22), Known(11, 8, 12), None),  # 22.5 people or more, whichever they are
        (Known(23, 18, 27), Known(11, 8, 12), None),
        (Known(23, 23, 27), Known(11, 8, 12), 0.5),
        (Known(59, 58, 62), Known(26, 23, 27), 0.4),  # 44%, to ten points
        (Known(60, 60, 62), Known(26, 23, 27), 0.45),  # 43%, to five
        (Known(99, 98, 102), Known(42, 38, 42), 0.4),  # of 100 people or more only where that is sure
        (Known(103, 103, 107), Known(42, 38, 42), 0.41),
        (Known(1000, 998, 1002), Known(333, 333, 337), 0.33),
        (Known(30, 28, 32), Known(30, 28, 32), 0.9),  # or 29, or 28
        (Known(50, 48, 10**9), Known(48, 48, 52), None),  # too many to try
    ],
)
def test_a_percentage_is_whole_of_100_people_and_coarser_of_fewer(
    whole: Known, part: Known, share: float | None
) -> None:
    assert shares(whole, [part]) == [share]

"""Rounding by hand, and against trying everything: no total tells of its parts more than they show themselves."""

import collections
import itertools
from collections.abc import Iterator, Mapping

import numpy as np
import pytest

from reach.disclosure.intervals import (
    Intervals,
    parts,
    parts_of_different,
    rounded,
    stacked,
)


def alone(*true: int) -> Intervals:
    return rounded(np.array(true))


def each(counts: Intervals) -> list[tuple[int, int, int]]:
    return [(int(a), int(b), int(c)) for a, b, c in zip(counts.true, counts.least, counts.most, strict=True)]


def test_counts_are_rounded_to_the_nearest_five_and_small_ones_are_low() -> None:
    counts = alone(*range(14))
    assert list(counts.shown) == [0, 0, 0, 0, 0, 5, 5, 5, 10, 10, 10, 10, 10, 15]
    assert list(counts.is_low) == [False] + [True] * 4 + [False] * 9
    assert each(counts)[:1] + each(counts)[4:6] + each(counts)[12:] == [
        (0, 0, 0),
        (4, 1, 4),
        (5, 5, 7),
        (12, 8, 12),
        (13, 13, 17),
    ]


@pytest.mark.parametrize(
    ("true", "total", "interval"),
    [
        ((4, 4), 5, (2, 8)),  # 10 would tell that each is 4
        ((1, 1), 5, (2, 8)),  # and fewer than 5 that it was not 10
        ((1, 5), 10, (6, 11)),
        ((1, 1, 1), 5, (3, 7)),
        ((4, 4, 4), 10, (8, 12)),
        ((30, 29, 31, 27), 115, (113, 117)),
        ((0, 3), 0, (1, 4)),  # of one group only it is that group's number
        ((100, 200, 300), 600, (598, 602)),
    ],
)
def test_a_total_that_would_reveal_a_part_is_the_sum_of_what_is_shown(
    true: tuple[int, ...], total: int, interval: tuple[int, int]
) -> None:
    counts = alone(*true)
    whole = rounded(np.array([sum(true)]), [parts(stacked([counts]), axis=1)])
    assert (int(whole.shown[0]), (int(whole.least[0]), int(whole.most[0]))) == (total, interval)


def test_of_so_many_schools_come_so_many_people_at_least_and_three_values_are_left() -> None:
    counts = rounded(np.array([2, 3, 3, 4, 6, 9, 11]), at_least=np.array([2, 2, 3, 4, 6, 9, 11]))
    assert each(counts) == [(2, 2, 4), (3, 2, 4), (3, 3, 7), (4, 4, 7), (6, 6, 12), (9, 9, 12), (11, 11, 12)]
    assert list(counts.shown) == [0, 0, 5, 5, 10, 10, 10]


def test_a_way_of_parting_that_leaves_no_room_for_the_parts_of_another_is_not_put_together_with_it() -> None:
    """4 people of three schools, all in one group of fewer than 5 from two: of 4 at most and 3 at least would be left
    3 and 4."""
    of_groups = parts(rounded(np.array([[4], [0]]), at_least=np.array([[2], [0]])))
    of_schools = rounded(np.array([4]), [of_groups], at_least=np.array([3]))
    assert each(of_schools) == [(4, 3, 5)]


def tables(sizes: range, count: int) -> Iterator[tuple[int, ...]]:
    return itertools.product(sizes, repeat=count)


def leaves_enough(shown: Mapping[tuple[int, ...], list[tuple[int, ...]]], low_places: int) -> None:
    """Each low part has three values or more among all the true figures that would be shown alike."""
    for alike in shown.values():
        for place in range(low_places):
            values = {true[place] for true in alike}
            if any(1 <= value <= 4 for value in values):
                assert len(values) >= 3, alike


@pytest.mark.parametrize(("sizes", "count"), [(range(18), 2), (range(8), 3), (range(5), 4)])
def test_trying_everything_finds_three_values_for_each_low_part_of_a_sum(sizes: range, count: int) -> None:
    everything = list(tables(sizes, count))
    true = np.array(everything).T
    own = rounded(true)
    whole = rounded(true.sum(axis=0), [parts(own)])
    assert (whole.least <= whole.true).all() and (whole.true <= whole.most).all()
    shown: dict[tuple[int, ...], list[tuple[int, ...]]] = collections.defaultdict(list)
    for at, figures in enumerate(everything):
        key = (*own.least[:, at], *own.most[:, at], int(whole.shown[at]))
        shown[tuple(map(int, key))].append(figures)
    leaves_enough(shown, count)


def test_altering_what_is_not_shown_within_its_bounds_alters_nothing() -> None:
    """All figures that agree with the intervals of some parts and of their total have the same interval for it."""
    everything = list(tables(range(8), 3))
    true = np.array(everything).T
    own = rounded(true)
    whole = rounded(true.sum(axis=0), [parts(own)])
    intervals = collections.defaultdict(set)
    for at in range(len(everything)):
        places = tuple(map(int, (*own.least[:, at], *own.most[:, at])))
        for total in range(int(whole.least[at]), int(whole.most[at]) + 1):
            intervals[places, total].add((int(whole.least[at]), int(whole.most[at])))
    assert all(len(found) == 1 for found in intervals.values())


def test_different_people_of_two_groups_are_no_sum_unless_they_add_up() -> None:
    own = alone(4, 4)
    apart = rounded(np.array([8]), [parts_of_different(stacked([own]), np.array([8]), axis=1)])
    assert (int(apart.least[0]), int(apart.most[0])) == (5, 8)
    shared = rounded(np.array([5]), [parts_of_different(stacked([own]), np.array([5]), axis=1)])
    assert int(shared.shown[0]) == 5
    many = alone(4, 30)
    added = rounded(np.array([34]), [parts_of_different(stacked([many]), np.array([34]), axis=1)])
    assert (int(added.least[0]), int(added.most[0])) == (33, 36)


def test_a_part_that_is_more_than_its_whole_bounds_nothing() -> None:
    """Somebody who only sent apologies in a term came in another."""
    terms = alone(6, 1, 0)
    year = rounded(np.array([4]), [parts_of_different(stacked([terms]), np.array([4]), axis=1)])
    assert (int(year.least[0]), int(year.most[0])) == (1, 4)


def test_a_part_that_is_as_many_as_the_whole_bounds_it_below() -> None:
    six_schools = rounded(np.array([6]), at_least=np.array([6]))
    assert parts_of_different(stacked([six_schools]), np.array([6])).greatest.tolist() == [6]
    assert parts_of_different(stacked([six_schools]), np.array([5])).greatest.tolist() == [0]

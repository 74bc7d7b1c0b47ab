"""How long the rest of some work takes is estimated from how long it has taken so far."""

import pytest

from reach.progress import TimeLeft, part_of


@pytest.mark.parametrize(
    ("passed", "share", "said"),
    [
        (2, 0.5, "Matching"),
        (60, 0.04, "Matching"),
        (60, 1, "Matching"),
        (6, 0.5, "Matching: a few seconds left"),
        (30, 0.5, "Matching: about 30 seconds left"),
        (84, 0.5, "Matching: about 80 seconds left"),
        (120, 0.5, "Matching: about 2 minutes left"),
        (60, 0.25, "Matching: about 3 minutes left"),
    ],
)
def test_the_time_left_is_said_where_it_can_be_known(passed: float, share: float, said: str) -> None:
    times = iter([100.0, 100.0 + passed])
    assert TimeLeft(lambda: next(times)).beside("Matching", share) == said


def test_a_part_of_the_work_moves_its_part_of_the_bar() -> None:
    seen: list[tuple[str, float]] = []
    loading = part_of(lambda doing, share: seen.append((doing, share)), 0.5, 0.75)
    for share in (0, 0.5, 1):
        part_of(loading, 0, 1)("Loading", share)
    assert seen == [("Loading", 0.5), ("Loading", 0.625), ("Loading", 0.75)]

"""Timing two ways of doing one thing, turn by turn, so that the machine's moods fall on both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A line of the table: what was measured, ours, the yardstick, both medians in seconds, and the aim."""

    what: str
    ours: float
    yardstick: float
    against: str
    aim: float | None = None

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.ours / self.yardstick

    def as_markdown(self) -> str:
        """Give the line as README has it."""
        aim = f"at most {self.aim:g}" if self.aim else ""
        return (
            f"| {self.what} | {1000 * self.ours:,.1f} ms | {self.against}: {1000 * self.yardstick:,.1f} ms "
            f"| **{self.ratio:.2f}** | {aim} |"
        )


def medians(
    ours: Callable[[], object],
    yardstick: Callable[[], object],
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float]:
    """Give the median seconds of each, run in turns after a first run of both that does not count."""
    ours()
    yardstick()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for times, run in zip(taken, (ours, yardstick), strict=True):
            start = clock()
            run()
            times.append(clock() - start)
    return statistics.median(taken[0]), statistics.median(taken[1])

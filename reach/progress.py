"""How far slow work has come: what is being done, how much of all is done, and how long the rest takes."""

import time
from collections.abc import Callable

OnProgress = Callable[[str, float], None]
"""Called with what is being done, and how much of all is done, from 0 to 1."""

_FIRST_ESTIMATE_SECONDS = 3
_FIRST_ESTIMATE_SHARE = 0.05


def ignored(_doing: str, _share: float) -> None:
    """Tell nobody."""


def part_of(on_progress: OnProgress, begin: float, end: float) -> OnProgress:
    """Return the progress of a part of the work, as a part of the whole."""
    return lambda doing, share: on_progress(doing, begin + share * (end - begin))


class TimeLeft:
    """Says how long the rest of some work takes, by how long the work has taken so far."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()

    def beside(self, doing: str, share: float) -> str:
        """Return what is being done, with the time left where it can be estimated."""
        left = self._in_words(share)
        return f"{doing}: {left}" if left else doing

    def _in_words(self, share: float) -> str:
        passed = self._clock() - self._began
        if passed < _FIRST_ESTIMATE_SECONDS or not _FIRST_ESTIMATE_SHARE <= share < 1:
            return ""
        seconds = passed * (1 - share) / share
        if seconds < 10:
            return "a few seconds left"
        if seconds < 90:
            return f"about {round(seconds, -1):.0f} seconds left"
        return f"about {round(seconds / 60):d} minutes left"

"""Where a slide has room: the largest place that none of its texts stands in. All lengths in points."""

import functools
import itertools

from reach.report.slides.fitting import Box

_LEAST = 60
"""No place that is narrower or lower is room for anything."""


@functools.lru_cache(maxsize=1_000)
def largest_free(area: Box, taken: tuple[Box, ...], gap: float) -> Box:
    """Return the largest rectangle of an area that keeps a gap from all that is taken; the area where there is none."""
    near = [Box(box.left - gap, box.top - gap, box.width + 2 * gap, box.height + 2 * gap) for box in taken]
    across = _edges(
        [area.left, area.right, *(edge for box in near for edge in (box.left, box.right))], area.left, area.right
    )
    down = _edges(
        [area.top, area.bottom, *(edge for box in near for edge in (box.top, box.bottom))], area.top, area.bottom
    )
    free = [
        box
        for left, right in itertools.combinations(across, 2)
        for top, bottom in itertools.combinations(down, 2)
        for box in [Box(left, top, right - left, bottom - top)]
        if min(box.width, box.height) >= _LEAST and not any(overlap(box, each) for each in near)
    ]
    return max(free, key=lambda box: box.width * box.height, default=area)


def overlap(one: Box, other: Box, tolerance: float = 0.01) -> bool:
    """Return whether two boxes share more than an edge."""
    return (
        one.left < other.right - tolerance
        and other.left < one.right - tolerance
        and one.top < other.bottom - tolerance
        and other.top < one.bottom - tolerance
    )


def _edges(found: list[float], least: float, most: float) -> list[float]:
    return sorted({edge for edge in found if least <= edge <= most})

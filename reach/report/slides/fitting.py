"""Text that stays within its box: sizes, lines and pages worked out before anything is drawn. All lengths in points."""

import dataclasses
import functools
import re
from collections.abc import Callable, Iterable, Sequence

from pptx.util import Pt

from reach.exports.typesetting import lines_of

LEAST_SIZE = 14
"""Nothing on a slide is smaller: it is read from the back of a hall."""
LINE_HEIGHT = 1.2
_ENDS_OF_THOUGHTS = re.compile(r"(?<=[.;])\s+")
_MORE = " …"


@dataclasses.dataclass(frozen=True)
class Box:
    """A rectangle on a slide."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def emu(self) -> tuple[int, int, int, int]:
        """Left, top, width and height as PowerPoint counts them."""
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)


@dataclasses.dataclass(frozen=True)
class Fitted:
    """A text at the size in which it fits."""

    text: str
    size: float
    height: float


@functools.lru_cache(maxsize=20_000)
def height_of(text: str, size: float, width: float, *, is_bold: bool = False) -> float:
    """Give how high a text of one paragraph stands."""
    return max(len(lines_of(text, size, width, is_bold=is_bold)), 1) * size * LINE_HEIGHT


@functools.lru_cache(maxsize=5_000)
def fit(
    text: str, sizes: tuple[float, ...], width: float, height: float, *, is_bold: bool = False, breadth: float = 1
) -> Fitted:
    """Give a text at the largest of the sizes in which it fits; where none will do, cut at the smallest.

    It is cut where a thought ends, if any ends early enough. breadth: how wide the font is, next to Arial.
    """
    width /= breadth
    for size in sizes:
        needed = height_of(text, size, width, is_bold=is_bold)
        if needed <= height:
            return Fitted(text, size, needed)
    size = sizes[-1]

    def fits(candidate: str) -> bool:
        return height_of(candidate + _MORE, size, width, is_bold=is_bold) <= height

    kept = ""
    for parts, glue in ((_ENDS_OF_THOUGHTS.split(text), " "), (text.split(), " "), (text, "")):
        kept = _longest(parts, glue, fits)
        if kept:
            break
    cut = f"{kept}{_MORE}".strip()
    return Fitted(cut, size, height_of(cut, size, width, is_bold=is_bold))


def pages_of(paragraphs: Iterable[str], size: float, width: float, height: float) -> list[list[str]]:
    """Part paragraphs into pages of a height; a paragraph that is longer than a page goes on on the next."""
    pages: list[list[str]] = [[]]
    left = height
    for paragraph in paragraphs:
        for piece in _pieces(paragraph, size, width, height):
            needed = height_of(piece, size, width) + space_between(size)
            if needed > left and pages[-1]:
                pages.append([])
                left = height
            pages[-1].append(piece)
            left -= needed
    return [page for page in pages if page]


def space_between(size: float) -> float:
    """Give the space above a paragraph."""
    return 0.4 * size


def _pieces(paragraph: str, size: float, width: float, height: float) -> list[str]:
    at_most = max(int((height - space_between(size)) / (size * LINE_HEIGHT)), 1)
    lines = lines_of(paragraph, size, width)
    if len(lines) <= at_most:
        return [paragraph]
    return [" ".join(lines[start : start + at_most]) for start in range(0, len(lines), at_most)]


def _longest(parts: Sequence[str], glue: str, fits: Callable[[str], bool]) -> str:
    """Give as many of the parts, from the first on, as fit: found by halving, as a text may be very long."""
    least, most = 0, len(parts)
    while least < most:
        middle = (least + most + 1) // 2
        if fits(glue.join(parts[:middle])):
            least = middle
        else:
            most = middle - 1
    return glue.join(parts[:least])

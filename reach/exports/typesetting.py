"""Text broken into lines that fit, without asking a browser: Arial's widths, near enough and rather too wide."""

import functools
import re
import unicodedata

from reach.exports.tables import without_control_characters

LINE_HEIGHT = 1.3
"""Plotly's own, as a share of the font size."""

_NARROW, _SLIM, _USUAL, _CAPITAL, _BROAD, _FULL = 0.28, 0.36, 0.56, 0.72, 0.9, 1.2
_WIDTHS = {
    letter: width
    for letters, width in (
        ("ijl'|.,:;!/ \\It\u00a0", _NARROW),
        ('frs()[]-"*`^{}“”‘’', _SLIM),
        ("mwMW%@—…", _BROAD),
    )
    for letter in letters
}
_BOLD = 1.08
_ROUNDING = 1e-9
"""Widths are sums, in another order than those that boxes were made of."""
_TURNS_TEXT_ROUND = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    """Estimate how many pixels a text takes."""
    return _units_of(text) * size * (_BOLD if is_bold else 1)


def lines_of(text: str, size: float, width: float, *, is_bold: bool = False) -> list[str]:
    """Break a text at its spaces into lines no wider than width; a word that is too long for one is cut."""
    room = width / (size * (_BOLD if is_bold else 1))
    lines: list[str] = []
    taken = 0.0
    for word in re.split(r"[ \t\r\n]+", readable(text).strip()):
        needed = _units_of(word) + (taken + _width_of(" ") if lines else 0)
        if needed <= room + _ROUNDING:
            lines[-1:] = [f"{lines[-1]} {word}" if lines else word]
            taken = needed
            continue
        lines.append("")
        taken = 0
        for letter in word:
            if taken + _width_of(letter) > room + _ROUNDING:
                lines.append("")
                taken = 0
            lines[-1] += letter
            taken += _width_of(letter)
    return [line for line in lines if line]


def readable(text: str) -> str:
    """Remove what would break a picture, or have its words read in another order than they stand."""
    return without_control_characters(text).translate(_TURNS_TEXT_ROUND)


@functools.lru_cache(maxsize=20_000)
def _units_of(text: str) -> float:
    """Return a text's width as a multiple of its size."""
    return sum(map(_width_of, text))


@functools.cache
def _width_of(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _FULL
    return _CAPITAL if letter.isupper() else _USUAL

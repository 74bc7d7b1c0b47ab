"""What is worked out about colours: contrast, difference, lighter and darker, mixtures. All are "#" and six digits."""

import colorsys
from collections.abc import Iterable

from reach import theme

TEXT_CONTRAST, MARK_CONTRAST = 4.5, 3.0
"""The least contrast of texts, and of bars, lines and marks, with what is behind them (WCAG 2.2, 1.4.3 and 1.4.11)."""
_SHADES = [sign * step / 20 for step in range(20) for sign in ((-1, 1) if step else (1,))]
"""From none to nearly black or white, the smallest first."""
_WHITE_POINT = (0.9505, 1.0, 1.089)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((theme.luminance(one), theme.luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, behind: Iterable[str]) -> float:
    """Return the contrast of a colour with the one of several behind it that is worst."""
    return min(contrast(colour, each) for each in behind)


def text_colour_on(background: str) -> str:
    """Return the colour of text on a colour: the usual one or white, or black where neither can be read."""
    return max((theme.TEXT, "#ffffff", "#000000"), key=lambda each: min(contrast(each, background), TEXT_CONTRAST))


def difference(one: str, other: str) -> float:
    """Return how far apart two colours look: the distance in CIELAB, about 2 where they can just be told apart."""
    return float(sum((a - b) ** 2 for a, b in zip(_lab(one), _lab(other), strict=True)) ** 0.5)


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour with a share of another, from 0 to 1."""
    return hex_of(a + (b - a) * share for a, b in zip(channels(one), channels(other), strict=True))


def shaded(colour: str, shade: float) -> str:
    """Return a colour lighter (above 0) or darker (below 0), as PowerPoint does."""
    return with_lightness(colour, factor=1 - abs(shade), offset=max(shade, 0))


def with_lightness(colour: str, *, factor: float = 1, offset: float = 0) -> str:
    """Return a colour of another lightness, its hue kept."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*channels(colour))
    return hex_of(colorsys.hls_to_rgb(hue, min(max(lightness * factor + offset, 0), 1), saturation))


def shade_to_be_seen(colour: str, behind: Iterable[str], least: float = MARK_CONTRAST) -> float | None:
    """Return by how little a colour must be lighter or darker to reach a contrast; None where none does."""
    behind = tuple(behind)
    return next((shade for shade in _SHADES if least_contrast(shaded(colour, shade), behind) >= least), None)


def channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue, from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def hex_of(parts: Iterable[float]) -> str:
    """Return the colour of red, green and blue from 0 to 1."""
    return "#" + "".join(f"{round(255 * min(max(each, 0), 1)):02x}" for each in parts)


def linear(channel: float) -> float:
    """Return how much light a channel of a screen's colour is."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def from_linear(light: float) -> float:
    """Return the channel of a screen's colour that is so much light."""
    return 12.92 * light if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)


def _lab(colour: str) -> tuple[float, float, float]:
    red, green, blue = map(linear, channels(colour))
    x, y, z = (
        _curve(value / white)
        for value, white in zip(
            (
                0.4124 * red + 0.3576 * green + 0.1805 * blue,
                0.2126 * red + 0.7152 * green + 0.0722 * blue,
                0.0193 * red + 0.1192 * green + 0.9505 * blue,
            ),
            _WHITE_POINT,
            strict=True,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _curve(value: float) -> float:
    return float(value ** (1 / 3)) if value > 0.008856 else 7.787 * value + 16 / 116

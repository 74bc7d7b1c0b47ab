"""Colours: the Government Analysis Function's, through its own package."""

import html

from afcharts.af_colours import get_af_colours

from reach.settings import Settings

CATEGORICAL = get_af_colours("categorical")
SEQUENTIAL = get_af_colours("sequential")[::-1]
"""Light to dark: more is darker."""
MAIN, MUTED = get_af_colours("focus")
TEXT = "#0b0c0c"
TOTAL = "#505a5f"
"""Of bars that stand for all others together: GOV.UK's secondary text, which no group has."""


def la_colours(settings: Settings) -> dict[str, str]:
    """Give each local authority's colour by its code: the same one everywhere.

    The main colour comes last, as on the same pages it means what is counted.
    """
    colours = [*CATEGORICAL[1:4], *CATEGORICAL[:3:-1], MAIN]
    return {code: colours[position % len(colours)] for position, code in enumerate(settings.la_codes)}


def safe(text: str) -> str:
    """Give text from data so that Plotly shows it as it is, and never takes it for markup."""
    return html.escape(text, quote=False)


def short_lines(text: str, width: int = 14) -> str:
    """Break a label into lines of about that many letters, for axes on narrow screens."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(map(safe, lines))


def text_colour_on(background: str) -> str:
    """Return black or white: the one that can be read on a colour."""
    return "#ffffff" if luminance(background) < 0.179 else TEXT


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour, from 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

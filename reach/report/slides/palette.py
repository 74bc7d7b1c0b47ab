"""A slide's colours: of the default template or of the hub's own, each far enough from what is behind it."""

import colorsys
import dataclasses
import functools
import itertools
from typing import Any

from pptx.dml.color import ColorFormat, RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.dml import MSO_THEME_COLOR

from reach import theme
from reach.report.slides.backgrounds import Background
from reach.report.slides.colours import (
    MARK_CONTRAST,
    TEXT_CONTRAST,
    difference,
    hex_of,
    least_contrast,
    mixed,
    shade_to_be_seen,
    shaded,
    text_colour_on,
)
from reach.report.slides.fitting import Box

_ACCENTS = tuple(getattr(MSO_THEME_COLOR, f"ACCENT_{number}") for number in range(1, 7))
_ACCENT_NAMES = tuple(f"accent{number}" for number in range(1, 7))
_NAMES = {"white": "#ffffff", "black": "#000000"}
_SHADES = (0.65, 0.4, 0.2, 0.0, -0.4)
"""Of the first accent, for `theme.SEQUENTIAL`'s shades from light to dark: how much lighter or darker."""
_APART = 20
"""How different two colours of one chart look at least: about ten times what can just be told apart."""
_EDGE = "#6f777b"
_FAINT, _QUIET, _BANDED = 0.16, 0.3, 0.07
"""How much of the text's colour lines of a grid, grey bars on a dark slide, and every other row of a table have."""


@dataclasses.dataclass(frozen=True)
class Ink:
    """The colour of a text, "tx1" or "#" and six digits, and of the panel behind it where one is needed."""

    colour: str
    panel: str = ""


@dataclasses.dataclass(frozen=True)
class _Own:
    """A chart's colour as it is on slides: an accent of the theme, lighter or darker, or a colour of our own."""

    shown: str
    accent: int | None = None
    shade: float = 0.0


@dataclasses.dataclass(frozen=True)
class Palette:
    """Colours of charts, tables and texts in one place of a layout's slides.

    The six colours of charts are the theme's six accents, so a chart changes with the theme, here and in PowerPoint. An
    accent that is too close to the slide's background is made darker or lighter. Where accents are then alike, charts
    keep their own colours. In the default template they are as on screen.
    """

    theme_colours: dict[str, str]
    behind: tuple[str, ...]
    """What charts and tables stand on: the background's colours, or that of the panel."""
    text: str
    """The colour of text: "tx1", or "#" and six digits."""
    panel: str
    """The colour of a panel that charts and tables bring with them, where nothing can be read on the background."""
    is_map_overridden: bool
    _series: tuple[_Own, ...]

    @classmethod
    def of(cls, background: Background, room: Box) -> "Palette":
        """Choose the colours of charts and tables in a place."""
        behind = background.behind(room)
        ink = ink_on(behind, background)
        series = None if ink.panel else _series_colours(background, behind)
        if series is None:
            panel = ink.panel or background.colours.get("bg1", "#ffffff")
            behind = (panel,)
            ink = dataclasses.replace(ink_on(behind, background), panel=panel)
            series = _series_colours(background, behind) or tuple(map(_Own, theme.CATEGORICAL))
        return cls(background.colours, behind, ink.colour, ink.panel, background.is_map_overridden, series)

    @property
    def ground(self) -> str:
        """The one colour that charts and tables stand on, or one of the midst of several."""
        return sorted(self.behind, key=theme.luminance)[len(self.behind) // 2]

    @property
    def is_even(self) -> bool:
        """Whether all that is behind is one colour."""
        return len(set(self.behind)) == 1

    @property
    def text_shown(self) -> str:
        """The colour of text as it is seen."""
        return self.theme_colours.get(self.text, self.text)

    @property
    def takes_accents(self) -> bool:
        """Whether the theme's accents stand for the colours of charts."""
        return self._series[0].accent is not None

    @property
    def grid(self) -> str:
        """The colour of a grid behind bars that say their values: to be seen, and no more."""
        return mixed(self.ground, self.text_shown, _FAINT)

    @property
    def grid_to_read(self) -> str:
        """The colour of a grid by which values are read: as faint as a mark may be."""
        shares = (_FAINT + step / 50 for step in range(50))
        mixtures = (mixed(self.ground, self.text_shown, min(share, 1)) for share in shares)
        return next((each for each in mixtures if least_contrast(each, self.behind) >= MARK_CONTRAST), self.text_shown)

    @property
    def edge(self) -> str:
        """The colour of outlines."""
        return self._seen(_EDGE)

    @property
    def band(self) -> str:
        """The colour behind every other row of a table."""
        return mixed(self.ground, self.text_shown, _BANDED)

    def shown(self, colour: str) -> str:
        """Return a colour of a figure as it will be seen."""
        return self._own(colour).shown

    def stroke(self, colour: str) -> str:
        """Return a figure's colour for lines and marks, which have no outline to be seen by."""
        return self._seen(self.shown(colour))

    def is_pale(self, colour: str) -> bool:
        """Whether a bar of a figure's colour is seen by its outline only."""
        return least_contrast(self.shown(colour), self.behind) < MARK_CONTRAST

    def text_on(self, colour: str) -> str:
        """Return the colour in which text can be read on a figure's colour."""
        return text_colour_on(self.shown(colour))

    def fill(self, format_: FillFormat, colour: str) -> None:
        """Fill a shape with a figure's colour."""
        format_.solid()
        self.set(format_.fore_color, colour)

    def fill_with_ground(self, format_: FillFormat) -> None:
        """Fill a shape with what is behind it, or leave it open where that is not one colour."""
        if self.is_even:
            format_.solid()
            set_colour(format_.fore_color, self.ground)
        else:
            format_.background()

    def set(self, format_: ColorFormat, colour: str) -> None:
        """Set a colour: the theme's own where it has one for it."""
        if colour == theme.TEXT:
            set_colour(format_, self.text)
            return
        own = self._own(colour)
        if own.accent is None or self.is_map_overridden:
            set_colour(format_, own.shown)
            return
        format_.theme_color = _ACCENTS[own.accent]
        if own.shade:
            format_.brightness = own.shade

    def set_stroke(self, format_: ColorFormat, colour: str) -> None:
        """Set the colour of a line or mark."""
        if self.stroke(colour) == self.shown(colour):
            self.set(format_, colour)
        else:
            set_colour(format_, self.stroke(colour))

    def _own(self, colour: str) -> _Own:
        colour = _NAMES.get(colour, colour)
        place = _place(theme.CATEGORICAL, colour)
        if place is not None:
            return self._series[place]
        shade = _place(theme.SEQUENTIAL, colour)
        if shade is not None:
            is_default = self.theme_colours.get("accent1", "").lower() == theme.MAIN.lower()
            first = self._series[0]
            if not self.takes_accents or is_default:
                return _Own(colour)
            if not first.shade or not _SHADES[shade]:
                return _Own(shaded(first.shown, _SHADES[shade]), 0, first.shade or _SHADES[shade])
            return _Own(shaded(first.shown, _SHADES[shade]))
        if not _is_hex(colour):
            return self._series[0]
        if colour.lower() == theme.MUTED.lower():
            # On a dark slide a light grey would stand out before all colours.
            is_dark = theme.luminance(self.ground) < theme.luminance(self.text_shown)
            return _Own(mixed(self.ground, self.text_shown, _QUIET) if is_dark else colour)
        return _Own(self._seen(colour))

    def _seen(self, colour: str) -> str:
        shade = shade_to_be_seen(colour, self.behind)
        return shaded(colour, shade) if shade else colour if shade is not None else self.text_shown


def ink_on(behind: tuple[str, ...], background: Background, wanted: str = "") -> Ink:
    """Return the colour of text on colours; where none can be read on all of them, a panel comes with it.

    wanted: the colour that the template has for it, which is kept where it can be read.
    """
    colours = background.colours
    names = [name for name in ("tx1", "bg1") if name in colours]
    candidates = [(wanted, wanted)] if wanted else []
    candidates += [
        (name if name == "tx1" and not background.is_map_overridden else colours[name], colours[name]) for name in names
    ]
    candidates += [(colour, colour) for colour in ("#000000", "#ffffff")]
    for colour, seen in candidates:
        if least_contrast(seen, behind) >= TEXT_CONTRAST:
            return Ink(colour)
    panel = colours.get("bg1", "#ffffff")
    return dataclasses.replace(ink_on((panel,), background), panel=panel)


def set_colour(format_: ColorFormat, colour: str) -> None:
    """Set a colour: "tx1", or "#" and six digits."""
    if colour == "tx1":
        format_.theme_color = MSO_THEME_COLOR.TEXT_1
    else:
        format_.rgb = RGBColor.from_string(colour[1:].upper())


def _series_colours(background: Background, behind: tuple[str, ...]) -> tuple[_Own, ...] | None:
    """Return six colours that are seen on what is behind them and told from each other; None where there are none."""
    accents = [background.colours.get(name, "") for name in _ACCENT_NAMES]
    candidates = ([accents] if all(accents) else []) + [theme.CATEGORICAL]
    for colours in candidates:
        shades = [shade_to_be_seen(colour, behind) for colour in colours]
        if any(shade is None for shade in shades):
            continue
        found = tuple(
            _Own(shaded(colour, shade) if shade else colour, place if colours is accents else None, shade)
            for place, (colour, shade) in enumerate(zip(colours, shades, strict=True))
            if shade is not None
        )
        if _are_apart(found):
            return found
    return _apart_on(behind)


def _are_apart(colours: tuple[_Own, ...]) -> bool:
    return all(difference(one.shown, two.shown) >= _APART for one, two in itertools.combinations(colours, 2))


@functools.cache
def _apart_on(behind: tuple[str, ...]) -> tuple[_Own, ...] | None:
    """Return six colours as different from each other as can be, of all hues, that are seen on what is behind them."""
    wheel = [
        hex_of(colorsys.hls_to_rgb(hue / 12, lightness / 10, saturation))
        for hue in range(12)
        for lightness in range(1, 10)
        for saturation in (0.15, 0.75)
    ]
    seen = [colour for colour in wheel if least_contrast(colour, behind) >= MARK_CONTRAST]
    if not seen:
        return None
    chosen = [min(seen, key=lambda colour: difference(colour, theme.MAIN))]
    while len(chosen) < len(_ACCENTS):
        chosen.append(max(seen, key=lambda colour: min(difference(colour, each) for each in chosen)))
    found = tuple(map(_Own, chosen))
    return found if _are_apart(found) else None


def _place(colours: list[str], colour: str) -> int | None:
    known = [each.lower() for each in colours]
    return known.index(colour.lower()) if colour.lower() in known else None


def _is_hex(colour: Any) -> bool:
    return isinstance(colour, str) and len(colour) == 7 and colour.startswith("#")

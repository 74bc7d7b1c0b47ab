"""A slide's colours: of the default template or of the hub's own, and which text can be read on each."""

import colorsys
import dataclasses
from typing import Any

from lxml import etree
from pptx.dml.color import ColorFormat, RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.slide import SlideMaster

from reach import theme

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ACCENTS = tuple(getattr(MSO_THEME_COLOR, f"ACCENT_{number}") for number in range(1, 7))
_ACCENT_NAMES = tuple(f"accent{number}" for number in range(1, 7))
_NAMES = {"white": "#ffffff", "black": "#000000"}
_SHADES = (0.65, 0.4, 0.2, 0.0, -0.4)
"""Of the first accent, for `theme.SEQUENTIAL`'s shades from light to dark: how much lighter or darker."""
_LEAST_CONTRAST = 1.4
"""Between an accent and the slide behind it; the colour of a bar that is fainter would not be seen."""


@dataclasses.dataclass(frozen=True)
class Palette:
    """The theme's colours by their names ("accent1", "tx1", ...), and whether charts take theirs from it.

    The six colours of charts are the theme's six accents, so a chart changes with the theme, here and in PowerPoint. In
    the default template they are as on screen. Where a template's accents are alike or can hardly be seen on its
    background, charts keep their own.
    """

    theme_colours: dict[str, str]

    @classmethod
    def of(cls, master: SlideMaster) -> "Palette":
        """Read the colours of a master's theme."""
        root = etree.fromstring(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
        scheme = root.find(f".//{_DRAWING}clrScheme")
        own: dict[str, str] = {}
        for entry in scheme if scheme is not None else ():
            colour = entry[0].get("lastClr") or entry[0].get("val") or ""
            if len(colour) == 6:
                own[etree.QName(entry).localname] = f"#{colour.lower()}"
        mapped = master.element.find(f"{{{master.element.nsmap['p']}}}clrMap")
        names = dict(mapped.attrib) if mapped is not None else {}
        return cls(own | {name: own[to] for name, to in names.items() if to in own})

    @property
    def background(self) -> str:
        """The colour of a slide."""
        return self.theme_colours.get("bg1", "#ffffff")

    @property
    def text(self) -> str:
        """The colour of text on a slide."""
        return self.theme_colours.get("tx1", theme.TEXT)

    @property
    def takes_accents(self) -> bool:
        """Whether the theme's accents can stand for the colours of charts."""
        accents = [self.theme_colours.get(name) for name in _ACCENT_NAMES]
        return len({accent for accent in accents if accent}) == len(_ACCENT_NAMES) and all(
            contrast(str(accent), self.background) >= _LEAST_CONTRAST for accent in accents
        )

    def shown(self, colour: str) -> str:
        """Give a colour of a figure as it will be seen."""
        colour = _NAMES.get(colour, colour)
        own = self._of_theme(colour)
        if own is not None:
            accent, shade = own
            return _shaded(self.theme_colours[_ACCENT_NAMES[accent]], shade)
        return colour if _is_hex(colour) else theme.MAIN

    def text_on(self, colour: str) -> str:
        """Give the colour in which text can be read on a figure's colour."""
        return theme.text_colour_on(self.shown(colour))

    def fill(self, format_: FillFormat, colour: str) -> None:
        """Fill a shape with a figure's colour."""
        format_.solid()
        self.set(format_.fore_color, colour)

    def set(self, format_: ColorFormat, colour: str) -> None:
        """Set a colour: the theme's own where it has one for it."""
        own = self._of_theme(_NAMES.get(colour, colour))
        if colour == theme.TEXT:
            format_.theme_color = MSO_THEME_COLOR.TEXT_1
            return
        if own is None:
            format_.rgb = RGBColor.from_string(self.shown(colour)[1:].upper())
            return
        accent, shade = own
        format_.theme_color = _ACCENTS[accent]
        if shade:
            format_.brightness = shade

    def _of_theme(self, colour: str) -> tuple[int, float] | None:
        """Give the accent that stands for a chart's colour, and how much lighter it is to be."""
        if not self.takes_accents:
            return None
        place = _place(theme.CATEGORICAL, colour)
        if place is not None:
            return place, 0.0
        shade = _place(theme.SEQUENTIAL, colour)
        is_default = self.theme_colours["accent1"].lower() == theme.MAIN.lower()
        return None if shade is None or is_default else (0, _SHADES[shade])


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((theme.luminance(one), theme.luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _shaded(colour: str, shade: float) -> str:
    """Give a colour lighter or darker, as PowerPoint does."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    lightness = lightness * (1 - shade) + shade if shade > 0 else lightness * (1 + shade)
    return "#" + "".join(f"{round(255 * each):02x}" for each in colorsys.hls_to_rgb(hue, lightness, saturation))


def _place(colours: list[str], colour: str) -> int | None:
    known = [each.lower() for each in colours]
    return known.index(colour.lower()) if colour.lower() in known else None


def _is_hex(colour: Any) -> bool:
    return isinstance(colour, str) and len(colour) == 7 and colour.startswith("#")

"""What stands behind a slide's texts and charts: the background of its layout or master, and the shapes that they draw.

Colours are those that are seen: theme colours go through the colour map of the master, or the one by which the layout
overrides it. Gradients, patterns and pictures are many colours, of which each counts.
"""

import dataclasses
import io
import itertools
from collections.abc import Iterator
from typing import Any

from lxml import etree
from PIL import Image, ImageColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.slide import SlideLayout
from pptx.util import Pt

from reach import theme
from reach.report.slides.colours import channels as channels_of
from reach.report.slides.colours import from_linear, hex_of, linear, mixed, with_lightness
from reach.report.slides.fitting import Box

_ANYTHING = ("#000000", "#808080", "#ffffff")
"""What is behind where it cannot be known, as of a picture in a format that is not read."""
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill", "noFill", "grpFill")
_BETWEEN_STOPS = (0.25, 0.5, 0.75)
_PICTURE_SIZE = (160, 90)
_SHADES_OF_PICTURE = 12
_LEAST_STRIP = 5
"""In points: a thinner line at the edge of a text is not behind it."""
_COVERING = ("rect", "round2SameRect", "snip1Rect")


@dataclasses.dataclass(frozen=True)
class _Paint:
    """How a surface is filled: with colours, or with a picture; alpha: 0 for nothing, 1 for all that is behind."""

    colours: tuple[str, ...]
    picture: Image.Image | None = None
    alpha: float = 1


@dataclasses.dataclass(frozen=True)
class _Layer:
    """A painted surface. covers: whether it hides what is behind, within its box."""

    box: Box
    paint: _Paint
    covers: bool


class Background:
    """What is behind slides of one layout."""

    def __init__(self, layout: SlideLayout, width: float, height: float) -> None:
        """Read it. width, height: of a slide, in points."""
        self.colours, self.is_map_overridden = _colours_of(layout)
        self._page = Box(0, 0, width, height)
        self._layers = [_Layer(self._page, self._background(layout), covers=True), *self._decorations(layout)]

    def behind(self, box: Box) -> tuple[str, ...]:
        """Return every colour behind a box, as far as it can be known."""
        seen: tuple[str, ...] = ("#ffffff",)
        for layer in self._layers:
            part = _common(layer.box, box)
            if part is None:
                continue
            colours = _painted(layer, part, seen)
            seen = colours if layer.covers and _is_within(box, layer.box) else (*seen, *colours)
        return tuple(dict.fromkeys(seen))

    def behind_placeholder(self, placeholder: Any, box: Box) -> tuple[str, ...]:
        """Return every colour behind the text of a placeholder, which may have a filling of its own."""
        while placeholder is not None:
            paint = _paint_of(placeholder.element.find(qn("p:spPr")), self.colours, placeholder.part)
            if paint is not None:
                seen = self.behind(box)
                return _painted(_Layer(box, paint, covers=True), box, seen) if paint.colours else seen
            placeholder = getattr(placeholder, "_base_placeholder", None)
        return self.behind(box)

    def colour_of_text(self, fill: Any) -> str | None:
        """Return the colour of a text's filling as it is seen; None where it is not one colour."""
        if etree.QName(fill).localname != "solidFill" or not len(fill):
            return None
        colour, alpha = _resolved(fill[0], self.colours)
        return colour if alpha == 1 else None

    def _background(self, layout: SlideLayout) -> _Paint:
        for owner in (layout, layout.slide_master):
            properties = owner.element.cSld.find(f"{qn('p:bg')}/{qn('p:bgPr')}")
            if properties is not None:
                return _paint_of(properties, self.colours, owner.part) or _Paint(("#ffffff",))
            reference = owner.element.cSld.find(f"{qn('p:bg')}/{qn('p:bgRef')}")
            if reference is not None:
                return self._of_theme(layout, reference)
        return _Paint((self.colours.get("bg1", "#ffffff"),))

    def _of_theme(self, layout: SlideLayout, reference: Any) -> _Paint:
        """Return the background of the theme's list that a master refers to by number."""
        number = int(reference.get("idx", "0"))
        own = _resolved(reference[0], self.colours)[0] if len(reference) else "#ffffff"
        part = layout.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        root = etree.fromstring(part.blob)
        name, place = ("bgFillStyleLst", number - 1001) if number > 1000 else ("fillStyleLst", number - 1)
        fills = root.find(f".//{qn(f'a:{name}')}")
        if fills is None or not 0 <= place < len(fills):
            return _Paint((own,))
        return _paint(fills[place], self.colours, part, own) or _Paint((own,))

    def _decorations(self, layout: SlideLayout) -> Iterator[_Layer]:
        """Give what master and layout draw that is no placeholder, from the back to the front."""
        shows_master = layout.element.get("showMasterSp", "1") not in ("0", "false")
        for owner in (layout.slide_master, layout) if shows_master else (layout,):
            for shape in owner.shapes:
                if not shape.is_placeholder:
                    yield from self._layers_of(shape, owner.part)

    def _layers_of(self, shape: Any, part: Any) -> Iterator[_Layer]:
        if any(length is None for length in (shape.left, shape.top, shape.width, shape.height)):
            return
        box = Box(*(length / Pt(1) for length in (shape.left, shape.top, shape.width, shape.height)))
        element = shape.element
        kind = etree.QName(element).localname
        if kind == "sp":
            paint = _paint_of(element.find(qn("p:spPr")), self.colours, part)
            if paint is None:
                styled = element.find(f"{qn('p:style')}/{qn('a:fillRef')}")
                is_filled = styled is not None and styled.get("idx") != "0" and len(styled)
                paint = _Paint((_resolved(styled[0], self.colours)[0],)) if is_filled else _Paint(())
            geometry = element.xpath("p:spPr/a:prstGeom/@prst")
            if paint.colours:
                yield _Layer(box, paint, covers=geometry[:1] in [[each] for each in _COVERING] and not shape.rotation)
        elif kind == "pic":
            paint = _paint(element.find(qn("p:blipFill")), self.colours, part, "#ffffff")
            if paint is not None:
                yield _Layer(box, paint, covers=False)
        elif kind in ("grpSp", "graphicFrame"):
            fills = (each for name in _FILLS for each in element.iter(qn(f"a:{name}")))
            found = [paint for fill in fills if (paint := _paint(fill, self.colours, part, "#ffffff"))]
            colours = tuple(colour for paint in found for colour in paint.colours)
            yield _Layer(box, _Paint(colours or _ANYTHING), covers=False)


def _colours_of(layout: SlideLayout) -> tuple[dict[str, str], bool]:
    """Return the theme's colours by all their names ("accent1", "dk1", "tx1"), and whether the layout has a map."""
    master = layout.slide_master
    root = etree.fromstring(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    scheme = root.find(f".//{qn('a:clrScheme')}")
    own: dict[str, str] = {}
    for entry in scheme if scheme is not None else ():
        colour = entry[0].get("lastClr") or entry[0].get("val") or ""
        if len(colour) == 6:
            own[etree.QName(entry).localname] = f"#{colour.lower()}"
    overridden = layout.element.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")
    mapped = overridden if overridden is not None else master.element.find(qn("p:clrMap"))
    names = dict(mapped.attrib) if mapped is not None else {}
    return own | {name: own[to] for name, to in names.items() if to in own}, overridden is not None


def _paint_of(properties: Any, colours: dict[str, str], part: Any) -> _Paint | None:
    """Return how something is filled by its own properties; without colours where it is see-through, None if unsaid."""
    if properties is None:
        return None
    for child in properties:
        if etree.QName(child).localname in _FILLS:
            return _paint(child, colours, part, "#ffffff") or _Paint(())
    return None


def _paint(fill: Any, colours: dict[str, str], part: Any, own: str) -> _Paint | None:
    """Return a filling; None for none. own: the colour that takes the place of "phClr"."""
    match etree.QName(fill).localname:
        case "solidFill" if len(fill):
            colour, alpha = _resolved(fill[0], colours, own)
            return _Paint((colour,), alpha=alpha)
        case "gradFill":
            stops = [_resolved(stop[0], colours, own) for stop in fill.iter(qn("a:gs")) if len(stop)]
            return _Paint(_gradient([colour for colour, _ in stops]), alpha=min((a for _, a in stops), default=1))
        case "pattFill":
            return _Paint(tuple(_resolved(side[0], colours, own)[0] for side in fill if len(side)) or _ANYTHING)
        case "blipFill":
            return _picture(fill, part)
    return None


def _gradient(stops: list[str]) -> tuple[str, ...]:
    between = [mixed(one, two, share) for one, two in itertools.pairwise(stops) for share in _BETWEEN_STOPS]
    return (*stops, *between) or _ANYTHING


def _picture(fill: Any, part: Any) -> _Paint:
    """Return a picture, small enough to look at each of its dots."""
    blip = fill.find(qn("a:blip"))
    relation = blip.get(qn("r:embed")) if blip is not None else None
    try:
        with Image.open(io.BytesIO(part.related_part(relation).blob)) as picture:
            picture.draft("RGB", _PICTURE_SIZE)
            small = picture.convert("RGBA").resize(_PICTURE_SIZE, Image.Resampling.BOX)
    except Exception:  # of any format, and damaged in any way: it is taken for the worst
        return _Paint(_ANYTHING)
    paper = Image.new("RGBA", small.size, "white")
    small = Image.alpha_composite(paper, small).convert("RGB")
    faint = blip.find(qn("a:alphaModFix"))
    alpha = int(faint.get("amt", "100000")) / 100_000 if faint is not None else 1.0
    return _Paint(_ANYTHING, None if fill.find(qn("a:tile")) is not None else small, alpha)


def _painted(layer: _Layer, part: Box, behind: tuple[str, ...]) -> tuple[str, ...]:
    """Return the colours of a part of a layer, with what shines through."""
    paint, colours = layer.paint, layer.paint.colours
    if paint.picture is not None:
        width, height = paint.picture.size
        left, top = (part.left - layer.box.left) / layer.box.width, (part.top - layer.box.top) / layer.box.height
        right, bottom = left + part.width / layer.box.width, top + part.height / layer.box.height
        edges = (int(left * width), int(top * height), max(round(right * width), 1), max(round(bottom * height), 1))
        colours = _shades_of(paint.picture.crop(edges))
    if paint.alpha >= 1:
        return colours
    return tuple(mixed(below, colour, paint.alpha) for below in behind for colour in colours)


def _shades_of(picture: Image.Image) -> tuple[str, ...]:
    """Return some of a picture's colours, from the darkest to the lightest."""
    dots = picture.tobytes()
    colours = {hex_of(value / 255 for value in dots[at : at + 3]) for at in range(0, len(dots), 3)}
    ordered = sorted(colours, key=theme.luminance)
    step = max((len(ordered) - 1) / _SHADES_OF_PICTURE, 1)
    places = {min(round(number * step), len(ordered) - 1) for number in range(_SHADES_OF_PICTURE + 1)}
    return tuple(ordered[place] for place in sorted(places))


def _resolved(colour: Any, colours: dict[str, str], own: str = "#ffffff") -> tuple[str, float]:
    """Return a colour as it is seen, and how much of it hides what is behind."""
    value, alpha = _named(colour, colours, own), 1.0
    for change in colour:
        amount = int(change.get("val", "100000").removesuffix("%") or 0) / 100_000
        match etree.QName(change).localname:
            case "lumMod":
                value = with_lightness(value, factor=amount)
            case "lumOff":
                value = with_lightness(value, offset=amount)
            case "shade":
                value = hex_of(from_linear(linear(each) * amount) for each in channels_of(value))
            case "tint":
                value = hex_of(from_linear(linear(each) * amount + 1 - amount) for each in channels_of(value))
            case "alpha":
                alpha = amount
    return value, alpha


def _named(colour: Any, colours: dict[str, str], own: str) -> str:
    value = colour.get("val", "")
    match etree.QName(colour).localname:
        case "srgbClr" if len(value) == 6:
            return f"#{value.lower()}"
        case "sysClr":
            return f"#{(colour.get('lastClr') or ('000000' if 'Text' in value else 'ffffff')).lower()}"
        case "schemeClr":
            return own if value == "phClr" else colours.get(value, "#000000")
        case "scrgbClr":
            return hex_of(from_linear(int(colour.get(each, "0")) / 100_000) for each in "rgb")
        case "prstClr":
            try:
                return hex_of(
                    each / 255 for each in ImageColor.getrgb(value.replace("dk", "dark").replace("lt", "light"))[:3]
                )
            except ValueError:
                return "#808080"
    return "#808080"


def _common(one: Box, other: Box) -> Box | None:
    left, top = max(one.left, other.left), max(one.top, other.top)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    if right - left < _LEAST_STRIP or bottom - top < _LEAST_STRIP:
        return None
    return Box(left, top, right - left, bottom - top)


def _is_within(inner: Box, outer: Box) -> bool:
    edge = _LEAST_STRIP
    return (
        inner.left >= outer.left - edge
        and inner.top >= outer.top - edge
        and inner.right <= outer.right + edge
        and inner.bottom <= outer.bottom + edge
    )

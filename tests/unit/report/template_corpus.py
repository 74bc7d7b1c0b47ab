"""Templates as hubs have them, made by code: each with what is behind its titles and charts, stated by hand."""

import dataclasses
import io
import random
from collections.abc import Callable
from typing import Any

import pptx
from lxml import etree
from PIL import Image
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

INVERTED = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
WHITE, BLACK, NAVY = "#ffffff", "#000000", "#14213d"


@dataclasses.dataclass(frozen=True)
class Template:
    """A template, and what is behind the texts and charts of its slides with charts."""

    name: str
    change: Callable[[Any], None]
    behind: tuple[str, ...]
    behind_title: tuple[str, ...] = ()
    theme: tuple[tuple[str, str], ...] = ()
    """Colours of the theme by name."""
    font: str = ""

    def content(self) -> bytes:
        """Return the file."""
        presentation = pptx.Presentation()
        part = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        root: Any = etree.fromstring(part.blob)
        for name, colour in self.theme:
            root.find(f".//{qn(f'a:{name}')}")[:] = [parse_xml(f'<a:srgbClr {nsdecls("a")} val="{colour}"/>')]
        for latin in root.iterfind(f".//{qn('a:fontScheme')}/*/{qn('a:latin')}"):
            latin.set("typeface", self.font or latin.get("typeface"))
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.change(presentation)
        content = io.BytesIO()
        presentation.save(content)
        return content.getvalue()


def _plain(_: Any) -> None:
    """Leave it as it is: 4:3, black on white."""


def _wide(presentation: Any) -> None:
    width = Pt(960)
    factor = width / presentation.slide_width
    presentation.slide_width = width
    for owner in (presentation.slide_master, *presentation.slide_layouts):
        for placeholder in owner.placeholders:
            if placeholder.element.find(f"{qn('p:spPr')}/{qn('a:xfrm')}") is not None:
                left, size = round(placeholder.left * factor), round(placeholder.width * factor)
                placeholder.left, placeholder.width = left, size


def _set_background(owner: Any, fill: str) -> None:
    common = owner.element.cSld
    for found in common.findall(qn("p:bg")):
        common.remove(found)
    common.insert(0, parse_xml(f"<p:bg {nsdecls('p', 'a', 'r')}><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"))


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>'


def _dark(presentation: Any) -> None:
    """Paint the master dark, and leave the theme's text dark, too."""
    _set_background(presentation.slide_master, _solid(NAVY))


def _inverted(presentation: Any) -> None:
    presentation.slide_master.element.find(qn("p:clrMap")).attrib.update(INVERTED)


def _overridden(presentation: Any) -> None:
    """Turn the colours of one layout round."""
    layout = presentation.slide_layouts.get_by_name("Title Only")
    names = dict(presentation.slide_master.element.find(qn("p:clrMap")).attrib) | INVERTED
    mapped = " ".join(f'{name}="{to}"' for name, to in names.items())
    override = layout.element.find(qn("p:clrMapOvr"))
    override[:] = [parse_xml(f"<a:overrideClrMapping {nsdecls('a')} {mapped}/>")]
    _set_background(layout, '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>')


def _theme_colour(presentation: Any) -> None:
    """Take a darker share of a theme colour for the background: 1F497D, half as light."""
    fill = '<a:solidFill><a:schemeClr val="tx2"><a:lumMod val="50000"/></a:schemeClr></a:solidFill>'
    _set_background(presentation.slide_master, fill)


def _gradient(start: str, end: str) -> Callable[[Any], None]:
    def change(presentation: Any) -> None:
        stops = "".join(
            f'<a:gs pos="{place}"><a:srgbClr val="{colour[1:].upper()}"/></a:gs>'
            for place, colour in ((0, start), (100_000, end))
        )
        fill = f'<a:gradFill rotWithShape="1"><a:gsLst>{stops}</a:gsLst><a:lin ang="5400000" scaled="0"/></a:gradFill>'
        _set_background(presentation.slide_master, fill)

    return change


def _picture(low: int, high: int) -> Callable[[Any], None]:
    """Lay a picture of grey patches behind everything."""

    def change(presentation: Any) -> None:
        chance = random.Random(3)
        small = Image.new("L", (64, 48))
        small.putdata([chance.choice((low, (low + high) // 2, high)) for _ in range(64 * 48)])
        content = io.BytesIO()
        small.resize((640, 480), Image.Resampling.NEAREST).convert("RGB").save(content, "PNG")
        master = presentation.slide_master
        _, relation = master.part.get_or_add_image_part(io.BytesIO(content.getvalue()))
        blip = f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        _set_background(master, f'<a:blipFill dpi="0" rotWithShape="1">{blip}</a:blipFill>')

    return change


def _grey(value: int) -> str:
    return f"#{value:02x}{value:02x}{value:02x}"


def _brand_title(presentation: Any) -> None:
    """Write titles in the brand's colour, on a background of the brand's colour, a little lighter."""
    _set_background(presentation.slide_master, _solid("#0f5c4a"))
    style = presentation.slide_master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
    style.find(qn("a:solidFill"))[:] = [parse_xml(f'<a:srgbClr {nsdecls("a")} val="0B4A3B"/>')]


def _place_title(left: float, top: float, width: float, height: float) -> Callable[[Any], None]:
    """Put the title of master and layouts somewhere, in points."""

    def change(presentation: Any) -> None:
        for owner in (presentation.slide_master, presentation.slide_layouts.get_by_name("Title Only")):
            title = next(each for each in owner.placeholders if each.placeholder_format.type == PP_PLACEHOLDER.TITLE)
            title.left, title.top, title.width, title.height = (Pt(each) for each in (left, top, width, height))

    return change


def _band(presentation: Any) -> None:
    """Draw a band behind the titles, whose text stays dark."""
    width, height = presentation.slide_width, Pt(130)
    shape = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_solid(NAVY)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
    presentation.slide_master.shapes._spTree.insert(2, shape)


def _filled_title(presentation: Any) -> None:
    """Fill the title's own box."""
    title = presentation.slide_master.placeholders[0]
    title.fill.solid()
    title._element.spPr.find(qn("a:solidFill"))[:] = [parse_xml(f'<a:srgbClr {nsdecls("a")} val="801650"/>')]


def _without_numbers(presentation: Any) -> None:
    """Take away the place of the slide's number, and write the footer very small and pale."""
    for owner in (presentation.slide_master, *presentation.slide_layouts):
        for placeholder in list(owner.placeholders):
            if placeholder.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
                placeholder.element.getparent().remove(placeholder.element)
            elif placeholder.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
                for run in placeholder.element.iter(qn("a:defRPr")):
                    run.set("sz", "800")


def _accents(*colours: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"accent{number}", colour) for number, colour in enumerate(colours, start=1))


_PALE = _accents("FFE5B4", "FFF3B0", "D8F3DC", "CDE7F0", "F6D5E5", "E8E8F4")
_ALIKE = _accents("1F4E79", "1F4F7A", "20507B", "2E75B6", "2F76B7", "204F7A")

TEMPLATES = (
    Template("plain", _plain, (WHITE,)),
    Template("wide", _wide, (WHITE,)),
    Template("dark master", _dark, (NAVY,)),
    Template("inverted map", _inverted, (BLACK,)),
    Template("layout's own map", _overridden, (BLACK,)),
    Template("dark theme colour", _theme_colour, ("#10253f",)),
    Template("pale gradient", _gradient("#fff7e0", "#dcefff"), ("#fff7e0", "#edf3ef", "#dcefff")),
    Template("gradient from dark to light", _gradient("#101820", "#f0f4f8"), ("#101820", "#80868c", "#f0f4f8")),
    Template("dark picture", _picture(0, 40), (_grey(0), _grey(20), _grey(40))),
    Template("busy picture", _picture(0, 255), (_grey(0), _grey(127), _grey(255))),
    Template("pale accents", _plain, (WHITE,), theme=_PALE),
    Template("accents alike", _plain, (WHITE,), theme=_ALIKE),
    Template("brand on brand", _brand_title, ("#0f5c4a",)),
    Template("title at the bottom", _place_title(36, 420, 648, 70), (WHITE,)),
    Template("title on the left", _place_title(24, 40, 200, 440), (WHITE,)),
    Template("tiny title", _place_title(500, 10, 180, 24), (WHITE,)),
    Template("wide font", _plain, (WHITE,), font="Verdana"),
    Template("band behind titles", _band, (WHITE,), (NAVY,)),
    Template("filled titles", _filled_title, (WHITE,), ("#801650",)),
    Template("without numbers", _without_numbers, (WHITE,)),
)

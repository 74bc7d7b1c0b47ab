"""The default template, for hubs that give none: 16:9, Arial, the Government Analysis Function's colours."""

import functools
import io
from typing import Any

import pptx
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Pt

from reach import theme
from reach.report.slides.fitting import Box

WIDTH, HEIGHT = 960, 540
_EDGE = 40
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_TITLE_SIZE, _TEXT_SIZE, _LOWER_LEVELS = 28, 24, 18
_COVER_TITLE_SIZE, _COVER_TEXT_SIZE = 40, 20
_KEPT = {"Title Slide", "Title and Content", "Title Only", "Picture with Caption"}
_PLACES = {
    PP_PLACEHOLDER.TITLE: Box(_EDGE, 26, WIDTH - 2 * _EDGE, 56),
    PP_PLACEHOLDER.BODY: Box(_EDGE, 92, WIDTH - 2 * _EDGE, 406),
    PP_PLACEHOLDER.FOOTER: Box(_EDGE, 506, 620, 24),
    PP_PLACEHOLDER.SLIDE_NUMBER: Box(WIDTH - _EDGE - 120, 506, 120, 24),
}
_STORY_TEXT, _STORY_PICTURE = Box(_EDGE, 92, 500, 406), Box(_EDGE + 520, 92, WIDTH - 2 * _EDGE - 520, 406)
_COVER_TITLE, _COVER_TEXT = Box(72, 130, WIDTH - 144, 130), Box(72, 286, WIDTH - 144, 190)


@functools.cache
def default_template() -> bytes:
    """Make the template, from the library's empty presentation."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    master = presentation.slide_master
    for layout in list(presentation.slide_layouts):
        if layout.name not in _KEPT:
            presentation.slide_layouts.remove(layout)
    _set_theme(master)
    _set_master(master)
    for layout in presentation.slide_layouts:
        for placeholder in list(layout.placeholders):
            kind = placeholder.placeholder_format.type
            if kind == PP_PLACEHOLDER.DATE:
                placeholder.element.getparent().remove(placeholder.element)
            elif kind == PP_PLACEHOLDER.FOOTER:
                _set_footer(placeholder)
    _set_cover(presentation.slide_layouts.get_by_name("Title Slide"))
    _set_story(presentation.slide_layouts.get_by_name("Picture with Caption"))
    content = io.BytesIO()
    presentation.save(content)
    return content.getvalue()


def _set_theme(master: SlideMaster) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root: Any = etree.fromstring(part.blob)
    colours = {
        "dk1": theme.TEXT,
        "lt1": "#ffffff",
        "dk2": theme.MAIN,
        "lt2": "#f3f2f1",
        **{f"accent{number}": colour for number, colour in enumerate(theme.CATEGORICAL, start=1)},
        "hlink": theme.MAIN,
        "folHlink": theme.CATEGORICAL[2],
    }
    scheme = root.find(f".//{_A}clrScheme")
    scheme.set("name", "Reach")
    for name, colour in colours.items():
        entry = scheme.find(f"{_A}{name}")
        entry[:] = [etree.Element(f"{_A}srgbClr", val=colour[1:].upper())]
    for font in ("majorFont", "minorFont"):
        root.find(f".//{_A}{font}/{_A}latin").set("typeface", "Arial")
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_master(master: SlideMaster) -> None:
    for placeholder in list(master.placeholders):
        kind = placeholder.placeholder_format.type
        if kind not in _PLACES:
            placeholder.element.getparent().remove(placeholder.element)
            continue
        _put(placeholder, _PLACES[kind], anchor={PP_PLACEHOLDER.BODY: "t", PP_PLACEHOLDER.TITLE: "b"}.get(kind, "ctr"))
        for level in placeholder.element.findall(f".//{_A}lvl1pPr"):
            level.set("algn", "l" if kind == PP_PLACEHOLDER.FOOTER else "r")
            # The library's grey is too pale to read.
            level.find(f".//{_A}schemeClr")[:] = []
    title = master.element.find(f".//{_P}titleStyle/{_A}lvl1pPr")
    title.set("algn", "l")
    run = title.find(f"{_A}defRPr")
    run.set("sz", str(100 * _TITLE_SIZE))
    run.set("b", "1")
    run.find(f".//{_A}schemeClr").set("val", "tx2")
    for level, run in enumerate(master.element.findall(f".//{_P}bodyStyle/*/{_A}defRPr")):
        run.set("sz", str(100 * (_TEXT_SIZE if level == 0 else _LOWER_LEVELS)))
    _add_band(master, Box(0, 0, WIDTH, 10), "accent1")


def _set_footer(placeholder: Any) -> None:
    """Say again on a layout what its footer has from the master: LibreOffice looks no further up."""
    _put(placeholder, _PLACES[PP_PLACEHOLDER.FOOTER], anchor="ctr")
    placeholder.element.txBody.find(f"{_A}lstStyle")[:] = [
        parse_xml(
            f'<a:lvl1pPr {nsdecls("a")} algn="l"><a:defRPr sz="1400"><a:solidFill><a:schemeClr val="tx1"/>'
            '</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
        )
    ]


def _set_cover(layout: SlideLayout) -> None:
    """Make the title slide white on the main colour."""
    background = f'<p:bg {nsdecls("p", "a")}><p:bgPr><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
    layout.element.cSld.insert(0, parse_xml(f"{background}<a:effectLst/></p:bgPr></p:bg>"))
    for placeholder in layout.placeholders:
        kind = placeholder.placeholder_format.type
        is_title = kind == PP_PLACEHOLDER.CENTER_TITLE
        if not is_title and kind != PP_PLACEHOLDER.SUBTITLE:
            placeholder.element.getparent().remove(placeholder.element)
            continue
        _put(placeholder, _COVER_TITLE if is_title else _COVER_TEXT, anchor="b" if is_title else "t")
        size = _COVER_TITLE_SIZE if is_title else _COVER_TEXT_SIZE
        style = placeholder.element.txBody.find(f"{_A}lstStyle")
        style[:] = [
            parse_xml(
                f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{100 * size}">'
                '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:defRPr></a:lvl1pPr>'
            )
        ]
    _add_band(layout, Box(_COVER_TITLE.left, _COVER_TITLE.bottom + 10, 96, 6), "accent2")


def _set_story(layout: SlideLayout) -> None:
    """Put a text on the left and a picture on the right, each with what it is for."""
    places = {
        PP_PLACEHOLDER.TITLE: (_PLACES[PP_PLACEHOLDER.TITLE], "b", ""),
        PP_PLACEHOLDER.BODY: (
            _STORY_TEXT,
            "t",
            "What the school wanted, what it did with us, what is different now",
        ),
        PP_PLACEHOLDER.PICTURE: (_STORY_PICTURE, "t", "A picture from the school, with its agreement"),
    }
    for placeholder in layout.placeholders:
        if placeholder.placeholder_format.type not in places:
            continue
        box, anchor, prompt = places[placeholder.placeholder_format.type]
        _put(placeholder, box, anchor=anchor)
        placeholder.element.txBody.find(f"{_A}lstStyle")[:] = []
        if prompt:
            placeholder.text_frame.text = prompt


def _put(placeholder: Any, box: Box, *, anchor: str) -> None:
    placeholder.left, placeholder.top, placeholder.width, placeholder.height = box.emu
    body = placeholder.element.txBody.bodyPr
    body.set("lIns", "0")
    body.set("rIns", "0")
    body.set("anchor", anchor)


def _add_band(on: SlideMaster | SlideLayout, box: Box, colour: str) -> None:
    """Add a rectangle for decoration, behind everything else."""
    left, top, width, height = box.emu
    shape = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    on.shapes._spTree.insert(2, shape)

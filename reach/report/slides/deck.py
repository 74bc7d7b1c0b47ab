"""A presentation under construction: slides by what they are for, with all that every slide must have.

Each slide has its title in the layout's own placeholder, its section's name and number at the foot, notes for who
speaks, and texts in British English. What is on it stands in the order in which it is read.
"""

import copy
import dataclasses
import datetime as dt
import io
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide, SlideLayout
from pptx.util import Pt

from reach.exports.typesetting import readable
from reach.report.slides.fitting import LEAST_SIZE, LINE_HEIGHT, Box, Fitted, fit, pages_of, space_between
from reach.report.slides.house import house_template
from reach.report.slides.palette import Palette
from reach.report.slides.template import SMALL_PRINT, layouts_of, opened

LANGUAGE = "en-GB"
_GAP = 10
_LEAST_TITLE, _LEAST_TEXT = 18, 18
_NARROW_FONTS = ("arial", "calibri", "helvetica", "aptos", "segoe", "gill", "carlito", "liberation", "arimo", "times")
_BREADTH_OF_OTHERS = 1.15
"""How much wider than Arial a font may be that is not known to be no wider."""
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_NEWER = "http://schemas.microsoft.com/office/powerpoint/2010/main"


@dataclasses.dataclass(frozen=True)
class Page:
    """A slide and the room that is left on it below its title."""

    slide: Slide
    room: Box


class Deck:
    """Slides as they are put together."""

    def __init__(self, template: bytes | None) -> None:
        self._presentation = opened(house_template() if template is None else template)
        self._layouts = layouts_of(self._presentation)
        self.palette = Palette.of(self._layouts.chart.slide_master)
        self.breadth = self._breadth()
        self._sections: list[tuple[str, list[int]]] = []

    def begin_section(self, name: str) -> None:
        """Begin a section: PowerPoint shows it in its overview, and every slide at its foot."""
        self._sections.append((readable(name), []))

    def add_cover(self, title: str, lines: Sequence[str], notes: str) -> Slide:
        """Add the cover."""
        slide, _ = self._add(self._layouts.cover, title)
        body = _placeholder(slide, (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT))
        if body is not None:
            room = _inner(body)
            size = _size_of(body, 24)
            while size > LEAST_SIZE and len(pages_of(lines, size, room.width / self.breadth, room.height)) > 1:
                size -= 1
            self._write_placeholder(body, lines, size)
        else:
            room = self._room(slide, self._layouts.cover)
            self.add_text(slide, room, "\n".join(lines), 16)
        _drop_empty(slide)
        self._note(slide, notes)
        return slide

    def add_page(self, title: str, notes: str) -> Page:
        """Add a slide with a title and room for what is put on it."""
        slide, layout = self._add(self._layouts.chart, title)
        _drop_empty(slide)
        self._add_small_print(slide, layout)
        self._note(slide, notes)
        return Page(slide, self._room(slide, layout))

    def add_texts(self, title: str, paragraphs: Sequence[str], notes: str) -> list[Slide]:
        """Add slides of paragraphs in the template's own list style; as many as they need."""
        first, layout = self._add(self._layouts.text, title)
        body = _placeholder(first, (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY))
        room = _inner(body) if body is not None else self._room(first, layout)
        usual = _size_of(body, 24) if body is not None else 20.0
        # A list's signs stand before its text.
        width = (room.width - 40) / self.breadth
        paragraphs = [readable(each) for each in paragraphs]
        for size in (*(size for size in (usual, 24, 20) if size <= usual), min(usual, _LEAST_TEXT)):
            pages = pages_of(paragraphs, size, width, room.height)
            if len(pages) == 1:
                break
        slides = []
        for number, page in enumerate(pages, start=1):
            of = f" ({number} of {len(pages)})" if len(pages) > 1 else ""
            slide = first if number == 1 else self._add(self._layouts.text, "")[0]
            self._write_title(slide, f"{title}{of}")
            body = _placeholder(slide, (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY))
            if body is not None:
                self._write_placeholder(body, page, size)
            else:
                self.add_text(slide, room, "\n".join(page), size)
            _drop_empty(slide)
            self._add_small_print(slide, layout)
            self._note(slide, notes)
            slides.append(slide)
        return slides

    def retitle(self, page: Page, title: str) -> None:
        """Give a slide another title."""
        self._write_title(page.slide, title)

    def add_picture(self, slide: Slide, room: Box, content: bytes) -> Any:
        """Add a picture, as large as its shape and the room let it be."""
        picture = slide.shapes.add_picture(io.BytesIO(content), *room.emu[:2])
        scale = min(room.emu[2] / picture.width, room.emu[3] / picture.height)
        picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
        return picture

    def fit(self, text: str, sizes: tuple[float, ...], width: float, height: float, *, is_bold: bool = False) -> Fitted:
        """Give a text at the size in which it fits, in the template's font."""
        return fit(readable(text), sizes, width, height, is_bold=is_bold, breadth=self.breadth)

    def add_text(self, slide: Slide, box: Box, text: str, size: float, *, name: str = "Text") -> None:
        """Add a text without a frame; its lines are paragraphs."""
        shape = slide.shapes.add_textbox(*box.emu)
        shape.name = name
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        _write(frame, readable(text).split("\n"), size)

    def save(self, *, title: str, author: str, subject: str, made_at: dt.datetime) -> bytes:
        """Give the file."""
        properties = self._presentation.core_properties
        properties.title, properties.author, properties.subject = (each[:255] for each in (title, author, subject))
        properties.last_modified_by, properties.language = author[:255], LANGUAGE
        properties.created = properties.modified = made_at
        properties.keywords = properties.comments = properties.category = ""
        properties.revision = 1
        self._write_sections()
        for slide in self._presentation.slides:
            _read_small_print_last(slide)
        content = io.BytesIO()
        self._presentation.save(content)
        return content.getvalue()

    def _add(self, layout: SlideLayout, title: str) -> tuple[Slide, SlideLayout]:
        slide = self._presentation.slides.add_slide(layout)
        if self._sections:
            self._sections[-1][1].append(slide.slide_id)
        self._write_title(slide, title)
        return slide, layout

    def _write_title(self, slide: Slide, title: str) -> None:
        shape = slide.shapes.title
        room = _inner(shape)
        usual = _size_of(shape, 32)
        sizes = (usual, *range(int(usual) - 1, _LEAST_TITLE - 1, -1))
        fitted = self.fit(title, sizes, room.width, room.height, is_bold=True)
        _write(shape.text_frame, [fitted.text], None if fitted.size == usual else fitted.size)

    def _write_placeholder(self, shape: Any, paragraphs: Iterable[str], size: float) -> None:
        _write(shape.text_frame, [readable(each) for each in paragraphs], size, space_between(size))

    def _room(self, slide: Slide, layout: SlideLayout) -> Box:
        """Give the room below the title: where the template has its text, else all that is free."""
        width = Pt(1)
        page = Box(0, 0, self._presentation.slide_width / width, self._presentation.slide_height / width)
        title = _box(slide.shapes.title)
        text = _placeholder(self._layouts.text, (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY))
        if text is not None and _box(text).width > 0.6 * page.width and _box(text).height > 0.45 * page.height:
            room = _box(text)
            left, right, bottom = room.left, room.right, room.bottom
        else:
            edge = 0.05 * page.width
            small = [_box(each).top for each in layout.placeholders if each.placeholder_format.type in SMALL_PRINT]
            left, right = edge, page.width - edge
            bottom = min([top for top in small if top > page.height / 2], default=0.93 * page.height) - _GAP
        top = title.bottom + _GAP if title.bottom < 0.5 * page.height else 0.2 * page.height
        return Box(left, top, right - left, bottom - top)

    def _add_small_print(self, slide: Slide, layout: SlideLayout) -> None:
        """Add the section's name and the slide's number where the layout has them."""
        kinds = {each.placeholder_format.type: each for each in layout.placeholders}
        footer, number = kinds.get(PP_PLACEHOLDER.FOOTER), kinds.get(PP_PLACEHOLDER.SLIDE_NUMBER)
        if footer is not None and self._sections:
            room = _inner(footer)
            fitted = self.fit(self._sections[-1][0], (LEAST_SIZE,), 0.9 * room.width, LEAST_SIZE * LINE_HEIGHT)
            _write(_copied(slide, footer).text_frame, [fitted.text], None)
        field = f'<a:fld id="{{{str(uuid.uuid4()).upper()}}}" type="slidenum"><a:rPr lang="{LANGUAGE}"/><a:t>‹#›</a:t></a:fld>'
        if number is not None:
            frame, form = _copied(slide, number).text_frame, ""
        else:
            page = self._presentation.slide_width, self._presentation.slide_height
            box = slide.shapes.add_textbox(page[0] - Pt(90), page[1] - Pt(26), Pt(80), Pt(20))
            box.name = "Slide number"
            frame, form = box.text_frame, '<a:pPr algn="r"/>'
        frame._txBody.replace(frame.paragraphs[0]._p, parse_xml(f"<a:p {nsdecls('a')}>{form}{field}</a:p>"))

    def _note(self, slide: Slide, notes: str) -> None:
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:
            _write(frame, readable(notes).split("\n"), None)

    def _write_sections(self) -> None:
        """Tell PowerPoint which slides belong together."""
        told = "".join(
            f'<p14:section name="{_attribute(name)}" id="{{{str(uuid.uuid4()).upper()}}}"><p14:sldIdLst>'
            + "".join(f'<p14:sldId id="{slide_id}"/>' for slide_id in slides)
            + "</p14:sldIdLst></p14:section>"
            for name, slides in self._sections
            if slides
        )
        extension = (
            f'<p:extLst {nsdecls("p")}><p:ext uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{_NEWER}">{told}'
            "</p14:sectionLst></p:ext></p:extLst>"
        )
        self._presentation.part._element.append(parse_xml(extension))

    def _breadth(self) -> float:
        theme = self._layouts.text.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
        fonts = etree.fromstring(theme).iterfind(".//{*}fontScheme/*/{*}latin")
        names = [str(font.get("typeface", "")).lower() for font in fonts]
        return 1.0 if all(name.startswith(_NARROW_FONTS) for name in names) else _BREADTH_OF_OTHERS


def write_run(paragraph: Any, text: str, size: float | None = None, *, is_bold: bool | None = None) -> Any:
    """Add a text to a paragraph, in British English."""
    run = paragraph.add_run()
    # "46 %" stays together.
    run.text = text.replace(" %", "\u00a0%")
    run._r.get_or_add_rPr().set("lang", LANGUAGE)
    if size is not None:
        run.font.size = Pt(size)
    if is_bold is not None:
        run.font.bold = is_bold
    return run


def _write(frame: Any, paragraphs: Sequence[str], size: float | None, space_before: float | None = None) -> None:
    frame.clear()
    for number, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if space_before is not None:
            paragraph.space_before = Pt(space_before if number else 0)
        write_run(paragraph, text, size)


def _copied(slide: Slide, placeholder: Any) -> Any:
    """Put a layout's placeholder on a slide, its place and style still the layout's."""
    element = copy.deepcopy(placeholder.element)
    shape_id = max(int(each) for each in slide.shapes._spTree.xpath(".//p:cNvPr/@id")) + 1
    element.nvSpPr.cNvPr.set("id", str(shape_id))
    properties = element.find(qn("p:spPr"))
    for child in list(properties):
        properties.remove(child)
    style = element.txBody.find(qn("a:lstStyle"))
    for child in list(style if style is not None else ()):
        style.remove(child)
    for paragraph in element.txBody.findall(qn("a:p"))[1:]:
        element.txBody.remove(paragraph)
    slide.shapes._spTree.append(element)
    return slide.placeholders[placeholder.placeholder_format.idx]


def _read_small_print_last(slide: Slide) -> None:
    """Move what stands at the foot behind everything else: programs read out in the order of the file."""
    for placeholder in list(slide.placeholders):
        if placeholder.placeholder_format.type in SMALL_PRINT:
            slide.shapes._spTree.append(placeholder.element)


def _drop_empty(slide: Slide) -> None:
    """Take away placeholders that nothing was put into: they would ask to be clicked on."""
    for placeholder in list(slide.placeholders):
        if not (placeholder.has_text_frame and placeholder.text_frame.text.strip()):
            placeholder.element.getparent().remove(placeholder.element)


def _placeholder(on: Slide | SlideLayout, kinds: Sequence[PP_PLACEHOLDER]) -> Any:
    """Give the first placeholder of the first of the kinds that there is."""
    found = {each.placeholder_format.type: each for each in reversed(list(on.placeholders))}
    return next((found[kind] for kind in kinds if kind in found), None)


def _box(shape: Any) -> Box:
    points = Pt(1)
    return Box(*((length or 0) / points for length in (shape.left, shape.top, shape.width, shape.height)))


def _inner(shape: Any) -> Box:
    """Give the room for text in a placeholder, within the margins that it inherits."""
    box, inset = _box(shape), {}
    for side, usual in (("lIns", 91440), ("rIns", 91440), ("tIns", 45720), ("bIns", 45720)):
        found = [each.get(side) for each in _lineage(shape, "p:txBody/a:bodyPr")]
        inset[side] = int(next((value for value in found if value is not None), usual)) / Pt(1)
    return Box(
        box.left + inset["lIns"],
        box.top + inset["tIns"],
        max(box.width - inset["lIns"] - inset["rIns"], 20),
        max(box.height - inset["tIns"] - inset["bIns"], 14),
    )


def _size_of(shape: Any, usual: float) -> float:
    """Give the size of a placeholder's first level of text: its own, its layout's, its master's."""
    for run in _lineage(shape, "p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr"):
        if run.get("sz"):
            return int(run.get("sz")) / 100
    is_title = shape.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
    master = shape.part.slide_layout.slide_master.element
    sizes = master.xpath(f"p:txStyles/p:{'title' if is_title else 'body'}Style/a:lvl1pPr/a:defRPr/@sz")
    return int(sizes[0]) / 100 if sizes else usual


def _lineage(shape: Any, path: str) -> Iterable[Any]:
    """Give what a placeholder and those that it inherits from have at a path, the nearest first."""
    while shape is not None:
        yield from shape.element.xpath(path)
        shape = getattr(shape, "_base_placeholder", None)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

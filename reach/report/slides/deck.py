"""A presentation under construction: slides by what they are for, with all that every slide must have.

Each slide has its title in the layout's own placeholder, its section's name and number at the foot, notes for who
speaks, and texts in British English. What is on it stands in the order in which it is read.
"""

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
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide, SlideLayout
from pptx.util import Pt

from reach.exports.typesetting import readable
from reach.report.slides.default_template import default_template
from reach.report.slides.fitting import LEAST_SIZE, LINE_HEIGHT, Box, Fitted, fit, pages_of, space_between
from reach.report.slides.palette import Palette
from reach.report.slides.placeholders import (
    LANGUAGE,
    box_of,
    copied,
    drop_empty,
    placeholder_of,
    read_small_print_last,
    room_in,
    size_of,
    write,
)
from reach.report.slides.template import SMALL_PRINT, layouts_of, opened

_GAP = 10
_LEAST_TITLE, _LEAST_TEXT = 18, 18
_TOPIC_SIZE, _TOPIC_HEIGHT, _FINDING_SIZE = 14, 18, 22
_INSETS = 15
"""The margins of a placeholder on both sides, at most those that PowerPoint usually gives it."""
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
        self._presentation = opened(default_template() if template is None else template)
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
        body = placeholder_of(slide, (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT))
        if body is not None:
            room = room_in(body)
            size = size_of(body, 24)
            while size > LEAST_SIZE and len(pages_of(lines, size, room.width / self.breadth, room.height)) > 1:
                size -= 1
            self._write_placeholder(body, lines, size)
        else:
            room = self._room(slide, self._layouts.cover)
            self.add_text(slide, room, "\n".join(lines), 16)
        drop_empty(slide)
        self._note(slide, notes)
        return slide

    def add_page(self, title: str, notes: str, topic: str = "") -> Page:
        """Add a slide with a title and room for what is put on it. topic: a line that stands small above the title."""
        slide, layout = self._add(self._layouts.chart, title, topic)
        drop_empty(slide)
        self._add_small_print(slide, layout)
        self._note(slide, notes)
        return Page(slide, self._room(slide, layout))

    def add_texts(self, title: str, paragraphs: Sequence[str], notes: str) -> list[Slide]:
        """Add slides of paragraphs in the template's own list style; as many as they need."""
        first, layout = self._add(self._layouts.text, title)
        body = placeholder_of(first, (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY))
        room = room_in(body) if body is not None else self._room(first, layout)
        usual = size_of(body, 24) if body is not None else 20.0
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
            body = placeholder_of(slide, (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY))
            if body is not None:
                self._write_placeholder(body, page, size)
            else:
                self.add_text(slide, room, "\n".join(page), size)
            drop_empty(slide)
            self._add_small_print(slide, layout)
            self._note(slide, notes)
            slides.append(slide)
        return slides

    def has_room_for_title(self, title: str) -> bool:
        """Return whether a title fits whole on a slide with a topic above it."""
        box = _below_topic(box_of(placeholder_of(self._layouts.chart, (PP_PLACEHOLDER.TITLE,))))
        fitted = self.fit(title, (_LEAST_TITLE,), box.width - _INSETS, box.height - _INSETS, is_bold=True)
        return fitted.text == readable(title)

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
        write(frame, readable(text).split("\n"), size)

    def save(self, *, title: str, author: str, subject: str, made_at: dt.datetime) -> bytes:
        """Give the file."""
        properties = self._presentation.core_properties
        title, author, subject = (readable(each)[:255] for each in (title, author, subject))
        properties.title, properties.author, properties.subject = title, author, subject
        properties.last_modified_by, properties.language = author, LANGUAGE
        properties.created = properties.modified = made_at
        properties.keywords = properties.comments = properties.category = ""
        properties.revision = 1
        self._write_sections()
        for slide in self._presentation.slides:
            read_small_print_last(slide)
        content = io.BytesIO()
        self._presentation.save(content)
        return content.getvalue()

    def _add(self, layout: SlideLayout, title: str, topic: str = "") -> tuple[Slide, SlideLayout]:
        slide = self._presentation.slides.add_slide(layout)
        if self._sections:
            self._sections[-1][1].append(slide.slide_id)
        if topic:
            self._add_topic(slide, topic)
        self._write_title(slide, title)
        return slide, layout

    def _add_topic(self, slide: Slide, topic: str) -> None:
        """Put the topic where the title begins, and the title below it, with room for two lines."""
        shape = slide.shapes.title
        room, box = room_in(shape), _below_topic(box_of(shape))
        above = Box(room.left, box.top - _TOPIC_HEIGHT, room.width, _TOPIC_HEIGHT)
        fitted = self.fit(topic, (_TOPIC_SIZE,), above.width, above.height)
        self.add_text(slide, above, fitted.text, fitted.size, name="Topic")
        shape.left, shape.top, shape.width, shape.height = box.emu

    def _write_title(self, slide: Slide, title: str) -> None:
        shape = slide.shapes.title
        room = room_in(shape)
        usual = size_of(shape, 32)
        sizes = (usual, *range(int(usual) - 1, _LEAST_TITLE - 1, -1))
        fitted = self.fit(title, sizes, room.width, room.height, is_bold=True)
        write(shape.text_frame, [fitted.text], None if fitted.size == usual else fitted.size)

    def _write_placeholder(self, shape: Any, paragraphs: Iterable[str], size: float) -> None:
        write(shape.text_frame, [readable(each) for each in paragraphs], size, space_between(size))

    def _room(self, slide: Slide, layout: SlideLayout) -> Box:
        """Give the room below the title: where the template has its text, else all that is free."""
        width = Pt(1)
        page = Box(0, 0, self._presentation.slide_width / width, self._presentation.slide_height / width)
        title = box_of(slide.shapes.title)
        text = placeholder_of(self._layouts.text, (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY))
        if text is not None and box_of(text).width > 0.6 * page.width and box_of(text).height > 0.45 * page.height:
            room = box_of(text)
            left, right, bottom = room.left, room.right, room.bottom
        else:
            edge = 0.05 * page.width
            small = [box_of(each).top for each in layout.placeholders if each.placeholder_format.type in SMALL_PRINT]
            left, right = edge, page.width - edge
            bottom = min([top for top in small if top > page.height / 2], default=0.93 * page.height) - _GAP
        top = title.bottom + _GAP if title.bottom < 0.5 * page.height else 0.2 * page.height
        return Box(left, top, right - left, bottom - top)

    def _add_small_print(self, slide: Slide, layout: SlideLayout) -> None:
        """Add the section's name and the slide's number where the layout has them."""
        kinds = {each.placeholder_format.type: each for each in layout.placeholders}
        footer, number = kinds.get(PP_PLACEHOLDER.FOOTER), kinds.get(PP_PLACEHOLDER.SLIDE_NUMBER)
        if footer is not None and self._sections:
            room = room_in(footer)
            fitted = self.fit(self._sections[-1][0], (LEAST_SIZE,), 0.9 * room.width, LEAST_SIZE * LINE_HEIGHT)
            write(copied(slide, footer).text_frame, [fitted.text], None)
        field = (
            f'<a:fld id="{{{str(uuid.uuid4()).upper()}}}" type="slidenum"><a:rPr lang="{LANGUAGE}"/>'
            "<a:t>‹#›</a:t></a:fld>"
        )
        if number is not None:
            frame, form = copied(slide, number).text_frame, ""
        else:
            page = self._presentation.slide_width, self._presentation.slide_height
            box = slide.shapes.add_textbox(page[0] - Pt(90), page[1] - Pt(26), Pt(80), Pt(20))
            box.name = "Slide number"
            frame, form = box.text_frame, '<a:pPr algn="r"/>'
        frame._txBody.replace(frame.paragraphs[0]._p, parse_xml(f"<a:p {nsdecls('a')}>{form}{field}</a:p>"))

    def _note(self, slide: Slide, notes: str) -> None:
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:
            write(frame, readable(notes).split("\n"), None)

    def _write_sections(self) -> None:
        """Tell PowerPoint which slides belong together."""
        listed = "".join(
            f'<p14:section name="{_attribute(name)}" id="{{{str(uuid.uuid4()).upper()}}}"><p14:sldIdLst>'
            + "".join(f'<p14:sldId id="{slide_id}"/>' for slide_id in slides)
            + "</p14:sldIdLst></p14:section>"
            for name, slides in self._sections
            if slides
        )
        extension = (
            f'<p:extLst {nsdecls("p")}><p:ext uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{_NEWER}">{listed}'
            "</p14:sectionLst></p:ext></p:extLst>"
        )
        self._presentation.part._element.append(parse_xml(extension))

    def _breadth(self) -> float:
        theme = self._layouts.text.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
        fonts = etree.fromstring(theme).iterfind(".//{*}fontScheme/*/{*}latin")
        names = [str(font.get("typeface", "")).lower() for font in fonts]
        return 1.0 if all(name.startswith(_NARROW_FONTS) for name in names) else _BREADTH_OF_OTHERS


def _below_topic(title: Box) -> Box:
    """Give the place of a title with a topic above it."""
    height = max(title.height - _TOPIC_HEIGHT, 2 * _FINDING_SIZE * LINE_HEIGHT + _INSETS)
    return Box(title.left, title.top + _TOPIC_HEIGHT, title.width, height)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

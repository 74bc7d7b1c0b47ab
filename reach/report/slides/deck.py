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
from reach.report.slides.backgrounds import Background
from reach.report.slides.default_template import default_template
from reach.report.slides.fitting import LEAST_SIZE, LINE_HEIGHT, Box, Fitted, fit, pages_of, space_between
from reach.report.slides.free_space import largest_free, overlap
from reach.report.slides.palette import Ink, Palette, ink_on, set_colour
from reach.report.slides.part_titles import part_titles
from reach.report.slides.placeholders import (
    LANGUAGE,
    box_of,
    colour_fill_of,
    copied,
    drop_empty,
    placeholder_of,
    read_small_print_last,
    room_in,
    size_of,
    write,
)
from reach.report.slides.tags import tag_slide
from reach.report.slides.template import layouts_of, opened

_GAP = 10
_LEAST_TITLE, _LEAST_TEXT = 18, 18
_TOPIC_SIZE, _TOPIC_HEIGHT, _FINDING_SIZE = 14, 18, 22
_LOW, _NARROW, _EDGE = 0.3, 0.6, 0.05
"""Shares of a slide: what is a low title, what is a narrow one, and the margin."""
_INSETS = 15
"""The margins of a placeholder on both sides, at most those that PowerPoint usually gives it."""
_NARROW_FONTS = ("arial", "calibri", "helvetica", "aptos", "segoe", "gill", "carlito", "liberation", "arimo", "times")
_WIDE_FONTS = ("verdana", "dejavu", "century gothic", "lucida", "bookman", "rockwell", "montserrat", "poppins")
_BREADTH_OF_OTHERS, _BREADTH_OF_WIDE = 1.15, 1.25
"""How much wider than Arial a font may be that is not known to be no wider, and one that is known to be wide."""
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
        self._width, self._height = (
            (length or 0) / Pt(1) for length in (self._presentation.slide_width, self._presentation.slide_height)
        )
        self._backgrounds: dict[str, Background] = {}
        # What a layout has is looked up through all that it inherits from: once for each layout.
        self._small_prints: dict[str, list[Box]] = {}
        self._titles: dict[str, Box] = {}
        self._text_place = _box_of_text(self._layouts.text)
        chart = self._layouts.chart
        self._chart_title = self._title_place(chart, _TOPIC_HEIGHT)
        self.palette = Palette.of(self._background(chart), self._room_beside(self._chart_title, chart))
        self.breadth = self._breadth()
        self._sections: list[tuple[str, list[int]]] = []
        self._shows: tuple[str, int] = ("", 0)
        self._shown: dict[int, tuple[str, int]] = {}

    def begin_exhibit(self, key: str) -> None:
        """Begin what the next slides show: their shapes are tagged with it, so that the deck can be refreshed."""
        self._shows = (key, 0)

    def begin_section(self, name: str) -> None:
        """Begin a section: PowerPoint shows it in its overview, and every slide at its foot."""
        self._sections.append((readable(name), []))

    def add_cover(self, title: str, lines: Sequence[str], notes: str) -> Slide:
        """Add the cover."""
        slide, _ = self._add(self._layouts.cover, title)
        body = placeholder_of(slide, (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT))
        if body is not None:
            size = self._size_on_one_page(lines, size_of(body, 24), room_in(body))
            self._write_placeholder(slide, body, lines, size)
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
        if body is not None:
            self._clear_of_title(first, body, layout)
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
                self._clear_of_title(slide, body, layout)
                self._write_placeholder(slide, body, page, size)
            else:
                self.add_text(slide, room, "\n".join(page), size)
            drop_empty(slide)
            self._add_small_print(slide, layout)
            self._note(slide, notes)
            slides.append(slide)
        return slides

    def add_story(self, title: str, paragraphs: Sequence[str], notes: str) -> Slide:
        """Add a slide for a text with a picture beside it, each in its place for somebody to fill.

        Empty places ask to be filled while somebody edits, and are not seen in a show.
        """
        layout = self._layouts.picture or self._layouts.text
        slide, _ = self._add(layout, title)
        body = placeholder_of(slide, (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT))
        if body is not None and paragraphs:
            room = room_in(body)
            self._write_placeholder(
                slide, body, paragraphs, self._size_on_one_page(paragraphs, size_of(body, 24), room)
            )
        elif paragraphs:
            self.add_text(slide, self._room(slide, layout), "\n".join(paragraphs), _LEAST_TEXT)
        self._add_small_print(slide, layout)
        self._note(slide, notes)
        return slide

    def _size_on_one_page(self, paragraphs: Sequence[str], usual: float, room: Box) -> float:
        """Give the largest size, at most the usual one, at which paragraphs stand on one page; else the least one."""
        size = usual
        while size > LEAST_SIZE and len(pages_of(paragraphs, size, room.width / self.breadth, room.height)) > 1:
            size -= 1
        return size

    def has_room_for_title(self, title: str) -> bool:
        """Return whether a title fits whole on a slide with a topic above it."""
        box = self._chart_title
        fitted = self.fit(title, (_LEAST_TITLE,), box.width - _INSETS, box.height - _INSETS, is_bold=True)
        return fitted.text == readable(title)

    def titles_of_parts(self, parts: Sequence[Any], finding: str, subject: str, *, has_topic: bool) -> list[str]:
        """Return a title for each slide of an exhibit that takes several: true of what is on it, and no other's."""
        others = list(self._presentation.slides)[:-1]
        taken = [slide.shapes.title.text_frame.text for slide in others]
        return part_titles(parts, finding, subject, has_topic=has_topic, has_room=self.has_room_for_title, taken=taken)

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

    def add_text(
        self, slide: Slide, box: Box, text: str, size: float, *, name: str = "Text", headed: bool = False
    ) -> None:
        """Add a text without a frame; its lines are paragraphs. headed: the first line is its heading."""
        frame = self._text_box(slide, box, name)
        write(frame, readable(text).split("\n"), size, space_between(size) if headed else None)
        if headed:
            frame.paragraphs[0].runs[0].font.bold = True
        self._colour(slide, slide.shapes[-1], box)

    def add_lines(self, slide: Slide, box: Box, lines: Sequence[tuple[str, float]], *, bold: int, name: str) -> None:
        """Add lines of a size each, without a frame; the one at the place `bold` stands out."""
        frame = self._text_box(slide, box, name)
        write(frame, [readable(text) for text, _ in lines], None)
        for place, (paragraph, (_, size)) in enumerate(zip(frame.paragraphs, lines, strict=True)):
            paragraph.runs[0].font.size = Pt(size)
            paragraph.runs[0].font.bold = place == bold
        self._colour(slide, slide.shapes[-1], box)

    def add_foot(self, page: Page, text: str) -> float:
        """Add the small print of a slide at the foot of its room, and return its height."""
        fitted = self.fit(text, (LEAST_SIZE,), page.room.width, page.room.height)
        box = Box(page.room.left, page.room.bottom - fitted.height, page.room.width, fitted.height)
        self.add_text(page.slide, box, fitted.text, fitted.size, name="Source")
        return fitted.height

    def hide(self, slide: Slide) -> None:
        """Leave a slide out of the show until somebody has written it; the overview of slides has it, crossed out."""
        slide._element.set("show", "0")

    def _text_box(self, slide: Slide, box: Box, name: str) -> Any:
        shape = slide.shapes.add_textbox(*box.emu)
        shape.name = name
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return frame

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
            exhibit, page = self._shown[slide.slide_id]
            tag_slide(slide, exhibit, page)
        content = io.BytesIO()
        self._presentation.save(content)
        return content.getvalue()

    def _add(self, layout: SlideLayout, title: str, topic: str = "") -> tuple[Slide, SlideLayout]:
        slide = self._presentation.slides.add_slide(layout)
        if self._sections:
            self._sections[-1][1].append(slide.slide_id)
        exhibit, page = self._shows
        self._shows = self._shown[slide.slide_id] = (exhibit, page + 1)
        # A slide is seen with its own colour map, which need not be its layout's.
        overridden = layout.element.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")
        own = slide._element.find(qn("p:clrMapOvr"))
        if overridden is not None and own is not None:
            own[:] = [copy.deepcopy(overridden)]
        if topic:
            self._add_topic(slide, topic)
        elif self._has_text_of_ours(layout) and self._is_narrow(box_of(slide.shapes.title)):
            title_shape, box = slide.shapes.title, self._title_place(layout, 0)
            title_shape.left, title_shape.top, title_shape.width, title_shape.height = box.emu
        self._write_title(slide, title)
        return slide, layout

    def _has_text_of_ours(self, layout: SlideLayout) -> bool:
        """Whether slides of a layout hold titles and texts that nobody fitted to its places."""
        return str(layout.part.partname) in {
            str(each.part.partname) for each in (self._layouts.chart, self._layouts.text)
        }

    def _clear_of_title(self, slide: Slide, body: Any, layout: SlideLayout) -> None:
        """Move a text from under its title, where a template's title takes the place of its texts."""
        if overlap(box_of(body), box_of(slide.shapes.title)):
            body.left, body.top, body.width, body.height = self._room(slide, layout).emu

    def _background(self, layout: SlideLayout) -> Background:
        name = str(layout.part.partname)
        if name not in self._backgrounds:
            self._backgrounds[name] = Background(layout, self._width, self._height)
        return self._backgrounds[name]

    def _colour(self, slide: Slide, shape: Any, box: Box) -> None:
        """Give a text the colour in which it can be read where it stands, with a panel where there is none."""
        background = self._background(slide.slide_layout)
        _apply(ink_on(background.behind(box), background), shape)

    def _colour_placeholder(self, slide: Slide, shape: Any) -> None:
        """Give a placeholder's text another colour than the template's where that one could not be read."""
        background = self._background(slide.slide_layout)
        fill = colour_fill_of(shape)
        inherited = background.colours.get("tx1", "") if fill is None else background.colour_of_text(fill)
        ink = ink_on(background.behind_placeholder(shape, box_of(shape)), background, inherited or "")
        if ink.panel or ink.colour != inherited:
            _apply(ink, shape)

    def _add_topic(self, slide: Slide, topic: str) -> None:
        """Put the topic where the title begins, and the title below it, with room for two lines."""
        shape = slide.shapes.title
        inset = room_in(shape).left - box_of(shape).left
        width = self._title_place(slide.slide_layout, _TOPIC_HEIGHT).width - 2 * inset
        height = max(self.fit(topic, (_TOPIC_SIZE,), width, self._height).height + 1, _TOPIC_HEIGHT)
        box = self._title_place(slide.slide_layout, height)
        above = Box(box.left + inset, box.top - height, width, height)
        fitted = self.fit(topic, (_TOPIC_SIZE,), above.width, above.height)
        self.add_text(slide, above, fitted.text, fitted.size, name="Topic")
        shape.left, shape.top, shape.width, shape.height = box.emu

    def _title_place(self, layout: SlideLayout, above: float) -> Box:
        """Return the place of a title: the layout's, or as much more as two lines need. above: the topic's height."""
        name = str(layout.part.partname)
        if name not in self._titles:
            kinds = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
            self._titles[name] = box_of(placeholder_of(layout, kinds))
        title = self._titles[name]
        height = max(title.height - above, 2 * _FINDING_SIZE * LINE_HEIGHT + _INSETS)
        left, width = title.left, title.width
        if self._is_narrow(title):
            left = min(left, _EDGE * self._width)
            width = self._width - left - min(_EDGE * self._width, max(self._width - title.right, 0))
        lowest = min([box.top for box in self._small_print(layout) if box.top > self._height / 2], default=self._height)
        return Box(left, max(min(title.top + above, lowest - _GAP / 2 - height), above), width, height)

    def _is_narrow(self, title: Box) -> bool:
        """Whether a title has so little of its row that findings would be cut: it is given all of it."""
        return bool(title.height < _LOW * self._height and title.width < _NARROW * self._width)

    def _write_title(self, slide: Slide, title: str) -> None:
        shape = slide.shapes.title
        room = room_in(shape)
        usual = size_of(shape, 32)
        sizes = (usual, *range(int(usual) - 1, _LEAST_TITLE - 1, -1))
        fitted = self.fit(title, sizes, room.width, room.height, is_bold=True)
        write(shape.text_frame, [fitted.text], None if fitted.size == usual else fitted.size)
        self._colour_placeholder(slide, shape)

    def _write_placeholder(self, slide: Slide, shape: Any, paragraphs: Iterable[str], size: float) -> None:
        write(shape.text_frame, [readable(each) for each in paragraphs], size, space_between(size))
        self._colour_placeholder(slide, shape)

    def _room(self, slide: Slide, layout: SlideLayout) -> Box:
        """Give the room beside the title, below it as a rule."""
        topics = [shape for shape in slide.shapes if shape.name == "Topic"]
        title = box_of(slide.shapes.title)
        return self._room_beside(title, layout, *map(box_of, topics))

    def _room_beside(self, title: Box, layout: SlideLayout, *more: Box) -> Box:
        """Give the largest room that is free: as wide and low as the template's texts, where they are large."""
        edge = _EDGE * self._width
        left, right, top, bottom = edge, self._width - edge, _EDGE * self._height, 0.93 * self._height - _GAP
        text = self._text_place
        if text is not None and text.width > 0.6 * self._width and text.height > 0.45 * self._height:
            left, right, bottom = text.left, text.right, text.bottom
        area = Box(left, top, right - left, bottom - top)
        return largest_free(area, (title, *more, *self._small_print(layout)), _GAP)

    def _small_print(self, layout: SlideLayout) -> list[Box]:
        """Give the places of a slide's section and number."""
        name = str(layout.part.partname)
        if name not in self._small_prints:
            kinds = {each.placeholder_format.type: each for each in layout.placeholders}
            number, footer = kinds.get(PP_PLACEHOLDER.SLIDE_NUMBER), kinds.get(PP_PLACEHOLDER.FOOTER)
            self._small_prints[name] = [
                self._usual_number() if number is None else box_of(number),
                *([box_of(footer)] if footer is not None else []),
            ]
        return self._small_prints[name]

    def _usual_number(self) -> Box:
        """Give the place of a slide's number where the template has none."""
        return Box(self._width - 90, self._height - 26, 80, 20)

    def _add_small_print(self, slide: Slide, layout: SlideLayout) -> None:
        """Add the section's name and the slide's number where the layout has them."""
        kinds = {each.placeholder_format.type: each for each in layout.placeholders}
        footer, number = kinds.get(PP_PLACEHOLDER.FOOTER), kinds.get(PP_PLACEHOLDER.SLIDE_NUMBER)
        if footer is not None and self._sections:
            room = room_in(footer)
            name = self._sections[-1][0]
            # A part of "Appendix B: Reach", whole, rather than all of it, cut.
            before, _, after = name.partition(": ")
            names = (name, after or name, before)
            line = LEAST_SIZE * LINE_HEIGHT
            fits = [self.fit(each, (LEAST_SIZE,), 0.9 * room.width, line) for each in names]
            fitted = next((each for each, whole in zip(fits, names, strict=True) if each.text == whole), fits[0])
            shape = copied(slide, footer)
            write(shape.text_frame, [fitted.text], None if size_of(footer, LEAST_SIZE) >= LEAST_SIZE else LEAST_SIZE)
            self._colour_placeholder(slide, shape)
        size = "" if number is not None and size_of(number, LEAST_SIZE) >= LEAST_SIZE else f' sz="{100 * LEAST_SIZE}"'
        field = (
            f'<a:fld id="{{{str(uuid.uuid4()).upper()}}}" type="slidenum"><a:rPr lang="{LANGUAGE}"{size}/>'
            "<a:t>‹#›</a:t></a:fld>"
        )
        if number is not None:
            shape, form = copied(slide, number), ""
        else:
            shape = slide.shapes.add_textbox(*self._usual_number().emu)
            shape.name = "Slide number"
            shape.text_frame.margin_left = shape.text_frame.margin_right = 0
            shape.text_frame.margin_top = shape.text_frame.margin_bottom = 0
            form = '<a:pPr algn="r"/>'
        frame = shape.text_frame
        frame._txBody.replace(frame.paragraphs[0]._p, parse_xml(f"<a:p {nsdecls('a')}>{form}{field}</a:p>"))
        if number is not None:
            self._colour_placeholder(slide, shape)
        else:
            self._colour(slide, shape, box_of(shape))

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
        if any(name.startswith(_WIDE_FONTS) for name in names):
            return _BREADTH_OF_WIDE
        return 1.0 if all(name.startswith(_NARROW_FONTS) for name in names) else _BREADTH_OF_OTHERS


def _apply(ink: Ink, shape: Any) -> None:
    """Colour all texts of a shape, and fill it where they need a panel."""
    for properties in shape._element.iter(qn("a:rPr")):
        for fill in properties.findall(qn("a:solidFill")):
            properties.remove(fill)
        kind = '<a:schemeClr val="tx1"/>' if ink.colour == "tx1" else f'<a:srgbClr val="{ink.colour[1:].upper()}"/>'
        properties.insert(0, parse_xml(f"<a:solidFill {nsdecls('a')}>{kind}</a:solidFill>"))
    if ink.panel:
        shape.fill.solid()
        set_colour(shape.fill.fore_color, ink.panel)


def _box_of_text(layout: SlideLayout) -> Box | None:
    text = placeholder_of(layout, (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY))
    return None if text is None else box_of(text)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

"""Placeholders: the places that a template has for titles, texts and small print, and text written into them."""

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.slide import Slide, SlideLayout
from pptx.util import Pt

from reach.report.slides.fitting import Box
from reach.report.slides.template import SMALL_PRINT

LANGUAGE = "en-GB"


def write_run(paragraph: Any, text: str, size: float | None = None, *, is_bold: bool | None = None) -> Any:
    """Add a text to a paragraph, in British English."""
    run = paragraph.add_run()
    run.text = text
    run._r.get_or_add_rPr().set("lang", LANGUAGE)
    if size is not None:
        run.font.size = Pt(size)
    if is_bold is not None:
        run.font.bold = is_bold
    return run


def write(frame: Any, paragraphs: Sequence[str], size: float | None, space_before: float | None = None) -> None:
    """Write paragraphs into a frame, in place of what it holds."""
    frame.clear()
    for number, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if space_before is not None:
            paragraph.space_before = Pt(space_before if number else 0)
        write_run(paragraph, text, size)


def copied(slide: Slide, placeholder: Any) -> Any:
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


def read_small_print_last(slide: Slide) -> None:
    """Move what stands at the foot behind everything else: programs read out in the order of the file."""
    for placeholder in list(slide.placeholders):
        if placeholder.placeholder_format.type in SMALL_PRINT:
            slide.shapes._spTree.append(placeholder.element)


def drop_empty(slide: Slide) -> None:
    """Take away placeholders that nothing was put into: they would ask to be clicked on."""
    for placeholder in list(slide.placeholders):
        if not (placeholder.has_text_frame and placeholder.text_frame.text.strip()):
            placeholder.element.getparent().remove(placeholder.element)


def placeholder_of(on: Slide | SlideLayout, kinds: Sequence[PP_PLACEHOLDER]) -> Any:
    """Give the first placeholder of the first of the kinds that there is."""
    found = {each.placeholder_format.type: each for each in reversed(list(on.placeholders))}
    return next((found[kind] for kind in kinds if kind in found), None)


def box_of(shape: Any) -> Box:
    """Give where a shape stands, as it has it itself or inherits it."""
    return _box_among([each.element for each in _lineage(shape)])


def _box_among(elements: Sequence[Any]) -> Box:
    """Give where a shape stands by its element and those that it inherits from, the nearest first."""
    found = [[getattr(element, side) for element in elements] for side in ("x", "y", "cx", "cy")]
    return Box(*(next((value for value in values if value is not None), 0) / Pt(1) for values in found))


def room_in(shape: Any) -> Box:
    """Give the room for text in a placeholder, within the margins that it inherits."""
    elements = [each.element for each in _lineage(shape)]
    box, inset = _box_among(elements), {}
    texts = [text for element in elements for text in element.xpath("p:txBody/a:bodyPr")]
    for side, usual in (("lIns", 91440), ("rIns", 91440), ("tIns", 45720), ("bIns", 45720)):
        inset[side] = int(next((text.get(side) for text in texts if text.get(side) is not None), usual)) / Pt(1)
    return Box(
        box.left + inset["lIns"],
        box.top + inset["tIns"],
        max(box.width - inset["lIns"] - inset["rIns"], 20),
        max(box.height - inset["tIns"] - inset["bIns"], 14),
    )


def size_of(shape: Any, usual: float) -> float:
    """Give the size of a placeholder's first level of text: its own, its layout's, its master's."""
    for run in _found(shape, "p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr"):
        if run.get("sz"):
            return int(run.get("sz")) / 100
    is_title = shape.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
    master = shape.part.slide_layout.slide_master.element
    sizes = master.xpath(f"p:txStyles/p:{'title' if is_title else 'body'}Style/a:lvl1pPr/a:defRPr/@sz")
    return int(sizes[0]) / 100 if sizes else usual


def colour_fill_of(shape: Any) -> Any:
    """Give the filling of a placeholder's first level of text: its own, its layout's, its master's; None for none."""
    fills = ("solidFill", "gradFill", "blipFill", "pattFill", "noFill")
    path = "/*[" + " or ".join(f"self::a:{fill}" for fill in fills) + "]"
    found = next(iter(_found(shape, f"p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr{path}")), None)
    if found is not None:
        return found
    kind = shape.placeholder_format.type
    is_title = kind in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
    style = "titleStyle" if is_title else "otherStyle" if kind in SMALL_PRINT else "bodyStyle"
    master = shape.part.slide_layout.slide_master.element
    return next(iter(master.xpath(f"p:txStyles/p:{style}/a:lvl1pPr/a:defRPr{path}")), None)


def _found(shape: Any, path: str) -> Iterator[Any]:
    """Give what a placeholder and those that it inherits from have at a path, the nearest first."""
    for each in _lineage(shape):
        yield from each.element.xpath(path)


def _lineage(shape: Any) -> Iterator[Any]:
    """Give a shape and those that it inherits from, the nearest first. It is slow to find: ask once, and for little."""
    while shape is not None:
        yield shape
        shape = getattr(shape, "_base_placeholder", None)

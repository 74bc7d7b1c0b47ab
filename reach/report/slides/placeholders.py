"""Placeholders: the places that a template has for titles, texts and small print, and text written into them."""

import copy
from collections.abc import Iterable, Sequence
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
    points = Pt(1)
    return Box(*((length or 0) / points for length in (shape.left, shape.top, shape.width, shape.height)))


def room_in(shape: Any) -> Box:
    """Give the room for text in a placeholder, within the margins that it inherits."""
    box, inset = box_of(shape), {}
    for side, usual in (("lIns", 91440), ("rIns", 91440), ("tIns", 45720), ("bIns", 45720)):
        found = [each.get(side) for each in _lineage(shape, "p:txBody/a:bodyPr")]
        inset[side] = int(next((value for value in found if value is not None), usual)) / Pt(1)
    return Box(
        box.left + inset["lIns"],
        box.top + inset["tIns"],
        max(box.width - inset["lIns"] - inset["rIns"], 20),
        max(box.height - inset["tIns"] - inset["bIns"], 14),
    )


def size_of(shape: Any, usual: float) -> float:
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

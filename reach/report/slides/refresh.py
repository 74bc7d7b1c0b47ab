"""Refreshes a hub's own deck in place: charts and figures renew, and words that a person changed stay.

The deck was made from an earlier pack, and edited since. A new one is made in its own design; what both have is renewed
in the old one, wherever it was moved to. Slides that somebody added stay as they are.
"""

import copy
import dataclasses
import io
from collections.abc import Callable
from typing import Any

import pptx
from pptx.oxml.ns import qn
from pptx.presentation import Presentation

from reach.report.packs import Pack
from reach.report.slides.tags import Tag, is_as_written, tag_again, tagged
from reach.report.slides.template import TemplateError, opened

_Place = tuple[str, int, str]


@dataclasses.dataclass(frozen=True)
class Refreshed:
    """A refreshed deck, with a line for each thing that was renewed, kept, is gone or is new."""

    content: bytes
    renewed: tuple[str, ...]
    kept: tuple[str, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]


def refresh(deck: bytes, pack: Pack, write: Callable[[Pack, bytes], bytes]) -> Refreshed:
    """Renew a deck with the figures of a pack. write: makes the pack's own slides in a design.

    Raises TemplateError where the deck cannot be opened, or nothing in it is from a pack.
    """
    old = opened(deck, with_slides=True)
    fresh = pptx.Presentation(io.BytesIO(write(_with_kept_titles(pack, old), deck)))
    found = {tag.place: shape for slide in fresh.slides for tag, shape in tagged(slide)}
    titles = {tag.exhibit: _title(slide) for slide in fresh.slides for tag, _ in tagged(slide)}
    slides = {place[:2] for place in found}
    renewed, kept, gone = [], [], []
    seen: set[str] = set()
    for number, slide in enumerate(old.slides, start=1):
        of_slide: set[str] = set()
        for tag, shape in list(tagged(slide)):
            seen.add(tag.exhibit)
            done = _refreshed(tag, shape, found, slides)
            if done == "kept":
                kept.append(f"Slide {number}, {tag.part}: “{_short(shape.text_frame.text)}”")
            of_slide.add(done)
        if "renewed" in of_slide:
            renewed.append(f"Slide {number}: {_title(slide)}")
        if "gone" in of_slide:
            gone.append(f"Slide {number}: {_title(slide)}")
    if not seen:
        raise TemplateError(
            "Nothing in this deck is from a pack",
            "Decks of packs that were made by an earlier version, or saved by a program that renames shapes, cannot be "
            "refreshed. Make the pack anew, with your deck as its template.",
        )
    new = [titles[exhibit] for exhibit in titles if exhibit not in seen]
    return Refreshed(_saved(old), tuple(renewed), tuple(kept), tuple(gone), tuple(new))


def _refreshed(tag: Tag, shape: Any, found: dict[_Place, Any], slides: set[tuple[str, int]]) -> str:
    """Refresh one shape, and say what became of it: renewed, kept, gone, or the same."""
    fresh = found.get(tag.place)
    if fresh is None and tag.place[:2] in slides and shape.has_text_frame and is_as_written(tag, shape):
        # The new slide does not say it: what it said was of other figures.
        was_blank = not shape.text_frame.text.strip()
        shape.text_frame.text = ""
        tag_again(shape, tag)
        return "same" if was_blank else "renewed"
    if fresh is None:
        return "gone"
    if not is_as_written(tag, shape):
        return "kept"
    return "renewed" if _renew(tag, shape, fresh) else "same"


def _with_kept_titles(pack: Pack, old: Presentation) -> Pack:
    """Return a pack with the titles that a person wrote, so that the bars that they name stand in colour."""
    titles = {
        tag.exhibit: shape.text_frame.text
        for slide in old.slides
        for tag, shape in tagged(slide)
        if (tag.part, tag.page) == ("title", 1) and not is_as_written(tag, shape)
    }
    sections = [
        dataclasses.replace(
            section,
            exhibits=tuple(
                dataclasses.replace(each, title=titles.get(each.key, each.title)) for each in section.exhibits
            ),
        )
        for section in pack.sections
    ]
    return dataclasses.replace(pack, sections=tuple(sections))


def _renew(tag: Tag, shape: Any, fresh: Any) -> bool:
    """Put what a fresh shape shows in place of what the old one does; return whether that was something else."""
    match tag.part:
        case "chart":
            return _renew_chart(shape, fresh)
        case "table":
            return _renew_table(shape, fresh)
        case "picture":
            return _renew_picture(shape, fresh)
    before = shape.text_frame.text
    _renew_text(shape.text_frame, fresh.text_frame)
    tag_again(shape, tag)
    return bool(shape.text_frame.text != before and tag.part != "notes")


def _renew_text(frame: Any, fresh: Any) -> None:
    """Write other paragraphs into a frame, each in the style of the one that stands there, at a size that fits."""
    existing, paragraphs = list(frame.paragraphs), list(fresh.paragraphs)
    for paragraph in existing[len(paragraphs) :]:
        paragraph._p.getparent().remove(paragraph._p)
    for _ in range(len(paragraphs) - len(existing)):
        frame.paragraphs[-1]._p.addnext(copy.deepcopy(frame.paragraphs[-1]._p))
    for paragraph, wanted in zip(frame.paragraphs, paragraphs, strict=True):
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        run = paragraph.runs[0] if paragraph.runs else paragraph.add_run()
        run.text = wanted.text
        if wanted.runs:
            run.font.size = wanted.runs[0].font.size


def _renew_chart(shape: Any, fresh: Any) -> bool:
    """Renew numbers, labels, and which bars stand in colour; fonts, axes, legend and place stay."""
    old_space, new_space = shape.chart._chartSpace, fresh.chart._chartSpace
    old_series, new_series = ([*space.iter(qn("c:ser"))] for space in (old_space, new_space))
    is_other = _numbers(old_series) != _numbers(new_series)
    if [each.getparent().tag for each in old_series] == [each.getparent().tag for each in new_series]:
        for old, new in zip(old_series, new_series, strict=True):
            old.getparent().replace(old, copy.deepcopy(new))
    else:
        old_space[:] = [copy.deepcopy(child) for child in new_space]
    old_part, new_part = (each.chart.part.chart_workbook for each in (shape, fresh))
    old_part.update_from_xlsx_blob(new_part.xlsx_part.blob)
    _renew_description(shape, fresh)
    return is_other


def _numbers(series: list[Any]) -> list[str]:
    return [value.text for each in series for value in each.iter(qn("c:v"))]


def _renew_table(shape: Any, fresh: Any) -> bool:
    """Put a table in place of another, where that one stands."""
    old, new = shape.table._tbl, fresh.table._tbl
    is_other = [cell.text for cell in shape.table.iter_cells()] != [cell.text for cell in fresh.table.iter_cells()]
    old.getparent().replace(old, copy.deepcopy(new))
    _renew_description(shape, fresh)
    return is_other


def _renew_picture(shape: Any, fresh: Any) -> bool:
    is_other = shape.image.sha1 != fresh.image.sha1
    if is_other:
        _, relation = shape.part.get_or_add_image_part(io.BytesIO(fresh.image.blob))
        shape._element.blipFill.blip.rEmbed = relation
    _renew_description(shape, fresh)
    return bool(is_other)


def _renew_description(shape: Any, fresh: Any) -> None:
    """Renew the text for people who do not see it."""
    for old, new in zip(shape._element.xpath("./*/p:cNvPr"), fresh._element.xpath("./*/p:cNvPr"), strict=True):
        old.set("descr", new.get("descr", ""))


def _title(slide: Any) -> str:
    title = slide.shapes.title
    return _short(title.text_frame.text) if title is not None else "without a title"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 100 else f"{words[:99]}…"


def _saved(presentation: Presentation) -> bytes:
    content = io.BytesIO()
    presentation.save(content)
    return content.getvalue()

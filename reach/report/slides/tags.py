"""Tags in the names of shapes: which exhibit and part of it a shape shows, so that a deck can be refreshed in place.

A tag stands at the end of a shape's name, as in "Title 1 [reach_by_la/1/title#5f3a09c1]": the exhibit, the number of
its slide, the part, and a fingerprint of the text as it was written. Programs keep the names of shapes when a deck is
edited and saved, copied or converted.
"""

import dataclasses
import hashlib
import re
from collections.abc import Iterator
from typing import Any

from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.slide import Slide

from reach.report.slides.template import SMALL_PRINT

_TAG = re.compile(r" \[(?P<exhibit>[\w-]+)/(?P<page>\d+)/(?P<part>[\w-]+)#(?P<fingerprint>[0-9a-f]*)\]$")
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


@dataclasses.dataclass(frozen=True)
class Tag:
    """What a shape shows. fingerprint: of its text when it was written; "" for what is no text."""

    exhibit: str
    page: int
    part: str
    fingerprint: str

    @property
    def place(self) -> tuple[str, int, str]:
        """What it shows, whatever its text."""
        return self.exhibit, self.page, self.part


def tag_slide(slide: Slide, exhibit: str, page: int) -> None:
    """Tag everything on a slide, and its notes."""
    for shape in slide.shapes:
        if not (shape.is_placeholder and shape.placeholder_format.type in SMALL_PRINT):
            _tag(shape, exhibit, page, _part_of(shape))
    notes = slide.notes_slide.notes_placeholder
    if notes is not None:
        _tag(notes, exhibit, page, "notes")


def tagged(slide: Slide) -> Iterator[tuple[Tag, Any]]:
    """Give every tagged shape of a slide with its tag, the notes last."""
    notes = [slide.notes_slide.notes_placeholder] if slide.has_notes_slide else []
    for shape in (*slide.shapes, *notes):
        found = _TAG.search(shape.name) if shape is not None else None
        if found:
            yield Tag(found["exhibit"], int(found["page"]), found["part"], found["fingerprint"]), shape


def is_as_written(tag: Tag, shape: Any) -> bool:
    """Whether a shape's text is the one that it was given."""
    return not shape.has_text_frame or tag.fingerprint == _fingerprint(shape)


def tag_again(shape: Any, tag: Tag) -> None:
    """Renew the tag of a shape whose text was renewed."""
    shape.name = _TAG.sub("", shape.name)
    _tag(shape, tag.exhibit, tag.page, tag.part)


def _tag(shape: Any, exhibit: str, page: int, part: str) -> None:
    shape.name = f"{shape.name} [{exhibit}/{page}/{part}#{_fingerprint(shape)}]"


def _part_of(shape: Any) -> str:
    if shape.has_chart:
        return "chart"
    if shape.has_table:
        return "table"
    if shape.is_placeholder:
        return "title" if shape.placeholder_format.type in _TITLES else "text"
    if shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
        return "picture"
    return re.sub(r"[^a-z0-9]+", "-", shape.name.lower()).strip("-")


def _fingerprint(shape: Any) -> str:
    if not shape.has_text_frame:
        return ""
    words = " ".join(shape.text_frame.text.split())
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:8]

"""The hub's own template: opened with care, emptied of its slides, and asked which of its layouts is for what."""

import dataclasses
import io
import re
import zipfile
from collections.abc import Iterator

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from reach.errors import ReachError

MOST_BYTES, MOST_BYTES_UNPACKED, MOST_FILES = 50_000_000, 300_000_000, 5_000
_TEMPLATE = b"presentationml.template.main+xml"
_PRESENTATION = b"presentationml.presentation.main+xml"
_CONTENT_TYPES = "[Content_Types].xml"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_BODIES = {PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY}
SMALL_PRINT = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
"""Placeholders at a slide's edge."""


class TemplateError(ReachError):
    """A file cannot serve as the template for slides."""


@dataclasses.dataclass(frozen=True)
class Layouts:
    """The layouts that slides are made by, found by what stands on them and never by their place."""

    cover: SlideLayout
    text: SlideLayout
    chart: SlideLayout
    picture: SlideLayout | None
    """For a text with a picture beside it."""


def opened(content: bytes, *, with_slides: bool = False) -> Presentation:
    """Open a template, without its slides unless they are wanted. Raises TemplateError, saying what to do."""
    content = _checked(content)
    try:
        presentation = pptx.Presentation(io.BytesIO(content))
        if not with_slides:
            _drop_slides(presentation)
        layouts_of(presentation)
    except TemplateError:
        raise
    except Exception as error:
        # A file that was put together badly fails in any of the library's places.
        raise _not_a_template(
            "PowerPoint may still open it: save it again from there as .pptx, and try that."
        ) from error
    return presentation


def layouts_of(presentation: Presentation) -> Layouts:
    """Find the layouts. Raises TemplateError where none has a title."""
    titled = [layout for layout in _layouts(presentation) if _count(layout, _TITLES) == 1]
    if not titled:
        raise TemplateError(
            "The template has no layout with a title",
            "Every slide needs one, so that it can be found and read out. Add a layout with a title to its slide "
            "master, and try again.",
        )
    text = _best([each for each in titled if _count(each, _BODIES) == 1], "obj") or titled[0]
    return Layouts(
        cover=_best([each for each in titled if _has(each, PP_PLACEHOLDER.SUBTITLE)], "title") or text,
        text=text,
        chart=_best([each for each in titled if len(_own(each)) == 1], "titleOnly") or text,
        picture=_best(
            [each for each in titled if _has(each, PP_PLACEHOLDER.PICTURE) and _count(each, _BODIES)], "picTx"
        ),
    )


def _layouts(presentation: Presentation) -> Iterator[SlideLayout]:
    return (layout for master in presentation.slide_masters for layout in master.slide_layouts)


def _best(layouts: list[SlideLayout], kind: str) -> SlideLayout | None:
    """Give the layout of the kind that PowerPoint has for this, else the one with the fewest things on it."""
    return min(layouts, key=lambda each: (each.element.get("type") != kind, len(_own(each))), default=None)


def _own(layout: SlideLayout) -> list[PP_PLACEHOLDER]:
    kinds = [each.placeholder_format.type for each in layout.placeholders]
    return [kind for kind in kinds if kind not in SMALL_PRINT]


def _count(layout: SlideLayout, kinds: set[PP_PLACEHOLDER]) -> int:
    return sum(kind in kinds for kind in _own(layout))


def _has(layout: SlideLayout, kind: PP_PLACEHOLDER) -> bool:
    return kind in _own(layout)


def _checked(content: bytes) -> bytes:
    if content.startswith(_OLD_OFFICE):
        raise _not_a_template("It is protected by a password, or of PowerPoint before 2007. Save it as .pptx without.")
    if len(content) > MOST_BYTES:
        raise _not_a_template(f"It is larger than {MOST_BYTES // 1_000_000} MB. Take the pictures out of its slides.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _checked_archive(archive, content)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise _not_a_template("It is no PowerPoint file. Give a .pptx or a .potx.") from error


def _checked_archive(archive: zipfile.ZipFile, content: bytes) -> bytes:
    files = archive.infolist()
    if len(files) > MOST_FILES or sum(file.file_size for file in files) > MOST_BYTES_UNPACKED:
        raise _not_a_template("Unpacked it is far larger than any template. Take the pictures out of its slides.")
    kinds = archive.read(_CONTENT_TYPES)
    if b"macroenabled" in kinds.lower() or any("vbaproject" in file.filename.lower() for file in files):
        raise _not_a_template("It holds macros. Save it as .pptx, which holds none, and try that.")
    if _PRESENTATION not in kinds and _TEMPLATE not in kinds:
        raise _not_a_template("It is no PowerPoint file. Give a .pptx or a .potx.")
    for file in files:
        if file.filename.endswith((".xml", ".rels")) and re.search(rb"<!(DOCTYPE|ENTITY)", archive.read(file)):
            raise _not_a_template("It holds what no presentation of PowerPoint's own does.")
    return content if _TEMPLATE not in kinds else _as_presentation(archive, kinds)


def _as_presentation(archive: zipfile.ZipFile, kinds: bytes) -> bytes:
    """Turn a .potx into a .pptx: they differ in one word."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in dict.fromkeys(archive.namelist()):
            is_types = name == _CONTENT_TYPES
            copy.writestr(name, kinds.replace(_TEMPLATE, _PRESENTATION) if is_types else archive.read(name))
    return made.getvalue()


def _drop_slides(presentation: Presentation) -> None:
    """Take out the template's own slides, and what speaks of them: sections, custom shows, its thumbnail."""
    root = presentation.part._element
    for slide_id in list(root.get_or_add_sldIdLst()):
        presentation.part.drop_rel(slide_id.rId)
        slide_id.getparent().remove(slide_id)
    for name in ("custShowLst", "extLst"):
        for found in root.findall(f"{{{root.nsmap['p']}}}{name}"):
            root.remove(found)
    package = presentation.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package._rels.pop(key)


def _not_a_template(message: str) -> TemplateError:
    return TemplateError("The template cannot be used", message)

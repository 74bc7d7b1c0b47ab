"""A hub's own template is honoured, and what is none is refused in words."""

import dataclasses
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pptx
import pytest
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu, Pt

from reach import theme
from reach.report import ChosenFilters, FromStore, Pack, Recipe, make_pack
from reach.report.packs import Numbered
from reach.report.slides import TemplateError, template, write
from reach.report.slides.backgrounds import Background
from reach.report.slides.colours import contrast
from reach.report.slides.default_template import default_template
from reach.report.slides.fitting import Box
from reach.report.slides.palette import Palette
from reach.store import Store
from tests.builders import SETTINGS

OWN_ACCENTS = ("1B7F3B", "E4B100", "B0305C", "3F6FB5", "7A4FA3", "D9622B")


@pytest.fixture(scope="module")
def pack(demonstration: Store) -> Pack:
    """A short pack: headlines, reach, how figures are counted."""
    recipe = Recipe.usual(ChosenFilters(academic_year="2024/25", period="spring"), audience="internal")
    made_at = dt.datetime(2025, 4, 22, 9, 30)
    whole = make_pack(recipe, FromStore(demonstration.read()), SETTINGS, made_at=made_at, made_by="Ada Lovelace")
    kept = tuple(each for each in whole.sections if each.key in ("headlines", "reach", "counted"))
    # Bars that a title names stand in colour, and here all of them are to.
    quiet = [dataclasses.replace(each, exhibits=tuple(map(without_finding, each.exhibits))) for each in kept]
    return dataclasses.replace(whole, sections=tuple(quiet))


def without_finding(shown: Numbered) -> Numbered:
    return dataclasses.replace(shown, title="", text=shown.exhibit.sentence)


def own_template(*, accents: tuple[str, ...] = OWN_ACCENTS, change: Callable[[Any], None] = lambda _: None) -> bytes:
    """Give a 4:3 template with a sample slide, its own font and its own accents."""
    presentation = pptx.Presentation()
    sample = presentation.slides.add_slide(presentation.slide_layouts[1])
    sample.shapes.title.text = "A sample to be deleted"
    change(presentation)
    content = io.BytesIO()
    presentation.save(content)

    def themed(name: str, part: bytes) -> bytes:
        if not name.startswith("ppt/theme/theme1"):
            return part
        text = part.decode()
        for number, accent in enumerate(accents, start=1):
            text = re.sub(rf"(<a:accent{number}>).*?(</a:accent{number}>)", rf'\1<a:srgbClr val="{accent}"/>\2', text)
        return text.replace('typeface="Calibri"', 'typeface="Georgia"').encode()

    return repacked(content.getvalue(), themed)


def repacked(content: bytes, change: Callable[[str, bytes], bytes], /, **more: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return made.getvalue()


def opened(content: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(content))


def palette_of(template: bytes) -> Palette:
    background = Background(opened(template).slide_layouts.get_by_name("Title Only"), 720, 540)
    return Palette.of(background, Box(40, 120, 600, 300))


def first_chart(presentation: Any) -> Any:
    return next(shape.chart for slide in presentation.slides for shape in slide.shapes if shape.has_chart)


def test_its_size_font_and_layouts_are_kept_and_its_samples_go(pack: Pack) -> None:
    slides = opened(write(pack, own_template()))
    assert (slides.slide_width, slides.slide_height) == (9144000, 6858000)
    titles = [slide.shapes.title.text_frame.text for slide in slides.slides]
    assert "A sample to be deleted" not in titles
    layouts = {slide.slide_layout.name for slide in slides.slides}
    assert layouts == {"Title Slide", "Title Only", "Title and Content"}
    assert b"Georgia" in slides.slide_master.part.part_related_by(template_theme()).blob


def template_theme() -> str:
    return "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"


def test_no_part_of_its_samples_is_left_in_the_file(pack: Pack) -> None:
    with zipfile.ZipFile(io.BytesIO(write(pack, own_template()))) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        slides = [name for name in names if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
        assert not any(b"A sample to be deleted" in archive.read(name) for name in slides)
        assert not [name for name in names if "thumbnail" in name]


def test_charts_take_its_accents(pack: Pack) -> None:
    chart = first_chart(opened(write(pack, own_template())))
    used = set(chart._chartSpace.xpath(".//c:ser[1]//c:spPr/a:solidFill/a:schemeClr/@val"))
    assert used == {"accent2", "accent3", "accent4", "accent6"}


def test_shades_are_of_its_first_accent() -> None:
    palette = palette_of(own_template())
    shades = [palette.shown(colour) for colour in theme.SEQUENTIAL]
    assert shades[3] == "#1b7f3b"
    assert [contrast(shade, "#000000") for shade in shades] == sorted(
        (contrast(shade, "#000000") for shade in shades), reverse=True
    )


def test_accents_that_look_alike_are_left_alone(pack: Pack) -> None:
    grey = ("808080",) * 6
    chart = first_chart(opened(write(pack, own_template(accents=grey))))
    assert theme.CATEGORICAL[1][1:].upper() in chart._chartSpace.xpath(".//c:ser[1]//a:srgbClr/@val")


def test_without_a_template_colours_are_those_on_screen() -> None:
    palette = palette_of(default_template())
    for colour in (*theme.CATEGORICAL, *theme.SEQUENTIAL, theme.MUTED):
        assert palette.shown(colour).lower() == colour.lower()


def test_layouts_are_found_by_what_is_on_them(pack: Pack) -> None:
    def turned_round(presentation: Any) -> None:
        layouts = presentation.slide_master.part._element.find(".//{*}sldLayoutIdLst")
        layouts[:] = reversed(list(layouts))
        for layout in presentation.slide_layouts:
            layout.element.attrib.pop("type", None)
            layout.element.cSld.set("name", "Folie")

    slides = opened(write(pack, own_template(change=turned_round)))
    (divider,) = [each for each in slides.slides if each.shapes.title.text_frame.text == "Appendix"]
    assert PP_PLACEHOLDER.SUBTITLE in [each.placeholder_format.type for each in divider.placeholders]
    for slide in slides.slides:
        assert slide.shapes.title.text_frame.text


def test_a_template_of_one_layout_will_do(pack: Pack) -> None:
    def poor(presentation: Any) -> None:
        presentation.part.drop_rel(presentation.slides._sldIdLst[0].rId)
        del presentation.slides._sldIdLst[0]
        for layout in list(presentation.slide_layouts):
            if layout.name != "Title Only":
                presentation.slide_layouts.remove(layout)

    slides = opened(write(pack, own_template(change=poor)))
    for slide in slides.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= slides.slide_width and shape.top + shape.height <= slides.slide_height
    assert any("Counted as reached" in shape.text_frame.text for shape in slides.slides[0].shapes)


def test_a_long_title_is_made_to_fit_the_template(pack: Pack) -> None:
    def narrow(presentation: Any) -> None:
        title = presentation.slide_master.placeholders[0]
        title.left, title.top, title.width, title.height = Pt(20), Pt(20), Emu(3_000_000), Pt(60)

    slides = opened(write(pack, own_template(change=narrow)))
    title = next(slide.shapes.title for slide in slides.slides if slide.slide_layout.name == "Title Only")
    assert title.text_frame.paragraphs[0].runs[0].font.size < Pt(44)


def test_a_potx_is_taken_too(pack: Pack) -> None:
    content = repacked(
        own_template(),
        lambda name, part: (
            part.replace(b"presentation.main+xml", b"template.main+xml") if name == "[Content_Types].xml" else part
        ),
    )
    assert len(opened(write(pack, content)).slides) > 3


def with_macros() -> bytes:
    return repacked(
        own_template(),
        lambda name, part: (
            part.replace(
                b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
                b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
            )
            if name == "[Content_Types].xml"
            else part
        ),
    )


def with_entities() -> bytes:
    return repacked(
        own_template(),
        lambda name, part: (
            part.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1) if name == "ppt/presentation.xml" else part
        ),
    )


def without_titles() -> bytes:
    def bare(presentation: Any) -> None:
        for layout in presentation.slide_layouts:
            for placeholder in list(layout.placeholders):
                if placeholder.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
                    placeholder.element.getparent().remove(placeholder.element)

    return own_template(change=bare)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (lambda: b"", "no PowerPoint file"),
        (lambda: b"PK\x03\x04 and nothing more", "no PowerPoint file"),
        (lambda: b"\xd0\xcf\x11\xe0 an old or protected file", "password"),
        (lambda: repacked(own_template(), lambda _, part: part[:10]), "PowerPoint"),
        (
            lambda: repacked(own_template(), lambda name, part: b"" if name.endswith("slideMaster1.xml") else part),
            "save",
        ),
        (with_macros, "macros"),
        (lambda: repacked(own_template(), lambda _, part: part, **{"ppt/vbaProject.bin": b"x"}), "macros"),
        (with_entities, "PowerPoint's own"),
        (without_titles, "title"),
    ],
)
def test_what_is_no_template_is_refused_in_words(pack: Pack, content: Callable[[], bytes], says: str) -> None:
    with pytest.raises(TemplateError) as refused:
        write(pack, content())
    assert says in f"{refused.value.title} {refused.value.message}"


def test_a_file_that_unpacks_to_far_more_is_refused(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "MOST_BYTES_UNPACKED", 1_000_000)
    swollen = repacked(own_template(), lambda _, part: part, **{"ppt/media/blank.bin": b"\0" * 2_000_000})
    with pytest.raises(TemplateError, match="far larger"):
        write(pack, swollen)

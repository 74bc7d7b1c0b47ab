"""On every template of the corpus each text and mark is seen, nothing is small, and nothing stands on anything else.

Contrast is measured against what the corpus says is behind, not against what the program takes to be behind.
"""

import collections
import colorsys
import dataclasses
import datetime as dt
import io
import itertools
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pptx
import pytest
from lxml import etree
from PIL import Image
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from reach.report import ChosenFilters, FromStore, Pack, Recipe, make_pack
from reach.report.slides import write
from reach.report.slides.colours import contrast, difference
from reach.report.slides.placeholders import size_of
from reach.store import Store
from tests.builders import SETTINGS
from tests.unit.report.template_corpus import TEMPLATES, Template

TEXT, MARK, APART = 4.5, 3.0, 20


@pytest.fixture(scope="module")
def pack(demonstration: Store) -> Pack:
    """A short pack: summary, charts with and without coloured bars, a table, and words."""
    recipe = Recipe.usual(ChosenFilters(academic_year="2024/25", period="spring"), audience="internal")
    made_at = dt.datetime(2025, 4, 22, 9, 30)
    whole = make_pack(recipe, FromStore(demonstration.read()), SETTINGS, made_at=made_at, made_by="Ada Lovelace")
    kept = [each for each in whole.sections if each.key in ("headlines", "reach", "counted")]
    return dataclasses.replace(whole, sections=tuple(kept))


@pytest.fixture(scope="module")
def decks(pack: Pack) -> dict[str, Any]:
    """The pack's slides in every template."""
    return {each.name: pptx.Presentation(io.BytesIO(write(pack, each.content()))) for each in TEMPLATES}


each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.name)


class Colours:
    """A slide's theme colours as they are seen, by the slide's own map."""

    def __init__(self, slide: Any) -> None:
        master = slide.slide_layout.slide_master
        root: Any = etree.fromstring(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
        scheme = root.find(f".//{qn('a:clrScheme')}")
        self.own = {etree.QName(each).localname: each[0].get("lastClr") or each[0].get("val") for each in scheme}
        overridden = slide._element.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")
        self.names = dict((overridden if overridden is not None else master.element.find(qn("p:clrMap"))).attrib)

    def of(self, fill: Any) -> str:
        """Return the colour of a filling."""
        (colour,) = fill
        if colour.tag == qn("a:srgbClr"):
            return f"#{colour.get('val').lower()}"
        name = colour.get("val")
        value = f"#{self.own[self.names.get(name, name)].lower()}"
        red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
        hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
        for change in colour:
            amount = int(change.get("val")) / 100_000
            lightness = lightness * amount if change.tag == qn("a:lumMod") else lightness + amount
        return "#" + "".join(f"{round(255 * each):02x}" for each in colorsys.hls_to_rgb(hue, lightness, saturation))


def chart_slides(deck: Any) -> Iterator[Any]:
    """Give the slides that charts, tables and the summary stand on."""
    return (slide for slide in deck.slides if slide.slide_layout.name == "Title Only")


def worst(colour: str, behind: tuple[str, ...]) -> float:
    return min(contrast(colour, each) for each in behind)


def panel_of(properties: Any, colours: Colours) -> tuple[str, ...]:
    fill = properties.find(qn("a:solidFill")) if properties is not None else None
    return (colours.of(fill),) if fill is not None else ()


def inherited_fill(shape: Any) -> Any:
    """Return the filling of a placeholder's text as its layout and master have it."""
    master = shape.part.slide_layout.slide_master
    kind = shape.placeholder_format.type
    for owner in (shape.part.slide_layout, master):
        for placeholder in owner.placeholders:
            if placeholder.placeholder_format.type == kind:
                found = placeholder.element.xpath("p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr/a:solidFill")
                if found:
                    return found[0]
    style = "titleStyle" if kind == PP_PLACEHOLDER.TITLE else "otherStyle"
    return master.element.find(f".//{qn(f'p:{style}')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}/{qn('a:solidFill')}")


@each_template
def test_every_text_can_be_read(decks: dict[str, Any], template: Template) -> None:
    for slide in chart_slides(decks[template.name]):
        colours = Colours(slide)
        for shape in slide.shapes:
            if not shape.has_text_frame or not shape.text_frame.text.strip():
                continue
            on_title = shape.name.startswith(("Topic", "Title"))
            own = panel_of(shape._element.spPr, colours)
            behind = own or (template.behind_title if on_title and template.behind_title else template.behind)
            if template.name == "filled titles" and shape.name.startswith("Topic"):
                behind = template.behind
            runs = list(shape._element.iter(qn("a:rPr")))
            assert runs
            for run in runs:
                fill = run.find(qn("a:solidFill"))
                fill = fill if fill is not None or not shape.is_placeholder else inherited_fill(shape)
                assert fill is not None, shape.name
                assert worst(colours.of(fill), behind) >= TEXT, (shape.name, colours.of(fill), behind)


@each_template
def test_every_text_and_mark_of_a_chart_is_seen(decks: dict[str, Any], template: Template) -> None:
    charts = 0
    for slide in chart_slides(decks[template.name]):
        colours = Colours(slide)
        for shape in slide.shapes:
            if shape.has_chart:
                charts += 1
                check_chart(shape.chart._chartSpace, colours, template)
    assert charts > 1


def check_chart(space: Any, colours: Colours, template: Template) -> None:
    behind = panel_of(space.find(qn("c:spPr")), colours) or template.behind
    for properties in space.iter(qn("c:txPr")):
        if next(properties.iterancestors(qn("c:dLbl")), None) is None:
            for fill in properties.iter(qn("a:solidFill")):
                assert worst(colours.of(fill), behind) >= TEXT
    for series in space.iter(qn("c:ser")):
        usual = series.find(qn("c:spPr"))
        points = {each.find(qn("c:idx")).get("val"): each.find(qn("c:spPr")) for each in series.findall(qn("c:dPt"))}
        is_line = series.getparent().tag == qn("c:lineChart")
        for properties in (usual, *points.values(), *(each.find(qn("c:spPr")) for each in series.iter(qn("c:marker")))):
            if properties is not None and etree.QName(properties.getparent()).localname != "dLbl":
                fills = [properties.find(qn("a:solidFill")), properties.find(f"{qn('a:ln')}/{qn('a:solidFill')}")]
                seen = [worst(colours.of(fill), behind) for fill in fills if fill is not None]
                assert not seen or max(seen) >= MARK, (colours.of(fills[0]), behind)
        for label in series.iter(qn("c:dLbl")):
            place = label.find(qn("c:dLblPos"))
            if place is None:
                continue
            own = points.get(label.find(qn("c:idx")).get("val"), usual)
            is_on_bar = place.get("val") in ("inBase", "ctr") and not is_line
            on = (panel_of(own, colours) if is_on_bar and own is not None else ()) or behind
            for fill in (*label.iter(qn("a:solidFill")),):
                if fill.getparent().tag in (qn("a:rPr"), qn("a:defRPr")):
                    assert worst(colours.of(fill), on) >= TEXT, (colours.of(fill), on)


@each_template
def test_every_cell_of_a_table_can_be_read(decks: dict[str, Any], template: Template) -> None:
    cells = 0
    for slide in chart_slides(decks[template.name]):
        colours = Colours(slide)
        for shape in slide.shapes:
            for cell in shape.table.iter_cells() if shape.has_table else ():
                own = panel_of(cell._tc.tcPr, colours) or template.behind
                for run in cell._tc.iter(qn("a:rPr")):
                    cells += 1
                    assert worst(colours.of(run.find(qn("a:solidFill"))), own) >= TEXT
    assert cells


@each_template
def test_bars_of_several_local_authorities_are_told_apart(decks: dict[str, Any], template: Template) -> None:
    for slide in chart_slides(decks[template.name]):
        colours = Colours(slide)
        for shape in slide.shapes:
            if shape.has_chart:
                bars = shape.chart._chartSpace.xpath(".//c:barChart/c:ser//c:spPr[not(ancestor::c:dLbl)]/a:solidFill")
                used = sorted({colours.of(fill) for fill in bars})
                for one, two in itertools.combinations(used, 2):
                    assert difference(one, two) >= APART, (one, two)


@each_template
def test_nothing_stands_on_anything_else_or_outside(decks: dict[str, Any], template: Template) -> None:
    deck = decks[template.name]
    for slide in deck.slides:
        boxes = [
            (each.name, left, top, left + each.width, top + each.height)
            for each in slide.shapes
            for left, top in [(each.left, each.top)]
        ]
        for name, left, top, right, bottom in boxes:
            assert left >= 0 and top >= 0 and right <= deck.slide_width + 2 and bottom <= deck.slide_height + 2, name
        for one, two in itertools.combinations(boxes, 2):
            across = min(one[3], two[3]) - max(one[1], two[1])
            down = min(one[4], two[4]) - max(one[2], two[2])
            assert across <= Pt(0.5) or down <= Pt(0.5), (one[0], two[0])


@each_template
def test_no_text_is_smaller_than_14_points(decks: dict[str, Any], template: Template) -> None:
    for slide in decks[template.name].slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                usual = size_of(shape, 18) if shape.is_placeholder else 18
                for run in shape._element.iter(qn("a:rPr")):
                    assert int(run.get("sz", 100 * usual)) >= 1400, shape.name


@each_template
def test_no_text_is_cut(decks: dict[str, Any], template: Template) -> None:
    for slide in decks[template.name].slides:
        for shape in slide.shapes:
            assert not (shape.has_text_frame and shape.text_frame.text.endswith("…")), shape.text_frame.text


@pytest.mark.parametrize(("name", "keeps"), [("plain", True), ("dark master", True), ("accents alike", False)])
def test_charts_keep_a_templates_accents_where_they_can_be_told_apart(
    decks: dict[str, Any], name: str, *, keeps: bool
) -> None:
    used = [
        accent
        for slide in chart_slides(decks[name])
        for shape in slide.shapes
        if shape.has_chart
        for accent in shape.chart._chartSpace.xpath(".//c:ser//a:schemeClr[starts-with(@val, 'accent')]")
    ]
    assert bool(used) == keeps


PIXELS = 80
"""Of a picture to an inch."""
AT_EDGES = 0.9
"""Of the contrast that is owed: letters this small have few dots that are wholly of their colour."""


@pytest.mark.thorough
@each_template
def test_texts_can_be_read_on_pictures_of_the_slides(decks: dict[str, Any], template: Template, tmp_path: Path) -> None:
    deck = decks[template.name]
    # Hidden slides would leave no picture.
    deck.save(tmp_path / "pack.pptx")
    pictures = pictures_of(tmp_path / "pack.pptx")
    assert len(pictures) == len(deck.slides)
    for slide, file in zip(deck.slides, pictures, strict=True):
        with Image.open(file) as opened:
            picture = opened.convert("RGB")
        scale = picture.width / deck.slide_width
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text.strip():
                edges = (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
                seen = contrast_within(picture.crop(tuple(round(edge * scale) for edge in edges)))
                assert seen >= AT_EDGES * TEXT, (slide.shapes.title.text_frame.text, shape.name, seen)


def pictures_of(file: Path) -> list[Path]:
    """Return a picture of each slide, as LibreOffice draws it."""
    soffice, to_pictures = shutil.which("soffice"), shutil.which("pdftoppm")
    assert soffice, "start.py test --thorough installs LibreOffice"
    assert to_pictures, "poppler-utils has pdftoppm"
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pdf = file.with_suffix(".pdf")
    subprocess.run(
        [to_pictures, "-r", str(PIXELS), "-png", str(pdf), str(file.parent / "slide")], check=True, timeout=180
    )
    return sorted(file.parent.glob("slide-*.png"))


def contrast_within(picture: Image.Image) -> float:
    """Return the contrast of a text with the colour that most of its box has."""
    dots = picture.tobytes()
    colours = collections.Counter(dots[at : at + 3] for at in range(0, len(dots), 3))
    (behind, _), *_ = colours.most_common(1)
    return max(contrast(f"#{behind.hex()}", f"#{dot.hex()}") for dot in colours)

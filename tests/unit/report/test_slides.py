"""Slides say what the pack says: the same numbers, with what defends them, for everybody, and nothing runs over."""

import dataclasses
import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pptx
import pytest
from PIL import Image
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Pt
from python_calamine import CalamineWorkbook

from reach import formats, theme
from reach.charts.attendance import attendance_bars
from reach.charts.chart import CategoryChart, Chart, Label
from reach.charts.heat_map import heat_map
from reach.charts.reaching import reach_bars
from reach.charts.strands import support_flows
from reach.charts.targets import outlooks
from reach.exhibit import Exhibit
from reach.exports import pictures
from reach.exports.typesetting import lines_of
from reach.report import ChosenFilters, FromStore, Pack, Part, Recipe, make_pack
from reach.report.slides import write, write_deck
from reach.report.slides.fitting import LEAST_SIZE, LINE_HEIGHT
from reach.report.slides.highlights import with_named_bars_in_colour
from reach.report.summary import Summary
from reach.store import Store
from tests.builders import SETTINGS
from tests.skips import needs_browser
from tests.typed import of_kind
from tests.unit.report.conftest import numbered, section

AWKWARD = [
    "=1+1",
    "@cmd|' /C calc'!A0",
    "<b>Bold</b> & “quoted” 'school'",
    "Right \u202eto left 🎉",
    "Royal Borough of Windsor and Maidenhead",
    "An Academy of Mathematics and the Arts " * 5,
]


@pytest.fixture(scope="module")
def pack(demonstration: Store) -> Pack:
    recipe = Recipe.usual(ChosenFilters(academic_year="2024/25", period="spring"), reader="monitoring")
    made_at = dt.datetime(2025, 4, 22, 9, 30)
    return make_pack(recipe, FromStore(demonstration.read()), SETTINGS, made_at=made_at, made_by="Ada Lovelace")


@pytest.fixture(scope="module")
def slides(pack: Pack) -> pptx.presentation.Presentation:
    return pptx.Presentation(io.BytesIO(write(pack)))


def named(shape: Any) -> str:
    """Give a shape's name without its tag."""
    return str(shape.name).partition(" [")[0]


def title_of(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text)


def topic_of(slide: Any) -> str:
    """Give what a slide is about: the line above its finding, or its title where that says it."""
    return next((shape.text_frame.text for shape in slide.shapes if named(shape) == "Topic"), title_of(slide))


def charts_of(presentation: pptx.presentation.Presentation) -> Iterator[tuple[str, Any]]:
    """Give every chart with its slide's topic."""
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                yield topic_of(slide), shape.chart


def values_of(presentation: pptx.presentation.Presentation, title: str) -> dict[str, list[float | None]]:
    """Give the series of an exhibit's charts, put together over its slides."""
    found: dict[str, list[float | None]] = {}
    for name, chart in charts_of(presentation):
        if name == title or name.startswith(f"{title} ("):
            for series in chart.series:
                found.setdefault(series.name, []).extend(series.values)
    return found


def exhibit_of(pack: Pack, query: str) -> Exhibit:
    return next(each.exhibit for each in pack.exhibits if each.exhibit.result.query.name == query)


def only(pack: Pack, *exhibits: Exhibit, **changes: Any) -> Pack:
    """Give the pack with one section, of these exhibits."""
    shown = tuple(numbered(each, f"1.{place}") for place, each in enumerate(exhibits, start=1))
    return dataclasses.replace(pack, sections=(section(exhibits=shown, **changes),))


def slide_of(presentation: pptx.presentation.Presentation, topic: str) -> Any:
    return next(each for each in presentation.slides if topic_of(each) == topic)


def made(pack: Pack, template: bytes | None = None) -> pptx.presentation.Presentation:
    return pptx.Presentation(io.BytesIO(write(pack, template)))


@pytest.mark.parametrize("query", ["reach_by_la", "reach_by_phase"])
def test_a_chart_holds_the_numbers_of_the_exhibit(
    pack: Pack, slides: pptx.presentation.Presentation, query: str
) -> None:
    exhibit = exhibit_of(pack, query)
    shown = values_of(slides, exhibit.title)
    assert shown["This period"] == pytest.approx(exhibit.result.frame["reach"].to_list())
    assert list(shown)[1] == "spring term 2023/24"


def test_the_ladder_has_a_series_a_rung(pack: Pack, slides: pptx.presentation.Presentation) -> None:
    exhibit = exhibit_of(pack, "ladder_by_group")
    shown = values_of(slides, exhibit.title)
    assert list(shown) == ["Signed up", "Attended", "On course to complete"]
    rungs = exhibit.result.frame.groupby("rung", sort=False)["share_at_least"].apply(list)
    assert shown["Attended"] == pytest.approx(rungs["attended"])


def test_standing_is_stacked_and_its_counts_are_whole(pack: Pack, slides: pptx.presentation.Presentation) -> None:
    exhibit = exhibit_of(pack, "standing_by_group")
    shown = values_of(slides, exhibit.title)
    for standing, rows in exhibit.result.frame.groupby("standing"):
        assert shown[formats.word(standing)] == rows["schools_of_standing"].to_list()


def test_many_programmes_stand_in_tables_and_none_is_lost(pack: Pack, slides: pptx.presentation.Presentation) -> None:
    exhibit = exhibit_of(pack, "attendance_by_group")
    shown = [slide for slide in slides.slides if topic_of(slide).startswith(exhibit.title)]
    tables = [each.table for slide in shown for each in slide.shapes if each.has_table]
    assert len(tables) == len(shown) > 1
    assert [cell.text for cell in tables[0].rows[0].cells][:2] == ["Programme", "Attendance rate"]
    names = [row.cells[0].text for table in tables for row in list(table.rows)[1:]]
    rated = exhibit.result.frame[exhibit.result.frame["share_attended"].notna()]
    assert names == list(rated["programme_name"])


def test_titles_of_parts_say_what_stands_on_them_and_none_stands_twice(
    pack: Pack, slides: pptx.presentation.Presentation
) -> None:
    titles = [title_of(slide) for slide in slides.slides]
    assert len(set(titles)) == len(titles)
    exhibit = exhibit_of(pack, "targets_and_reach")
    shown = [slide for slide in slides.slides if topic_of(slide).startswith(exhibit.title)]
    assert len(shown) > 1
    for slide in shown:
        table = next(each.table for each in slide.shapes if each.has_table)
        assert title_of(slide) == f"{table.cell(1, 0).text} to {table.cell(len(table.rows) - 1, 0).text}"
    findings = ["\n".join(each.text_frame.text for each in slide.shapes if each.has_text_frame) for slide in shown]
    assert [exhibit.finding.removesuffix(".") in text for text in findings] == [True, *[False] * (len(shown) - 1)]


def test_a_chart_of_totals_has_them_on_each_of_its_slides(pack: Pack) -> None:
    exhibit = exhibit_of(pack, "reach_by_la")
    chart = exhibit.chart
    assert isinstance(chart, CategoryChart) and chart.totals_at_end
    totals = [each.name for each in chart.categories][-chart.totals_at_end :]
    parts = chart.parts(chart.totals_at_end + 2)
    assert len(parts) == 2
    assert all([each.name for each in part.categories][-len(totals) :] == totals for part in parts)
    own = [each.name for part in parts for each in part.categories[: -len(totals)]]
    assert own == [each.name for each in chart.categories][: -len(totals)]


def test_the_workbook_in_a_chart_holds_what_the_chart_shows(slides: pptx.presentation.Presentation) -> None:
    for _, chart in charts_of(slides):
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).get_sheet_by_index(
            0
        )
        heading, *rows = sheet.to_python()
        shown = [name for name in heading[1:] if not str(name).startswith("Label: ")]
        assert shown == [series.name for series in chart.series]
        assert [row[0] for row in rows] == [str(category) for category in chart.plots[0].categories]
        for place, series in enumerate(chart.series, start=1):
            assert [None if row[place] == "" else row[place] for row in rows] == pytest.approx(list(series.values))


@needs_browser
@pytest.mark.parametrize(("targets", "tables"), [(5, 0), (6, 1), (22, 2)])
def test_a_picture_of_more_rows_than_a_slide_has_room_for_is_a_table(pack: Pack, targets: int, tables: int) -> None:
    one = {
        "target": "Whole hub",
        "outlook": "open",
        "share_so_far": 0.4,
        "share_aimed_at": 0.6,
        "schools": 100,
        "schools_aimed_at": 60,
        "still_needed": 20,
        "share_expected": 0.55,
        "share_expected_least": 0.5,
        "share_expected_most": 0.6,
        "expected": 55,
        "expected_least": 50,
        "expected_most": 60,
    }
    frame = pd.DataFrame([one | {"target": f"Target {number}"} for number in range(targets)])
    usual = next(iter(pack.exhibits)).exhibit
    shown = dataclasses.replace(
        usual, result=dataclasses.replace(usual.result, frame=frame), chart=outlooks(frame), title="Will we make it?"
    )
    shapes = [each for slide in made(only(pack, shown)).slides for each in slide.shapes if not each.is_placeholder]
    kinds = [each.shape_type for each in shapes]
    assert kinds.count(MSO_SHAPE_TYPE.TABLE) == tables and (MSO_SHAPE_TYPE.PICTURE in kinds) == (not tables)
    rows = [[cell.text for cell in row.cells] for each in shapes if each.has_table for row in list(each.table.rows)[1:]]
    assert [row[0] for row in rows] == (list(frame["target"]) if tables else [])
    assert all(row[1:4] == ["40%", "55% (50% to 60%)", "60%"] for row in rows)


def test_a_label_says_what_the_page_says(pack: Pack, slides: pptx.presentation.Presentation) -> None:
    exhibit = exhibit_of(pack, "reach_by_la")
    chart = next(chart for title, chart in charts_of(slides) if title == exhibit.title)
    texts = [
        "".join(run.text for run in each.iterfind(".//{*}t")).replace("\u00a0", " ")
        for each in chart._chartSpace.iterfind(".//{*}rich")
    ]
    first = exhibit.result.frame.iloc[0]
    assert f"{formats.percent(first['reach'])}  {first['reached']} of {first['schools']}" in texts


def test_labels_with_counts_are_bound_to_cells_of_the_charts_workbook(
    pack: Pack, slides: pptx.presentation.Presentation
) -> None:
    exhibit = exhibit_of(pack, "reach_by_la")
    chart = next(chart for title, chart in charts_of(slides) if title == exhibit.title)
    series = next(each for each in chart._chartSpace.iter(qn("c:ser")))
    fields = [each.get("type") for each in next(series.iterfind(".//{*}rich")).iterfind(".//{*}fld")]
    assert fields == ["VALUE", "CELLRANGE"]
    reference = series.find(".//{*}datalabelsRange/{*}f").text
    ((column, first, last),) = re.findall(r"^Sheet1!\$([A-Z])\$(\d+):\$[A-Z]\$(\d+)$", reference)
    blob = chart.part.chart_workbook.xlsx_part.blob
    rows = CalamineWorkbook.from_filelike(io.BytesIO(blob)).get_sheet_by_index(0).to_python()
    cells = [str(row[ord(column) - ord("A")]) for row in rows[int(first) - 1 : int(last)]]
    assert cells == [each.text for each in series.iterfind(".//{*}dlblRangeCache//{*}v")]
    assert cells[0] == f"{exhibit.result.frame.iloc[0]['reached']} of {exhibit.result.frame.iloc[0]['schools']}"
    assert rows[0][ord(column) - ord("A")] == "Label: This period"
    assert len(cells) == len(chart.plots[0].categories)


def test_a_label_that_says_its_value_alone_is_powerpoints_own(
    pack: Pack, slides: pptx.presentation.Presentation
) -> None:
    exhibit = exhibit_of(pack, "standing_by_group")
    chart = next(chart for title, chart in charts_of(slides) if title == exhibit.title)
    assert not list(chart._chartSpace.iterfind(".//{*}rich/{*}p/{*}fld"))
    assert chart._chartSpace.find(".//{*}datalabelsRange") is None


def test_a_heat_map_is_a_table_whose_cells_say_the_numbers(pack: Pack, slides: pptx.presentation.Presentation) -> None:
    exhibit = exhibit_of(pack, "reach_by_la_phase")
    slide = next(each for each in slides.slides if topic_of(each) == exhibit.title)
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    heading = [cell.text for cell in table.rows[0].cells]
    for row in exhibit.result.frame.to_dict("records"):
        cells = next(each.cells for each in table.rows if each.cells[0].text == row["la_name"])
        text = cells[heading.index(formats.word(row["phase"]))].text.replace("\u00a0", " ")
        assert text == f"{formats.percent(row['reach'])}\n{row['reached']:,} of {row['schools']:,}"


def test_every_chart_and_table_says_in_words_what_it_shows(slides: pptx.presentation.Presentation) -> None:
    for slide in slides.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                assert len(shape._element.xpath("./*/p:cNvPr/@descr")[0]) > 20


def test_a_slides_title_is_its_finding_and_what_is_below_says_the_rest(
    pack: Pack, slides: pptx.presentation.Presentation
) -> None:
    shown = next(each for each in pack.exhibits if each.exhibit.result.query.name == "reach_by_la")
    slide = slide_of(slides, shown.exhibit.title)
    assert title_of(slide).replace("\u00a0", " ") == shown.title
    assert shown.title == "The greatest change is in Halton: reach rose from 63% to 69%"
    below = next(shape.text_frame.text for shape in slide.shapes if named(shape) == "Finding")
    assert below.replace("\u00a0", " ") == shown.text
    titles = [title_of(each) for each in slides.slides]
    assert len(set(titles)) == len(titles)
    assert not [title for title in titles if title.endswith("…")]


def test_a_finding_that_is_too_long_for_a_title_stands_whole_below_it(pack: Pack) -> None:
    long = f"Reach is highest {'in a place with a long name and ' * 12}lowest elsewhere."
    exhibit = dataclasses.replace(exhibit_of(pack, "reach_by_la"), sentence=long)
    slide = made(only(pack, exhibit)).slides[0]
    assert title_of(slide) == exhibit.title and not [shape for shape in slide.shapes if named(shape) == "Topic"]
    assert next(shape.text_frame.text for shape in slide.shapes if named(shape) == "Finding") == long


def test_every_slide_has_a_title_notes_and_a_number(slides: pptx.presentation.Presentation) -> None:
    for slide in slides.slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert "As at" in slide.notes_slide.notes_text_frame.text
        assert not [each for each in slide.placeholders if not each.text_frame.text]
        fields = slide._element.xpath(".//a:fld[@type='slidenum']")
        assert len(fields) == (0 if title_of(slide) == "Appendix" else 1)


def test_notes_are_a_script_with_the_definition_last(pack: Pack, slides: pptx.presentation.Presentation) -> None:
    shown = next(each for each in pack.exhibits if each.exhibit.result.query.name == "reach_by_la")
    exhibit = shown.exhibit
    notes = slide_of(slides, exhibit.title).notes_slide.notes_text_frame.text.replace("\u00a0", " ")
    parts = ("Say this", f"{shown.title}.", "If asked", shown.text, "Which schools", "What it is", exhibit.definition)
    places = [notes.index(part) for part in parts]
    assert places == sorted(places)
    for said in (exhibit.definition, "As at: 21 April 2025", "Counted as reached", exhibit.source):
        assert said in notes
    assert "Reach = schools reached ÷ schools open" in notes


def test_what_is_read_first_stands_first(slides: pptx.presentation.Presentation) -> None:
    for slide in (each for each in slides.slides if title_of(each) != "Appendix"):
        kinds = [each.placeholder_format.type if each.is_placeholder else None for each in slide.shapes]
        assert kinds[0] == PP_PLACEHOLDER.TITLE
        assert kinds[-1] == PP_PLACEHOLDER.SLIDE_NUMBER
        names = [named(each) for each in slide.shapes]
        if "Finding" in names:
            drawn = next(
                place
                for place, each in enumerate(slide.shapes)
                if "descr" in each._element.xpath("./*/p:cNvPr")[0].attrib
            )
            assert names.index("Finding") < drawn < names.index("Source")


def test_the_first_slide_says_it(pack: Pack, slides: pptx.presentation.Presentation) -> None:
    summary = of_kind(Summary, pack.summary)
    texts = "\n".join(shape.text_frame.text for shape in slides.slides[0].shapes).replace("\u00a0", " ")
    assert title_of(slides.slides[0]).replace("\u00a0", " ") == summary.finding.text.removesuffix(".")
    for said in (pack.title, pack.subtitle, "21 April 2025", pack.output_class, "Demonstration", summary.england):
        assert said in texts
    assert len(summary.numbers) == 4
    for number in summary.numbers:
        assert f"{number.label}\n{number.value}" in texts and f"{number.arrow} {number.change}" in texts
    for heading, lines in summary.lists:
        assert "\n".join((heading, *lines)) in texts


def test_the_story_is_told_in_ten_slides(demonstration: Store) -> None:
    recipe = Recipe.usual(ChosenFilters(academic_year="2025/26", period="spring"))
    made_at = dt.datetime(2026, 4, 22, 9, 30)
    proposals = ("We propose to begin with Halton.", "We propose to ring the 3 schools.")
    forum = make_pack(
        recipe, FromStore(demonstration.read()), SETTINGS, made_at=made_at, made_by="Ada", last_proposals=proposals
    )
    slides = list(made(forum).slides)
    titles = [title_of(each) for each in slides]
    assert 8 <= titles.index("Appendix") <= 10
    last = slides[titles.index("What we proposed last time")]
    assert all(line in "\n".join(shape.text_frame.text for shape in last.shapes) for line in proposals)


def test_a_slide_to_be_written_is_hidden_from_the_show_until_it_is(demonstration: Store) -> None:
    usual = Recipe.usual(ChosenFilters(academic_year="2024/25"))
    for text, is_hidden in ((None, True), ("Ada’s school now teaches for mastery.", False)):
        recipe = usual.model_copy(update={"parts": (Part(section="headlines"), Part(section="school", text=text))})
        made_at = dt.datetime(2026, 4, 22, 9, 30)
        pack = make_pack(recipe, FromStore(demonstration.read()), SETTINGS, made_at=made_at, made_by="Ada")
        slide = made(pack).slides[1]
        assert (slide._element.get("show") == "0") == is_hidden
        assert (text or "") in "\n".join(shape.text_frame.text for shape in slide.placeholders if shape.has_text_frame)
        assert ("Write this slide" in slide.notes_slide.notes_text_frame.text) == is_hidden
        assert PP_PLACEHOLDER.PICTURE in [each.placeholder_format.type for each in slide.placeholders]


def test_only_bars_that_the_title_names_are_in_colour(pack: Pack) -> None:
    chart = of_kind(CategoryChart, exhibit_of(pack, "reach_by_la").chart)
    named = with_named_bars_in_colour(chart, "The greatest change is in Halton: reach rose from 63% to 69%")
    colours = {
        category.text: colour for category, colour in zip(named.categories, named.series[0].colours, strict=True)
    }
    assert colours["Halton"] == chart.series[0].colours[[each.text for each in chart.categories].index("Halton")]
    assert {colour for name, colour in colours.items() if name != "Halton"} == {theme.MUTED}
    assert with_named_bars_in_colour(chart, "Nothing stands out") == chart
    chester = with_named_bars_in_colour(chart, "Chester is ahead")
    assert chester == chart


def test_the_file_says_what_it_is_and_in_which_language(pack: Pack, slides: pptx.presentation.Presentation) -> None:
    properties = slides.core_properties
    assert properties.title == f"{pack.title}: {pack.subtitle}"
    assert (properties.author, properties.language) == (SETTINGS.hub.name, "en-GB")
    for slide in slides.slides:
        assert set(slide._element.xpath(".//a:r/a:rPr/@lang")) == {"en-GB"}


def test_powerpoint_knows_the_sections(pack: Pack, slides: pptx.presentation.Presentation) -> None:
    sections = slides.part._element.findall(".//{http://schemas.microsoft.com/office/powerpoint/2010/main}section")
    names = [each.get("name") for each in sections]
    story = [each.title for each in pack.sections if not each.is_in_appendix]
    appendix = [f"Appendix {each.number}: {each.title}" for each in pack.sections if each.is_in_appendix]
    assert names == [*story, "Appendix", *appendix]
    listed = [each.get("id") for section in sections for each in section.iterfind(".//{*}sldId")]
    assert listed == [str(each.slide_id) for each in slides.slides]


def six_authorities() -> pd.DataFrame:
    shares = [0, 0.03, 0.4, 0.5, 0.98, 1]
    return pd.DataFrame(
        {
            "la_code": [str(place) for place in range(6)],
            "la_name": AWKWARD,
            "schools": 100,
            "reached": [round(100 * share) for share in shares],
            "reach": shares,
        }
    )


def awkward_pack(pack: Pack) -> Pack:
    """A pack of long names, many programmes and a wide grid."""
    frame = six_authorities()
    by_la = exhibit_of(pack, "reach_by_la")
    programmes = pd.DataFrame(
        {
            "programme_name": [f"{place} {AWKWARD[place % 6]}" for place in range(25)],
            "share_attended": [place / 25 for place in range(25)],
            "times_attended": range(25),
            "times_expected": 25,
            "signed_up": 25,
            "activities": 1,
        }
    )
    grid = pd.DataFrame(
        [
            {"row": f"{row} {AWKWARD[row % 6]}", "column": f"Strand {column}", "n": row}
            for row in range(20)
            for column in range(12)
        ]
    )
    shown: dict[str, tuple[pd.DataFrame, Chart | None]] = {
        "reach": (
            frame,
            reach_bars(frame, by="la_code", label="la_name", last_year=frame, last_year_name="before"),
        ),
        "counts": (frame, reach_bars(frame, by="la_code", label="la_name", as_share=False)),
        "programmes": (
            programmes,
            attendance_bars(programmes, by="programme_name", label="programme_name"),
        ),
        "grid": (
            grid,
            heat_map(
                grid,
                rows=("row", "row"),
                columns=("column", "column"),
                value="n",
                labels=[Label("", str(n)) for n in grid["n"]],
                unit="",
            ),
        ),
        "list": (pd.concat([frame] * 60), None),
        "nothing": (frame[:0], None),
    }
    exhibits = [
        dataclasses.replace(
            by_la,
            title=f"{title}: {AWKWARD[5]}",
            sentence=f"{AWKWARD[2]} {AWKWARD[5] * 3}",
            result=dataclasses.replace(by_la.result, frame=rows),
            chart=chart,
        )
        for title, (rows, chart) in shown.items()
    ]
    return only(pack, *exhibits, title=AWKWARD[5], paragraphs=(AWKWARD[5] * 12, *AWKWARD))


@pytest.fixture(scope="module")
def awkward(pack: Pack) -> pptx.presentation.Presentation:
    return made(awkward_pack(pack))


@pytest.mark.parametrize("which", ["slides", "awkward"])
def test_nothing_stands_outside_a_slide(which: str, request: pytest.FixtureRequest) -> None:
    presentation = request.getfixturevalue(which)
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= presentation.slide_width + 2
            assert shape.top + shape.height <= presentation.slide_height + 2


@pytest.mark.parametrize("which", ["slides", "awkward"])
def test_texts_fit_where_they_stand(which: str, request: pytest.FixtureRequest) -> None:
    for slide in request.getfixturevalue(which).slides:
        for shape in slide.shapes:
            if not shape.has_text_frame or not shape.text_frame.text:
                continue
            width, height = shape.width / Pt(1), shape.height / Pt(1)
            sizes = [run.font.size for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
            size = sizes[0] / Pt(1) if sizes and sizes[0] else 24
            if shape.is_placeholder and shape.placeholder_format.type == PP_PLACEHOLDER.TITLE:
                size, height = (sizes[0] / Pt(1) if sizes[0] else 28), height + 1
            if shape.is_placeholder and shape.placeholder_format.type in (
                PP_PLACEHOLDER.FOOTER,
                PP_PLACEHOLDER.SLIDE_NUMBER,
            ):
                size = 14
            lines = sum(len(lines_of(each.text, size, width)) or 1 for each in shape.text_frame.paragraphs)
            assert lines * size * LINE_HEIGHT <= height + 1, shape.text_frame.text[:80]


@pytest.mark.parametrize("which", ["slides", "awkward"])
def test_tables_end_before_what_stands_below_them(which: str, request: pytest.FixtureRequest) -> None:
    for slide in request.getfixturevalue(which).slides:
        sources = [shape for shape in slide.shapes if named(shape) == "Source"]
        for shape in slide.shapes:
            if sources and (shape.has_table or shape.has_chart):
                assert shape.top + shape.height <= sources[0].top


@pytest.mark.parametrize("which", ["slides", "awkward"])
def test_nothing_is_too_small_to_read(which: str, request: pytest.FixtureRequest) -> None:
    presentation = request.getfixturevalue(which)
    elements = [slide._element for slide in presentation.slides]
    elements += [chart._chartSpace for _, chart in charts_of(presentation)]
    sizes = [int(size) for element in elements for size in element.xpath(".//@sz") if size.isdigit()]
    assert min(sizes) >= 100 * LEAST_SIZE


def test_awkward_names_stay_as_they_are_and_nothing_runs(awkward: pptx.presentation.Presentation) -> None:
    names = [
        str(name)
        for title, chart in charts_of(awkward)
        if title.startswith("reach")
        for name in chart.plots[0].categories
    ]
    kept = [" ".join(name.replace("\u202e", "").split()) for name in AWKWARD]
    assert [" ".join(name.split()) for name in names] == kept
    for _, chart in charts_of(awkward):
        blob = chart.part.chart_workbook.xlsx_part.blob
        assert b"<f>" not in zipfile.ZipFile(io.BytesIO(blob)).read("xl/worksheets/sheet1.xml")


def test_a_long_list_says_what_was_left_out_and_where_it_is(awkward: pptx.presentation.Presentation) -> None:
    texts = [shape.text_frame.text for slide in awkward.slides for shape in slide.shapes if named(shape) == "Source"]
    assert any("of 360 rows" in text and "the pack’s workbook" in text for text in texts)


def test_an_exhibit_without_rows_says_so(awkward: pptx.presentation.Presentation) -> None:
    texts = [shape.text_frame.text for slide in awkward.slides for shape in slide.shapes if named(shape) == "Source"]
    assert any(text.startswith("There are no figures for these filters.") for text in texts)


def test_a_section_with_nothing_in_it_takes_no_slide(pack: Pack) -> None:
    assert len(made(only(pack)).slides) == 0


def test_a_chart_that_powerpoint_has_not_is_a_picture_where_there_is_a_browser(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {"from_place": ["a"], "to_place": ["b"]}
    counts = {"days": 3, "supports": 3, "days_given": 3, "days_received": 3}
    flow = support_flows(pd.DataFrame(places).assign(**counts), {})
    exhibit = dataclasses.replace(exhibit_of(pack, "reach_by_la"), chart=flow)
    image = io.BytesIO()
    Image.new("RGB", (40, 20)).save(image, "PNG")
    monkeypatch.setattr(write_deck, "browser", lambda: Path("chromium"))
    monkeypatch.setattr(pictures, "chart_png", lambda *_: image.getvalue())
    pictured = [shape for shape in made(only(pack, exhibit)).slides[0].shapes if shape.shape_type == 13]
    assert pictured[0]._element.xpath("./*/p:cNvPr/@descr")[0].endswith(exhibit.sentence)

    monkeypatch.setattr(write_deck, "browser", lambda: None)
    tabled = [shape for shape in made(only(pack, exhibit)).slides[0].shapes if shape.has_table]
    assert tabled[0].table.cell(1, 0).text == exhibit.result.frame.iloc[0]["la_name"]


@pytest.mark.thorough
def test_libreoffice_opens_it(pack: Pack, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice, "start.py test --thorough installs LibreOffice"
    file = tmp_path / "pack.pptx"
    file.write_bytes(write(pack))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF")

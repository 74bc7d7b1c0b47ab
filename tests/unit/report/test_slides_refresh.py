"""A hub's own deck is refreshed: figures are this term's, words that a person changed stay, and what is added stays."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pptx
import pytest
from pptx.util import Pt
from python_calamine import CalamineWorkbook

from reach.report import ChosenFilters, Pack, Part, Recipe
from reach.report.slides import TemplateError, refreshed, write
from reach.report.slides.tags import tagged
from reach.store import Store
from tests.unit.report.conftest import pack_of

SECTIONS = ("headlines", "reach", "strands", "fairness", "next", "counted")


def pack_for(store: Store, period: str, *sections: str) -> Pack:
    parts = tuple(Part(section=section) for section in sections or SECTIONS)
    usual = Recipe.usual(ChosenFilters(academic_year="2025/26", period=period), audience="internal")
    return pack_of(store, usual.model_copy(update={"parts": parts}))


@pytest.fixture(scope="module")
def autumn(demonstration: Store) -> bytes:
    return write(pack_for(demonstration, "autumn"))


@pytest.fixture(scope="module")
def spring(demonstration: Store) -> Pack:
    return pack_for(demonstration, "spring")


def opened(content: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(content))


def edited(content: bytes, change: Callable[[Any], None]) -> bytes:
    presentation = opened(content)
    change(presentation)
    made = io.BytesIO()
    presentation.save(made)
    return made.getvalue()


def shown(content: bytes) -> dict[tuple[str, int, str], Any]:
    """Give what every tagged shape shows: its text, the numbers of its chart, or the cells of its table."""
    found: dict[tuple[str, int, str], Any] = {}
    for slide in opened(content).slides:
        for tag, shape in tagged(slide):
            if getattr(shape, "has_chart", False):
                found[tag.place] = [(each.name, tuple(each.values)) for each in shape.chart.series]
            elif getattr(shape, "has_table", False):
                found[tag.place] = [cell.text for cell in shape.table.iter_cells()]
            elif shape.has_text_frame:
                found[tag.place] = shape.text_frame.text
    return found


def slide_of(presentation: Any, exhibit: str) -> Any:
    return next(slide for slide in presentation.slides if any(tag.exhibit == exhibit for tag, _ in tagged(slide)))


def part_of(slide: Any, part: str) -> Any:
    return next(shape for tag, shape in tagged(slide) if tag.part == part)


def test_a_deck_that_nobody_edited_becomes_the_new_packs(autumn: bytes, spring: Pack) -> None:
    done = refreshed(spring, autumn)
    old, new, wanted = shown(autumn), shown(done.content), shown(write(spring))
    both = old.keys() & wanted.keys()
    assert {place: new[place] for place in both} == {place: wanted[place] for place in both}
    assert old != new and not done.kept
    assert len(both) > 60


def test_the_numbers_behind_a_chart_are_renewed_too(autumn: bytes, spring: Pack) -> None:
    for slide in opened(refreshed(spring, autumn).content).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                blob = shape.chart.part.chart_workbook.xlsx_part.blob
                heading, *rows = CalamineWorkbook.from_filelike(io.BytesIO(blob)).get_sheet_by_index(0).to_python()
                shown = [name for name in heading[1:] if not str(name).startswith("Label: ")]
                assert shown == [each.name for each in shape.chart.series]
                for place, series in enumerate(shape.chart.series, start=1):
                    assert [None if row[place] == "" else row[place] for row in rows] == pytest.approx(
                        list(series.values)
                    )


def test_words_that_a_person_changed_stay_and_the_rest_is_renewed(autumn: bytes, spring: Pack) -> None:
    def change(presentation: Any) -> None:
        slide = slide_of(presentation, "reach_by_la")
        part_of(slide, "title").text_frame.text = "Halton is our worry"
        slide.notes_slide.notes_text_frame.text = "My own notes"

    done = refreshed(spring, edited(autumn, change))
    slide = slide_of(opened(done.content), "reach_by_la")
    assert part_of(slide, "title").text_frame.text == "Halton is our worry"
    assert part_of(slide, "notes").text_frame.text == "My own notes"
    place = ("reach_by_la", 1, "chart")
    assert shown(done.content)[place][0][1] == shown(write(spring))[place][0][1]
    assert [line.partition(":")[2] for line in done.kept] == [" “Halton is our worry”", " “My own notes”"]
    assert any(line.startswith("Slide 2: Halton is our worry") for line in done.renewed)


def test_bars_that_a_kept_title_names_stand_in_colour(autumn: bytes, spring: Pack) -> None:
    def change(presentation: Any) -> None:
        part_of(slide_of(presentation, "reach_by_la"), "title").text_frame.text = "Wirral holds its ground"

    done = refreshed(spring, edited(autumn, change))
    chart = part_of(slide_of(opened(done.content), "reach_by_la"), "chart").chart
    names = list(chart.plots[0].categories)
    coloured = [
        int(point.find(".//{*}idx").get("val"))
        for point in chart.series[0]._element.iterfind(".//{*}dPt")
        if point.find(".//{*}schemeClr") is not None
    ]
    assert [names[place] for place in coloured] == ["Wirral"]


def test_what_was_moved_stays_where_it_is_and_slides_of_ones_own_stay(autumn: bytes, spring: Pack) -> None:
    def change(presentation: Any) -> None:
        part_of(slide_of(presentation, "reach_by_la"), "chart").top = Pt(200)
        own = presentation.slides.add_slide(presentation.slide_layouts[1])
        own.shapes.title.text_frame.text = "A slide of our own"
        slides = presentation.slides._sldIdLst
        slides.insert(1, slides[-1])

    done = refreshed(spring, edited(autumn, change))
    presentation = opened(done.content)
    assert presentation.slides[1].shapes.title.text_frame.text == "A slide of our own"
    assert part_of(slide_of(presentation, "reach_by_la"), "chart").top == Pt(200)


def test_a_slide_that_was_taken_out_stays_out_and_is_named(autumn: bytes, spring: Pack) -> None:
    def change(presentation: Any) -> None:
        slides = presentation.slides._sldIdLst
        gone = slide_of(presentation, "strand_panels-schools-reached")
        number = [each.slide_id for each in presentation.slides].index(gone.slide_id)
        presentation.part.drop_rel(slides[number].rId)
        del slides[number]

    done = refreshed(spring, edited(autumn, change))
    assert not any(place[0] == "strand_panels-schools-reached" for place in shown(done.content))
    assert [line for line in done.new if line.startswith("CPD and school-to-school support")]


def test_what_is_no_longer_in_the_pack_is_left_and_named(autumn: bytes, demonstration: Store) -> None:
    without_fairness = pack_for(demonstration, "spring", "headlines", "reach")
    done = refreshed(without_fairness, autumn)
    assert any("most disadvantaged" in line for line in done.gone)
    place = ("equity_gap_trend", 1, "title")
    assert shown(done.content)[place] == shown(autumn)[place]


def test_nothing_of_the_old_figures_is_left_on_a_slide_of_the_new_pack(demonstration: Store) -> None:
    """Of a term that is over and a year that is not: labels say “so far”, and a text may go."""
    year = pack_of(
        demonstration,
        Recipe.usual(ChosenFilters(academic_year="2025/26"), audience="internal").model_copy(
            update={"parts": tuple(Part(section=section) for section in SECTIONS)}
        ),
    )
    done = refreshed(year, write(pack_for(demonstration, "spring")))
    wanted = shown(write(year))
    slides = {place[:2] for place in wanted}
    for place, what in shown(done.content).items():
        if place[:2] in slides and isinstance(what, str):
            assert what == wanted.get(place, ""), place
    assert "Schools reached so far" in shown(done.content)["summary", 1, "number-1"]


def test_a_deck_can_be_refreshed_again(autumn: bytes, spring: Pack) -> None:
    once = refreshed(spring, autumn).content
    again = refreshed(spring, once)
    assert not again.renewed and not again.kept and shown(again.content) == shown(once)


@pytest.mark.parametrize("content", [b"", b"no deck", pytest.param(None, id="a deck of somebody else's")])
def test_what_is_no_deck_of_a_pack_is_refused_in_words(spring: Pack, content: bytes | None) -> None:
    if content is None:
        content = edited(
            _empty_deck(), lambda presentation: presentation.slides.add_slide(presentation.slide_layouts[0])
        )
    with pytest.raises(TemplateError, match=r"from a pack|cannot be"):
        refreshed(spring, content)


def test_a_deck_is_checked_before_it_is_opened_as_a_template_is(autumn: bytes, spring: Pack) -> None:
    with_macros = io.BytesIO(autumn)
    with zipfile.ZipFile(with_macros, "a") as archive:
        archive.writestr("ppt/vbaProject.bin", b"macros")
    with pytest.raises(TemplateError, match="macros"):
        refreshed(spring, with_macros.getvalue())


def _empty_deck() -> bytes:
    made = io.BytesIO()
    pptx.Presentation().save(made)
    return made.getvalue()

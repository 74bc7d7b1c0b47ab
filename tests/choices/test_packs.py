"""A forum pack can be made for each reader, in each form, whatever is chosen: no error and nothing insane.

The usual run: each value of each choice once. A thorough run: any two values, on every hub.
"""

import datetime as dt
import io
from collections.abc import Iterator

import pptx
import pytest

from reach import queries
from reach.report import PACK_FORMATS, READERS, ChosenFilters, FromStore, Pack, PackError, Recipe, make_pack, pack_files
from tests import effort
from tests.choices.chosen import FILTERS, TODAY, filters_of
from tests.choices.conftest import GiveHub
from tests.choices.hubs import NAMES, ChoiceHub
from tests.choices.pairs import Row, all_pairs, each_value
from tests.choices.sane import insane_figure, insane_frame, insane_text
from tests.skips import NO_BROWSER

WRITTEN = [name for name, format_ in PACK_FORMATS.items() if not format_.needs_browser]
MADE_AT = dt.datetime.combine(TODAY, dt.time(9, 30))


def rows() -> list[Row]:
    """Give what is tried: reader, audience, format, hub and filters."""
    choices = {"reader": tuple(READERS), "audience": ("internal", "public"), "format": WRITTEN, **FILTERS}
    if effort.number(usual=0, thorough=1):
        return [{"hub": hub} | row for hub in NAMES for row in all_pairs(choices)]
    return each_value(all_pairs({"hub": NAMES, **choices}))


def pack_of(hub: ChoiceHub, row: Row, *, only: str | None = None) -> Pack | None:
    """Make a pack, or one section of it; None where there is rightly nothing to report."""
    filters = filters_of(hub, row)
    recipe = Recipe.usual(ChosenFilters.of(filters, hub.store.settings), row["reader"], row["audience"])
    parts = tuple(part for part in recipe.parts if only in (None, part.section))
    recipe = recipe.model_copy(update={"parts": parts})
    version = hub.store.read()
    try:
        return make_pack(recipe, FromStore(version), hub.store.settings, made_at=MADE_AT, made_by="test")
    except PackError:
        total = queries.run("reach_total", filters, version).frame
        recorded = queries.run("recorded_periods", filters, version).frame
        is_recorded = (filters.academic_year, filters.period) in zip(*recorded.to_numpy().T, strict=True)
        assert total.empty or not total.iloc[0]["schools"] or not is_recorded
        return None


def insane_pack(pack: Pack) -> Iterator[str]:
    """Give what is not sane in a pack's answers, words and charts."""
    for question, result in pack.answers.items():
        yield from insane_frame(question.query, result.frame)
    for section in pack.sections:
        for text in (section.title, section.question, *section.paragraphs, *(each.text for each in section.headlines)):
            yield from (f"{section.title}: {found}" for found in insane_text(text))
        for numbered in section.exhibits:
            exhibit = numbered.exhibit
            for text in (exhibit.title, exhibit.sentence):
                yield from (f"{exhibit.title}: {found}" for found in insane_text(text))
            if exhibit.figure is not None:
                yield from (f"{exhibit.title}: {found}" for found in insane_figure(exhibit.figure))


def words_of_slides(content: bytes) -> Iterator[str]:
    """Give the words on slides, of text boxes and tables."""
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield from shape.text_frame.text.splitlines()
            elif shape.has_table:
                yield from (f"a {cell.text}" for row in shape.table.rows for cell in row.cells)


@pytest.mark.parametrize("place", range(len(rows())))
def test_it_can_be_made_whatever_is_chosen(choice_hub: GiveHub, place: int) -> None:
    row = rows()[place]
    pack = pack_of(choice_hub(row["hub"]), row)
    if pack is None:
        return
    found = list(insane_pack(pack))
    for name, content in pack_files(pack, [PACK_FORMATS[row["format"]]]):
        assert len(content) > 1000, name
        if row["format"] == "pptx":
            found += [each for line in words_of_slides(content) for each in insane_text(line)]
    assert not found, "\n".join([*found, str(row)])


@pytest.mark.parametrize(("hub_name", "format_name"), [("demonstration", "pdf"), ("one school", "zip")])
def test_what_could_not_be_drawn_is_drawn(choice_hub: GiveHub, hub_name: str, format_name: str) -> None:
    """Of one section, as pictures take their time."""
    format_ = PACK_FORMATS[format_name]
    if not format_.is_possible:
        pytest.skip(NO_BROWSER)
    hub = choice_hub(hub_name)
    pack = pack_of(hub, {"reader": "board", "audience": "internal", "counted_as": "completed"}, only="trend")
    assert pack is not None and any(each.exhibit.result.query.name == "target_outlook" for each in pack.exhibits)
    assert all(len(content) > 1000 for _, content in pack_files(pack, [format_]))

"""A pack tells its story in order, from the same exhibits as the pages."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reach import exhibits, queries
from reach.definitions import definitions_of
from reach.exhibits import call_list, partners
from reach.exhibits.origins import OriginError, make_again, origin_of
from reach.queries import Result
from reach.report import Addition, ChosenFilters, Pack, PackError, Part, Recipe
from reach.report.answers import FromStore, PackContext
from reach.report.recipes import Audience
from reach.report.sections import ALWAYS_EXPLAINED, SECTIONS
from reach.store import Store
from tests.builders import SETTINGS, attended, hub, school
from tests.unit.report.conftest import MADE_AT, pack_of

NEVER_ASKED: Any = None
"""In place of a context, where an origin is refused before anything is asked."""


def test_it_has_the_usual_sections_in_order(pack: Pack, usual: Recipe) -> None:
    expected = [part.section for part in usual.parts if part.section != "added"]
    assert [section.key for section in pack.sections] == expected
    assert all(
        section.headlines or section.exhibits or section.paragraphs or section.words for section in pack.sections
    )


def test_exhibits_are_numbered_by_section_and_place(pack: Pack) -> None:
    numbers = [numbered.number for numbered in pack.exhibits]
    assert numbers == sorted(set(numbers), key=lambda each: [int(part) for part in each.split(".")])
    assert numbers[0] == "2.1"


def test_sections_go_off_and_move(demonstration: Store, usual: Recipe) -> None:
    parts = (Part(section="fairness"), Part(section="reach", is_on=False), Part(section="headlines"))
    sections = pack_of(demonstration, usual.model_copy(update={"parts": parts})).sections
    assert [section.key for section in sections] == ["fairness", "headlines"]


def test_own_words_stand_in_place_of_the_usual(demonstration: Store, usual: Recipe) -> None:
    parts = (Part(section="next", text="We will ring.\n\n<b>Twice</b>."), Part(section="reach", text="Mind Halton."))
    sections = pack_of(demonstration, usual.model_copy(update={"parts": parts})).sections
    assert sections[0].paragraphs == ("We will ring.", "<b>Twice</b>.")
    assert sections[1].paragraphs == ("Mind Halton.",) and sections[1].exhibits


def test_what_is_next_is_suggested(pack: Pack) -> None:
    (section,) = [section for section in pack.sections if section.key == "next"]
    assert section.paragraphs[0].startswith("We propose to begin with ")


def test_charts_that_were_put_in_keep_their_filters(demonstration: Store, usual: Recipe) -> None:
    origin = origin_of(partners.partner_reach, {"measure": "people"})
    kept = ChosenFilters(academic_year="2023/24", la_codes=("876",))
    addition = Addition(make=origin.make, options=origin.options, filters=kept)
    longer = pack_of(demonstration, usual.model_copy(update={"additions": (addition,)}))
    (section,) = [section for section in longer.sections if section.key == "added"]
    exhibit = section.exhibits[0].exhibit
    assert (exhibit.result.filters.academic_year, exhibit.result.filters.la_codes) == ("2023/24", ("876",))
    assert exhibit.title == "People through each partner, 2023/24"


def test_a_pack_keeps_every_answer_that_it_was_made_of(pack: Pack) -> None:
    kept = {id(result.frame) for result in pack.answers.values()}
    assert all(id(headline.result.frame) in kept for section in pack.sections for headline in section.headlines)
    for numbered in pack.exhibits:
        assert any(_is_of(numbered.exhibit.result, answer) for answer in pack.answers.values()), numbered.exhibit.title


def _is_of(shown: Result, answer: Result) -> bool:
    """Whether what is shown is an answer, perhaps with columns under the names that people know and totals below it."""
    if (shown.query, shown.filters) != (answer.query, answer.filters) or len(shown.frame) < len(answer.frame):
        return False
    columns = [answer.frame[column].reset_index(drop=True) for column in answer.frame]
    rows = shown.frame.head(len(answer.frame)).reset_index(drop=True)
    return all(any(rows[column].equals(each) for each in columns) for column in rows)


def test_the_same_figure_as_on_the_page(pack: Pack, demonstration: Store) -> None:
    on_page = PackContext(SETTINGS, pack.total.filters, FromStore(demonstration.read()), MADE_AT.date())
    exhibit = exhibits.reach_by_la_phase(on_page)
    in_pack = next(each.exhibit for each in pack.exhibits if each.exhibit.title == exhibit.title)
    assert in_pack.result.frame.equals(exhibit.result.frame) and in_pack.sentence == exhibit.sentence


def test_where_no_school_is_there_is_nothing_to_report(tmp_path: Path, usual: Recipe) -> None:
    store = hub(tmp_path, [school(900001, la="999")])
    with pytest.raises(PackError, match="nothing to report"):
        pack_of(store, usual)


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_term_without_attendance_has_nothing_to_report(tmp_path: Path, audience: Audience) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    spring, autumn = (
        Recipe.usual(ChosenFilters(academic_year="2022/23", period=period), audience=audience)
        for period in ("spring", "autumn")
    )
    with pytest.raises(PackError) as caught:
        pack_of(store, spring)
    assert "No attendance is recorded yet in spring term 2022/23" in caught.value.message
    assert pack_of(store, autumn).sections


def test_a_term_with_sign_ups_alone_is_reported(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022", attendance="Absent")])
    assert pack_of(store, Recipe.usual(ChosenFilters(academic_year="2022/23", period="autumn"))).sections


@pytest.mark.parametrize("chosen", [{"la_codes": ("876",)}, {"phases": ("post-16",)}, {"period": "summer"}])
def test_it_is_made_under_any_filters(make: Callable[..., Pack], chosen: dict[str, Any]) -> None:
    assert sum(1 for _ in make(**chosen).exhibits) > 8


def test_words_that_sections_explain_are_defined() -> None:
    wanted = {*ALWAYS_EXPLAINED, *(word for section in SECTIONS.values() for word in section.words)}
    assert {word.name for word in definitions_of(wanted)} == wanted


def test_the_file_name_says_what_it_is(pack: Pack) -> None:
    assert pack.file_stem == "reach-forum-2024-25-spring-as-at-2025-04-21-internal"


class TestOrigins:
    """An exhibit is made again only by what makes exhibits."""

    def test_options_come_back(self, pack: Pack, demonstration: Store) -> None:
        context = PackContext(SETTINGS, pack.total.filters, FromStore(demonstration.read()), MADE_AT.date())
        origin = origin_of(exhibits.reach_by_la, {"as_share": False})
        again = make_again(origin, context)
        assert again.sentence == exhibits.reach_by_la(context, as_share=False).sentence
        assert again.figure is not None and again.figure.layout.xaxis.title.text == "Schools reached"

    @pytest.mark.parametrize(
        "place",
        [
            "os.system",
            "origins.make_again",
            "reaching._period",
            "reaching.nothing",
            "reaching.charts",
            "",
            "..os.system",
        ],
    )
    def test_nothing_else_is_run(self, place: str) -> None:
        origin = dataclasses.replace(origin_of(exhibits.reach_by_la, {}), make=place)
        with pytest.raises(OriginError):
            make_again(origin, NEVER_ASKED)

    def test_a_chart_is_found_by_the_former_name_of_its_module(self, pack: Pack, demonstration: Store) -> None:
        """Recipes and packs on record keep the name of their day."""
        context = PackContext(SETTINGS, pack.total.filters, FromStore(demonstration.read()), MADE_AT.date())
        options = {"programme_code": None, "today": context.today} | queries.USUALLY
        origin = origin_of(call_list.call_list, options)
        assert origin.make == "call_list.call_list"
        former = dataclasses.replace(origin, make="calling.call_list")
        assert make_again(former, context).title == make_again(origin, context).title

    @pytest.mark.parametrize("options", ['{"as_share": "perhaps"}', '{"nope": 1}', "[]", "", '{"context": 1}'])
    def test_options_that_do_not_fit_are_said(self, options: str) -> None:
        origin = dataclasses.replace(origin_of(exhibits.reach_by_la, {}), options=options)
        with pytest.raises(OriginError):
            make_again(origin, NEVER_ASKED)

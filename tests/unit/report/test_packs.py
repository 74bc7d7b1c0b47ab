"""A pack tells its story in order, from the same exhibits as the pages."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reach import exhibits, queries
from reach.columns import COMPARED_WITH
from reach.definitions import definitions_of
from reach.exhibits import call_list, partners
from reach.exhibits.origins import OriginError, make_again, origin_of
from reach.queries import Result
from reach.report import Addition, ChosenFilters, Pack, PackError, Part, Recipe
from reach.report.answers import FromStore, PackContext
from reach.report.recipes import Audience, Reader, Wording
from reach.report.sections import ALWAYS_EXPLAINED, SECTIONS
from reach.store import Store
from tests.builders import SETTINGS, attended, hub, school
from tests.unit.report.conftest import MADE_AT, pack_of

NEVER_ASKED: Any = None
"""In place of a context, where an origin is refused before anything is asked."""


def test_it_has_the_usual_sections_in_order(pack: Pack, usual: Recipe) -> None:
    order = [part.section for part in usual.parts]
    story = [section.key for section in pack.sections if not section.is_in_appendix]
    appendix = [section.key for section in pack.sections if section.is_in_appendix]
    assert story == [each for each in order if each in story] and len(story) <= 9
    assert appendix == [each for each in order if each in appendix] and appendix[-1] == "counted"
    assert [each.is_in_appendix for each in pack.sections] == [False] * len(story) + [True] * len(appendix)
    assert all(section.is_written_or_shown or section.slot for section in pack.sections)


def test_exhibits_are_numbered_by_section_and_place(pack: Pack) -> None:
    for section in pack.sections:
        numbers = [numbered.number for numbered in section.exhibits]
        assert numbers == [f"{section.number}.{place}" for place in range(1, len(numbers) + 1)]
    assert [each.key for each in pack.sections if not each.number] == ["school"]
    numbers = [section.number for section in pack.sections if section.number]
    story = [each for each in numbers if each.isdigit()]
    assert story == [str(place) for place in range(1, len(story) + 1)]
    assert "".join(numbers[len(story) :]) == "ABCDEFGHIJ"[: len(numbers) - len(story)]


def test_sections_go_off_and_move(demonstration: Store, usual: Recipe) -> None:
    parts = (Part(section="fairness"), Part(section="reach", is_on=False), Part(section="headlines"))
    sections = pack_of(demonstration, usual.model_copy(update={"parts": parts})).sections
    assert [section.key for section in sections] == ["fairness", "headlines", "fairness"]


@pytest.mark.parametrize(("place", "in_story", "in_appendix"), [(None, 1, 1), ("appendix", 0, 2), ("story", 1, 1)])
def test_a_section_goes_to_the_appendix(
    demonstration: Store, usual: Recipe, place: Any, in_story: int, in_appendix: int
) -> None:
    parts = (Part(section="headlines"), Part(section="fairness", place=place))
    sections = pack_of(demonstration, usual.model_copy(update={"parts": parts})).sections
    count = {each.is_in_appendix: len(each.exhibits) for each in sections if each.key == "fairness"}
    assert (count.get(False, 0), count.get(True, 0)) == (in_story, in_appendix)


@pytest.mark.parametrize("section", ["headlines", "school", "next"])
def test_a_text_stays_in_the_story_wherever_a_recipe_puts_it(demonstration: Store, usual: Recipe, section: str) -> None:
    parts = (Part(section="reach"), Part(section=section, place="appendix"))
    sections = pack_of(demonstration, usual.model_copy(update={"parts": parts})).sections
    assert [each.key for each in sections if not each.is_in_appendix] == ["reach", section]


def test_titles_are_findings_and_no_two_are_alike(pack: Pack) -> None:
    titles = [each.title for each in pack.exhibits if each.title]
    assert len(titles) > 10 and len(set(titles)) == len(titles)
    for each in pack.exhibits:
        assert sorted(f"{each.title}. {each.text}".split()) == sorted(each.exhibit.sentence.split()), each.number


def test_a_persons_words_stand_in_place_of_the_finding(demonstration: Store, usual: Recipe, pack: Pack) -> None:
    first = next(pack.exhibits)
    wordings = (
        Wording(exhibit=first.key, title="Halton leads", proposed=first.proposed),
        Wording(exhibit="summary", title="A good term", proposed="Anything"),
    )
    worded = pack_of(demonstration, usual.model_copy(update={"wordings": wordings}))
    now = next(worded.exhibits)
    assert (now.title, now.text, now.topic) == ("Halton leads", first.text, first.exhibit.title)
    assert worded.summary and worded.summary.finding.text == "A good term" and not worded.outdated_words


def test_words_that_were_written_for_other_figures_are_pointed_out(demonstration: Store, usual: Recipe) -> None:
    first = next(pack_of(demonstration, usual).exhibits)
    wording = Wording(exhibit=first.key, title="Halton leads", proposed="Halton leads by far")
    (line,) = pack_of(demonstration, usual.model_copy(update={"wordings": (wording,)})).outdated_words
    assert "“Halton leads by far”" in line and first.proposed in line


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_what_is_left_out_is_named_with_the_reason(
    demonstration: Store, tmp_path: Path, usual: Recipe, audience: Audience
) -> None:
    def left_out(store: Store, recipe: Recipe) -> tuple[str, ...]:
        (last,) = [each for each in pack_of(store, recipe).sections if each.key == "counted"]
        return last.left_out

    of_all = left_out(demonstration, usual.model_copy(update={"audience": audience}))
    assert ("Candidates by stage: not for the public." in of_all) == (audience == "public")
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    of_little = left_out(store, Recipe.usual(ChosenFilters(academic_year="2022/23"), audience=audience))
    assert "Days of support: nothing recorded." in of_little


@pytest.mark.parametrize(("reader", "audience"), [("forum", "public"), ("board", "public"), ("monitoring", "internal")])
def test_who_it_is_for_is_who_may_see_it(reader: Reader, audience: Audience) -> None:
    chosen = ChosenFilters(academic_year="2024/25")
    assert Recipe.usual(chosen, reader).audience == audience
    assert Recipe.usual(chosen, reader, "internal").audience == "internal"


def test_own_words_stand_in_place_of_the_usual(demonstration: Store, usual: Recipe) -> None:
    parts = (Part(section="next", text="We will ring.\n\n<b>Twice</b>."), Part(section="reach", text="Mind Halton."))
    sections = pack_of(demonstration, usual.model_copy(update={"parts": parts})).sections
    assert sections[0].paragraphs == ("We will ring.", "<b>Twice</b>.")
    assert sections[1].paragraphs == ("Mind Halton.",) and sections[1].exhibits
    assert sections[2].is_in_appendix and not sections[2].paragraphs


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
    """Whether what is shown is an answer, perhaps ranked, under names that people know, and with totals below it."""
    if (shown.query, shown.filters) != (answer.query, answer.filters) or len(shown.frame) < len(answer.frame):
        return False
    columns = [sorted(map(str, answer.frame[column])) for column in answer.frame]
    rows = shown.frame.head(len(answer.frame))
    own = [column for column in rows if column != COMPARED_WITH and not str(column).endswith("_last_year")]
    return all(sorted(map(str, rows[column])) in columns for column in own)


def test_a_pack_keeps_the_answers_that_its_figures_of_last_year_are_of(pack: Pack) -> None:
    compared = [each.exhibit.result for each in pack.exhibits if COMPARED_WITH in each.exhibit.result.frame]
    assert compared
    for shown in compared:
        asked = [answer.frame for answer in pack.answers.values() if answer.query.name == shown.query.name]
        rows = shown.frame.head(min(len(frame) for frame in asked))
        for column in (name for name in map(str, rows) if name.endswith("_last_year")):
            known = {str(value) for frame in asked for value in frame[column.removesuffix("_last_year")]}
            assert set(map(str, rows[column].dropna())) <= known, (shown.query.name, column)


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


def test_words_that_sections_explain_are_defined() -> None:
    wanted = {*ALWAYS_EXPLAINED, *(word for section in SECTIONS.values() for word in section.words)}
    assert {word.name for word in definitions_of(wanted)} == wanted


def test_the_file_name_says_what_it_is(pack: Pack) -> None:
    assert pack.file_stem == "reach-forum-2024-25-spring-as-at-2025-04-21-internal"


def test_packs_under_other_filters_have_other_names(make: Callable[..., Pack]) -> None:
    chosen: list[dict[str, Any]] = [
        {},
        {"la_codes": ("876",)},
        {"la_codes": ("344",)},
        {"phases": ("primary",)},
        {"strands": ("cpd",)},
        {"counted_as": "signed_up"},
        {"light_touch": True},
        {"independent": True},
        {"period": "autumn"},
    ]
    part = (Part(section="headlines"),)
    names = [make(parts=part, **each).file_stem for each in chosen]
    assert len(set(names)) == len(names)
    assert "halton" in names[1] and "primary" in names[3]


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
        options = {"programme_code": None, "today": context.today} | queries.WEIGHTS
        origin = origin_of(call_list.call_list, options)
        assert origin.make == "call_list.call_list"
        former = dataclasses.replace(origin, make="calling.call_list")
        assert make_again(former, context).title == make_again(origin, context).title

    @pytest.mark.parametrize("options", ['{"as_share": "perhaps"}', '{"nope": 1}', "[]", "", '{"context": 1}'])
    def test_options_that_do_not_fit_are_said(self, options: str) -> None:
        origin = dataclasses.replace(origin_of(exhibits.reach_by_la, {}), options=options)
        with pytest.raises(OriginError):
            make_again(origin, NEVER_ASKED)

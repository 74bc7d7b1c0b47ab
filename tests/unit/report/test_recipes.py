"""Recipes: what is chosen of a pack, kept and read again."""

from typing import Any

import pytest

from reach.errors import FilterError
from reach.report import READERS, SECTIONS, ChosenFilters, Part, Recipe, RecipeError
from reach.store import Store
from tests.builders import SETTINGS, filters, query_context_of


def test_a_recipe_comes_back_as_it_was() -> None:
    recipe = Recipe.usual(ChosenFilters.of(filters(period="spring", la_codes=["876"]), SETTINGS), "board", "public")
    assert Recipe.from_json(recipe.model_dump_json()) == recipe


@pytest.mark.parametrize(("reader", "audience"), [("forum", "public"), ("board", "public"), ("monitoring", "internal")])
def test_a_recipe_without_an_audience_has_that_of_its_reader(reader: str, audience: str) -> None:
    by_hand = f'{{"reader": "{reader}", "filters": {{"academic_year": "2022/23"}}, "parts": []}}'
    assert Recipe.from_json(by_hand).audience == audience
    said = by_hand.replace('"parts"', '"audience": "internal", "parts"')
    assert Recipe.from_json(said).audience == "internal"


def test_a_recipe_without_a_reader_is_for_the_forum_and_rounded() -> None:
    recipe = Recipe.from_json('{"filters": {"academic_year": "2022/23"}, "parts": []}')
    assert (recipe.reader, recipe.audience) == ("forum", "public")


@pytest.mark.parametrize("reader", READERS)
def test_what_a_reader_does_not_ask_for_is_an_exhibit_of_some_section(reader: str, demonstration: Store) -> None:
    context = query_context_of(demonstration, "2025/26")
    names = {each.name for section in READERS[reader].sections for each in SECTIONS[section].exhibits(context)}
    assert set(READERS[reader].not_asked) <= names


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_has_a_story_of_sections_that_there_are(reader: str) -> None:
    story = READERS[reader].sections
    assert set(story) <= SECTIONS.keys() and len(set(story)) == len(story)
    assert story[0] == "headlines" and story[-1] == "counted"


def test_all_of_a_kind_stays_all_when_the_hub_grows() -> None:
    kept = ChosenFilters.of(filters(), SETTINGS)
    assert (kept.la_codes, kept.phases, kept.strands) == ((), (), ())
    assert kept.under(SETTINGS) == filters()


@pytest.mark.parametrize("chosen", [{"la_codes": ["876"]}, {"phases": ["primary"]}, {"counted_as": "completed"}])
def test_filters_come_back_as_they_were(chosen: dict[str, Any]) -> None:
    assert ChosenFilters.of(filters(**chosen), SETTINGS).under(SETTINGS) == filters(**chosen)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Invalid JSON"),
        ("{}", "filters: Field required"),
        ('{"filters": {"academic_year": "2022/23"}, "parts": [], "reader": "nobody"}', "reader"),
        ('{"filters": {"academic_year": "2022/23"}, "parts": [{"section": "secrets"}]}', "headlines, "),
        ('{"filters": {"academic_year": "2022/23"}, "parts": [], "run": "x"}', "run: Extra inputs"),
    ],
)
def test_a_recipe_that_is_none_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(RecipeError) as raised:
        Recipe.from_json(text)
    assert says in f"{raised.value.title} {raised.value.message}"


def test_filters_that_the_hub_does_not_have_are_named() -> None:
    with pytest.raises(FilterError, match="999"):
        ChosenFilters(academic_year="2022/23", la_codes=("999",)).under(SETTINGS)


def test_words_of_a_section() -> None:
    recipe = Recipe(
        filters=ChosenFilters(academic_year="2022/23"),
        parts=(Part(section="next", text="Ring."), Part(section="reach")),
    )
    assert (recipe.text_of("next"), recipe.text_of("reach"), recipe.text_of("trend")) == ("Ring.", None, None)

"""Filters: what can be chosen, how it is written, and that each is declared once."""

import ast
import dataclasses
from typing import Any

import pytest

from reach.errors import FilterError
from reach.filter_kinds import Filter, Several
from reach.filters import FILTERS, Filters
from reach.settings import PROJECT
from tests.builders import SETTINGS, filters


def test_nothing_chosen_is_everything() -> None:
    everything = filters()
    assert everything.la_codes == SETTINGS.la_codes
    assert everything.phases == ("all", "early years", "primary", "secondary", "post-16")
    assert everything.strands == SETTINGS.strand_codes


def test_all_phases_chosen_is_the_same_as_none() -> None:
    assert filters(phases=["post-16", "primary", "secondary", "early years"]) == filters()


@pytest.mark.parametrize("text", ["post-16", "Post-16", "post_16", "POST 16"])
def test_values_are_known_however_they_are_typed(text: str) -> None:
    assert filters(phases=[text]).phases == ("post-16",)


def test_a_local_authority_is_known_by_code_and_by_name() -> None:
    assert filters(la_codes=["Wirral", "895"]).la_codes == ("895", "344")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"phases": ["infant"]}, "It may be early years, primary, secondary, post-16"),
        ({"la_codes": ["123"]}, "It may be 895, 896, 876, 344"),
        ({"strands": ["x"]}, "recruitment"),
        ({"counted_as": "not_reached"}, "signed_up, attended, completed"),
        ({"period": "winter"}, "year, autumn, spring, summer"),
        ({"year": "2022/24"}, "2014/15 to 2039/40"),
    ],
)
def test_an_unknown_value_says_what_it_may_be(chosen: dict[str, Any], said: str) -> None:
    with pytest.raises(FilterError) as error:
        filters(chosen.pop("year", "2022/23"), **chosen)
    assert said in error.value.message


def test_what_was_chosen_reads_well() -> None:
    chosen = filters(period="spring", la_codes=["876"], phases=["post-16"])
    words = dict(chosen.in_words(SETTINGS, chosen.parameters()))
    assert words["Local authorities"] == "Halton"
    assert words["Phases"] == "Post-16"
    assert words["Strands"] == "All"


@pytest.mark.parametrize("declared", FILTERS, ids=lambda each: each.name)
def test_each_value_of_a_filter_has_a_label_of_its_own(declared: Filter) -> None:
    """Addresses and the command line know values by their labels, too."""
    options = declared.options(SETTINGS)
    assert len(set(options.values())) == len(options)
    for code, label in options.items():
        for typed in (code, label):
            chosen = [typed] if isinstance(declared, Several) else typed
            assert declared.checked(chosen, SETTINGS) == declared.only(code)


def test_filters_have_names_of_their_own_wherever_they_are_known() -> None:
    for names in ([each.key for each in FILTERS], [each.label for each in FILTERS], [each.name for each in FILTERS]):
        assert len(set(names)) == len(names)
    columns = [each.column for each in FILTERS if each.column]
    assert len(set(columns)) == len(columns)


def test_a_filter_newer_than_a_record_stands_at_its_usual_value() -> None:
    everything = filters()
    for field in dataclasses.fields(Filters):
        if field.default is not dataclasses.MISSING:
            assert field.default == getattr(everything, field.name), field.name


def test_everything_about_one_school_is_shown_whatever_else_is_chosen() -> None:
    narrow = filters(period="spring", la_codes=["876"], phases=["primary"], strands=["cpd"], counted_as="completed")
    widened = narrow.with_changes(**narrow.widened(SETTINGS))
    assert widened == filters(counted_as="completed", light_touch=True)


def test_a_filter_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TypeError, match="postcode"):
        filters(postcode="CH1")


def test_filters_are_known_by_heart_in_one_module_only() -> None:
    """Another filter is a declaration in reach/filters.py and SQL that names it.

    Rounding knows the filters that can choose a group of people: a rule of its own.
    """
    names = {"la_codes", "strands", "counted_as", "independent", "light_touch"}
    knowing = set()
    for file in (PROJECT / "reach").rglob("*.py"):
        named = set()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant):
                named.add(node.value)
            elif isinstance(node, ast.keyword):
                named.add(node.arg)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                named.add(node.target.id)
        if len(named & names) > 2:
            knowing.add(file.relative_to(PROJECT).as_posix())
    assert knowing == {"reach/filters.py", "reach/disclosure/groups.py"}

"""What is asked for."""

import pytest

from reach.errors import FilterError
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
def test_an_unknown_value_says_what_it_may_be(chosen: dict, said: str) -> None:
    with pytest.raises(FilterError) as error:
        filters(chosen.pop("year", "2022/23"), **chosen)
    assert said in error.value.message


def test_what_was_chosen_reads_well() -> None:
    words = dict(filters(period="spring", la_codes=["876"], phases=["post-16"]).in_words(SETTINGS))
    assert words["Period"] == "spring term 2022/23"
    assert words["Local authorities"] == "Halton"
    assert words["Phases"] == "Post-16"
    assert words["Strands"] == "All"

"""What a column is."""

from reach import columns
from reach.columns import DECLARED


def test_a_label_has_the_unit() -> None:
    assert columns.label("distance_km") == "Distance (km)"
    assert columns.label("la_name") == "Local authority"
    assert columns.label("of_no_query") == "Of no query"


def test_a_number_that_names_is_not_measured() -> None:
    assert DECLARED["reached"].is_measured
    assert DECLARED["distance_km"].is_measured
    assert not [name for name in ("urn", "rank", "session_number", "la_name", "held_on") if DECLARED[name].is_measured]


def test_what_names_a_code_is_declared() -> None:
    assert {each.named_by for each in DECLARED.values() if each.named_by} <= set(DECLARED)

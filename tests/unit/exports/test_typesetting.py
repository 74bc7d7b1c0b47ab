from hypothesis import given, settings
from hypothesis import strategies as st

from reach.exports.typesetting import lines_of, readable, width_of


def test_lines_break_at_spaces() -> None:
    assert lines_of("one two three", 10, width_of("one two", 10)) == ["one two", "three"]


def test_a_percentage_stays_together() -> None:
    assert lines_of("fell to 71%", 10, width_of("fell to 71", 10)) == ["fell to", "71%"]


def test_a_word_that_is_too_long_is_cut() -> None:
    assert lines_of("a " + "x" * 8, 10, width_of("xxxx", 10)) == ["a", "xxxx", "xxxx"]


def test_nothing_makes_no_line() -> None:
    assert lines_of(" \n", 10, 100) == []


@settings(deadline=None)
@given(st.text())
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str) -> None:
    lines = lines_of(text, 10, 100)
    assert all(width_of(line, 10) <= 100 for line in lines)
    kept = "".join(readable(text).split())
    assert "".join("".join(lines).split()) == kept

"""Letters that no font has: found for certain, and nothing else taken for them."""

import pytest

from reach.exports.fonts import BLANK, letters_of, missing_letters, without_letters

UNASSIGNED = "\u0378"
"""No font can have it."""


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("abc", ["a", "b", "c"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("1\ufe0f\u20e32", ["1\ufe0f\u20e3", "2"]),
        ("\U0001f469\u200d\U0001f3eb!", ["\U0001f469\u200d\U0001f3eb", "!"]),
        ("\U0001f1ec\U0001f1e7\U0001f1eb\U0001f1f7", ["\U0001f1ec\U0001f1e7", "\U0001f1eb\U0001f1f7"]),
        ("\u0301", ["\u0301"]),
    ],
)
def test_a_letter_keeps_the_marks_that_belong_to_it(text: str, letters: list[str]) -> None:
    assert letters_of(text) == letters


def test_only_what_no_font_has_is_missing() -> None:
    texts = ["Café £5 – “378”", "use {u}", f"x{UNASSIGNED}y", "\ufdd1"]
    assert missing_letters(texts) == {UNASSIGNED, "\ufdd1"}
    assert missing_letters(texts) == {UNASSIGNED, "\ufdd1"}  # remembered, too


def test_what_stands_in_their_place() -> None:
    woman_teacher, keycap, flag = "\U0001f469\u200d\U0001f3eb", "1\ufe0f\u20e3", "\U0001f1ec\U0001f1e7"
    missing = {woman_teacher, keycap, flag, UNASSIGNED}
    text = f"378 {woman_teacher} {keycap} {flag} {UNASSIGNED} é"
    assert without_letters(text, missing) == f"378 [woman, school] 1 [flag gb] {BLANK} é"
    assert without_letters(text, missing, has_room=False) == f"378 {BLANK} 1 {BLANK} {BLANK} é"
    assert without_letters(text, set()) == text

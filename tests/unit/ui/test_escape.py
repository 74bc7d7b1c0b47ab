"""Text from data on the screen. What Streamlit's own page makes of it: tests/browser/test_every_page.py."""

import pandas as pd
import pytest

from reach.ui.escape import escape, escape_table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("St Mary's (Aided) School, 40% & more.", "St Mary's (Aided) School, 40% & more."),
        ("St. John's C.E. School – 9:30 to 10:30, 3-11", "St. John's C.E. School – 9:30 to 10:30, 3-11"),
        ("*A* _b_ [c](d) `e` <f> $g$ #h ~i~ |j| \\", r"\*A\* \_b\_ \[c\](d) \`e\` \<f\> \$g\$ \#h \~i\~ \|j\| \\"),
        ("![a](//b) {c}", r"!\[a\](//b) \{c\}"),
        (":red[a] b:small ::x", r"\:red\[a\] b\:small \:\:x"),
        (":material/lock: and: so", "\\:material\\/lock: and: so"),
        (":material_lock: x", ":\u2060material_lock: x"),
        (":material/lock", r"\:material\/lock"),
        (":smile: :+1:", ":\u2060smile: :\u2060+1:"),
        ("&lt; &#60; Marks&Co A & B", r"\&lt; \&\#60; Marks\&Co A & B"),
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("12) a", r"12\) a"),
        ("---", r"\---"),
        ("-3 points", "-3 points"),
        ("+5", "+5"),
        ("46%", "46%"),
        ("a_b_c __d__ _e", r"a_b_c \_\_d\_\_ \_e"),
        ("1.5 a - b", "1.5 a - b"),
        ("a -> b -- c <-> d", "a -\u2060\\> b -\u2060- c \\<\u2060-\\> d"),
        ("https://a.example", "https\u2060://a.example"),
        ("www.a.example", "www\u2060.a.example"),
        ("a@b.example", "a\u2060@b.example"),
        ("a\n\n# b\r\n\tc\u2028d", r"a \# b c d"),
        ("\x07a\u202eb\x00", "ab"),
    ],
)
def test_markup_is_shown_not_taken(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_headings_and_cells_of_a_table_are_escaped() -> None:
    table = escape_table(pd.DataFrame({"*A*": ["_b_", None, 3]}, dtype=object))
    assert list(table) == [r"\*A\*"]
    assert table.iloc[:, 0].tolist() == [r"\_b\_", None, 3]

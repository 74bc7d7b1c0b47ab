"""Text from data on the screen."""

import pytest

from reach.ui.plain import as_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("St Mary's (Aided) School, 40 % & more.", "St Mary's (Aided) School, 40\u00a0% & more."),
        ("*A* _b_ [c](d) `e` <f> $g$ #h ~i~ |j|", r"\*A\* \_b\_ \[c\](d) \`e\` \<f\> \$g\$ \#h \~i\~ \|j\|"),
        (":material/lock: and: so", r"\:material/lock: and: so"),
    ],
)
def test_markup_is_shown_not_taken(text: str, shown: str) -> None:
    assert as_text(text) == shown

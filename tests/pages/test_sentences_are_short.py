"""Sentences that people read on the pages have 25 words at most."""

import re
from typing import Any

import pytest

from reach.exhibit import Exhibit
from reach.store import Store
from reach.ui.view import View
from tests.builders import SETTINGS
from tests.pages.conftest import Opener
from tests.pages.test_every_page import PAGES

MOST_WORDS = 25
OF_DEFINITIONS = "how_figures_are_counted"
"""A page to look words up on, not to read."""
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;])\s+(?=\S)|\n+")
_NAMES = [
    *(strand.name for strand in SETTINGS.strands),
    *(programme.name for programme in SETTINGS.programmes),
    *SETTINGS.la_names,
]


def too_long(text: str) -> list[str]:
    """Give the sentences of a text that have too many words. A name is one word, and a mark is none."""
    for name in sorted(_NAMES, key=len, reverse=True):
        text = text.replace(name, "Name")
    return [
        sentence
        for sentence in _SENTENCE_ENDS.split(text)
        if len([word for word in sentence.split() if re.search(r"\w", word)]) > MOST_WORDS
    ]


def test_it_finds_a_long_sentence() -> None:
    assert too_long(f"A short one. {'Very ' * 25}long. 3 more – and – done.") == [f"{'Very ' * 25}long."]
    assert too_long(f"{', '.join(SETTINGS.la_names)}. {'Even ' * 25}.") == []


@pytest.mark.parametrize("page", [page for page in PAGES if page != OF_DEFINITIONS])
def test_sentences_have_25_words_at_most(
    open_page: Opener, demonstration: Store, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhibits: list[Exhibit] = []
    really = View.exhibit

    def exhibit(view: View, make: Any, **options: Any) -> Exhibit:
        exhibits.append(really(view, make, **options))
        return exhibits[-1]

    monkeypatch.setattr(View, "exhibit", exhibit)
    ((urn,),) = demonstration.read().rows("select min(urn) from engagement")
    app = open_page(page, demonstration, urn=str(urn))
    texts = [each.value for kind in (app.markdown, app.caption, app.info, app.warning) for each in kind]
    texts += [each.sentence for each in exhibits]
    assert [sentence for text in texts for sentence in too_long(text)] == []

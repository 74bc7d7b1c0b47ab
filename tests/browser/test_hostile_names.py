"""Whatever files, settings and accounts are called, a page shows it as it is written, and nothing of it happens."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page

from benchmarks.browser_time import serving
from reach.exports.typesetting import readable
from reach.settings import PROJECT
from reach.ui.navigation import MENU
from tests.browser.conftest import go_to, settled
from tests.builders.hostile import ELSEWHERE, HOSTILE, ORDINARY, hostile_hub
from tests.golden import fixed_hub

TEXTS = (*HOSTILE, *ORDINARY)

EVERYWHERE = f"""
import sys
sys.path.insert(0, {str(PROJECT)!r})
import pandas as pd
import streamlit as st
from reach.ui.escape import escape, escape_table
from tests.browser.test_hostile_names import TEXTS
for text in TEXTS:
    st.markdown(escape(text))
for text in TEXTS:
    st.markdown(f"**{{escape(text)}}**: {{escape(text)}}")
for number, text in enumerate(TEXTS):
    st.button(escape(text), key=str(number), help=escape(text))
st.radio("Which?", TEXTS, format_func=escape)
st.pills("Which?", TEXTS, format_func=escape)
st.table(escape_table(pd.DataFrame({{text: [text] for text in TEXTS}})), hide_index=True)
"""

HUB = """
import sys
from pathlib import Path
sys.path.insert(0, {project!r})
import reach.store
from reach.settings import load_settings
reach.store.load_settings = lambda: load_settings(Path({settings!r}))
from reach import ui
ui.navigate()
"""

# What text may not have become: a picture, a frame, a link to elsewhere, a formula, a note, an icon, an emoji, a mark.
BECAME = f"""() => [
    ...document.querySelectorAll('iframe, object, embed, sup, .katex, [src*="{ELSEWHERE}"], [href*="{ELSEWHERE}"]'),
    ...document.querySelectorAll('a[href^="mailto:"], [aria-label="home icon"], img[alt="Streamlit logo"]'),
    ...[...document.querySelectorAll('strong, em, code, del, h1, h2, h3, b, i')].filter(
        each => ['bold', 'slanted', 'code', 'struck', 'head', '&', 'i>'].includes(each.innerText.trim())),
    ...[...document.querySelectorAll('[data-testid=stMarkdownContainer]')].filter(
        each => /[😀-🙏👍]/u.test(each.innerText)),
].map(each => each.outerHTML.slice(0, 200))"""


@pytest.fixture
def dialogs(page: Page) -> Iterator[list[str]]:
    """What a page asked or told in a window of its own."""
    seen: list[str] = []

    def closed(dialog: Dialog) -> None:
        seen.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", closed)
    yield seen
    page.remove_listener("dialog", closed)


def shown(text: str) -> str:
    """Give text without what nobody sees: what joins its words, and all but one of several blanks."""
    return re.sub(r"\s+", " ", text.replace("\u2060", "").replace("\u200b", "").replace("\ufeff", "")).strip()


def test_every_text_is_shown_as_it_is_written(page: Page, dialogs: list[str], tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(EVERYWHERE, encoding="utf-8")
    expected = [shown(readable(text)) for text in TEXTS]
    with serving(str(tmp_path / "app.py"), tmp_path) as address:
        page.goto(address)
        page.get_by_role("table").wait_for()
        page.wait_for_timeout(500)
        markdown = [shown(each) for each in page.get_by_test_id("stMarkdown").all_inner_texts()]
        assert markdown == [*expected, *(f"{each}: {each}" for each in expected)]
        assert [shown(each) for each in page.get_by_test_id("stButton").all_inner_texts()] == expected
        for control in ("stRadio", "stButtonGroup"):
            labels = page.get_by_test_id(control).locator("label p, button p").all_inner_texts()
            assert [shown(each) for each in labels if shown(each) != "Which?"] == expected, control
        for cells in ("th", "td"):
            assert [shown(each) for each in page.get_by_role("table").locator(cells).all_inner_texts()] == expected
        page.get_by_test_id("stButton").first.hover()
        page.get_by_role("tooltip").wait_for()
        assert shown(page.get_by_role("tooltip").inner_text()) == expected[0]
        assert page.evaluate(BECAME) == []
    assert dialogs == []


def test_no_page_does_what_a_name_says(
    page: Page, dialogs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = hostile_hub(tmp_path)
    monkeypatch.setitem(os.environ, "LOGNAME", HOSTILE[0])
    app = HUB.format(project=str(PROJECT), settings=str(tmp_path / "hub.toml"))
    (tmp_path / "app.py").write_text(app, encoding="utf-8")
    with serving(str(tmp_path / "app.py"), store.folder) as address:
        for entry in MENU:
            if entry is MENU[0]:
                page.goto(f"{address}/?year={fixed_hub.YEAR_OVER}")
                settled(page)
            elif entry.file == "school":
                page.goto(f"{address}/school?urn={fixed_hub.CONVERTED}")
                settled(page)
            else:
                go_to(page, entry.section, entry.title)
            for opened in ("Table", "Schools"):
                control = page.get_by_role("radio", name=opened, exact=True)
                if control.count():
                    control.first.click()
                    settled(page)
            assert page.evaluate(BECAME) == [], entry.file
            assert page.get_by_role("heading", level=1).inner_text() == entry.title
    assert dialogs == []

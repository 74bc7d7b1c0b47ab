"""Every page, on a hub where all that has a name has one of the worst: nothing of what a name says happens.

And no page breaks the rules of WCAG 2.2 AA that a machine can check, or scrolls sideways on a phone.
"""

import itertools
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page

from benchmarks.browser_time import serving
from benchmarks.pages import path_of
from docs.take_pictures import SCREENS
from reach import VERSION
from reach.exports.typesetting import readable
from reach.settings import PROJECT
from reach.store import Store
from reach.ui.navigation import MENU, MenuEntry
from tests import effort
from tests.accessibility import assert_accessible
from tests.browser.conftest import Serve, settled
from tests.builders.hostile import ELSEWHERE, HOSTILE, ORDINARY, hostile_hub
from tests.golden import fixed_hub
from tests.typed import present

TEXTS = (*HOSTILE, *ORDINARY)

EVERYWHERE = f"""
import sys
sys.path.insert(0, {str(PROJECT)!r})
import pandas as pd
import streamlit as st
from reach.ui.escape import escape, escape_table
from tests.browser.test_every_page import TEXTS
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
from contextlib import ExitStack
from pathlib import Path
sys.path.insert(0, {project!r})
import reach.store
from reach.settings import load_settings
reach.store.load_settings = lambda: load_settings(Path({settings!r}))
from reach.screens import navigate
navigate()
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


def test_every_text_is_shown_as_it_is_written(page: Page, dialogs: list[str], serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(EVERYWHERE, encoding="utf-8")
    expected = [shown(readable(text)) for text in TEXTS]
    page.goto(serve(tmp_path, str(tmp_path / "app.py")))
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


PHONE = 390
# Streamlit's tables have no tab stop of their own: a wide one, as long names make it, is scrolled by keyboard in every
# browser but Safari.
WIDE_TABLES = ("scrollable-region-focusable",)

# The usual run looks at one page on a laptop and at the next on a phone, and so on; a thorough run at each on both.
VISITS = [
    pytest.param(entry, width, id=f"{entry.file}-{width}")
    for position, entry in enumerate(MENU)
    for number, width in enumerate((1400, PHONE))
    if effort.is_thorough() or (position + number) % 2 == 0
]


@pytest.mark.parametrize("entry", effort.some_of(MENU, 7, name="first screens"), ids=lambda entry: entry.file)
def test_the_answer_stands_in_the_first_screen(
    page: Page, address: str, demonstration: Store, entry: MenuEntry
) -> None:
    laptop, phone = SCREENS
    page.set_viewport_size({"width": laptop[0], "height": laptop[1]})
    page.goto(f"{address}/{path_of(entry.file, demonstration)}")
    # A window that is made narrow is laid out as one that was narrow from the beginning: the sidebar closes.
    for width, height in (laptop, phone):
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        answer = page.locator(".st-key-page_answer")
        box = present(answer.bounding_box())
        assert answer.inner_text().strip().endswith(".")
        assert box["y"] > 0 and box["y"] + box["height"] <= height
        assert page.get_by_text("Cheshire and Wirral Maths Hub", exact=True).first.is_visible()
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(each => Number(each.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


# What has the keyboard, or one of the first parts around it, has an outline that is seen. None where all is well.
NO_OUTLINE = """() => {
    let part = document.activeElement;
    while (part.shadowRoot?.activeElement) part = part.shadowRoot.activeElement;
    if (part === document.body) return null;
    const first = part.outerHTML.slice(0, 200);
    for (let around = 0; part && around < 6; around++) {
        const style = getComputedStyle(part), box = part.getBoundingClientRect();
        const isSeen = style.opacity !== "0" && box.width >= 16 && box.height >= 12;
        const [red, green, blue] = style.outlineColor.match(/[0-9.]+/g).map(Number);
        const isDark = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 100;
        if (isSeen && isDark && style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2) return null;
        part = part.parentElement ?? part.getRootNode().host;
    }
    return first;
}"""


HAS_STYLES = """async () => {
    const isThere = () => [...document.querySelectorAll("style")].some(it => it.textContent.includes("st-key-card_"));
    for (let tries = 0; !isThere() && tries < 50; tries++) await new Promise(done => setTimeout(done, 100));
}"""
"""Waits for layout.css: on a busy machine Streamlit takes it out for a moment when it draws a page once more."""


@pytest.mark.parametrize("entry", effort.some_of(MENU, 4, name="focus"), ids=lambda entry: entry.file)
def test_what_has_the_keyboard_is_outlined(page: Page, address: str, entry: MenuEntry) -> None:
    page.goto(f"{address}/{'' if entry is MENU[0] else entry.file}")
    settled(page)
    missing = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        missing.add(page.evaluate(f"async () => {{ await ({HAS_STYLES})(); return ({NO_OUTLINE})(); }}"))
    assert missing <= {None}


@pytest.fixture(scope="session")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a hub whose names are hostile, started by an account whose name is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    store = hostile_hub(folder)
    app = folder / "app.py"
    app.write_text(HUB.format(project=str(PROJECT), settings=str(folder / "hub.toml")), encoding="utf-8")
    with ExitStack() as server:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LOGNAME", HOSTILE[0])
            address = server.enter_context(serving(str(app), store.folder))
        yield address


@pytest.mark.parametrize(("entry", "width"), VISITS)
def test_a_page_is_accessible_and_does_nothing_that_a_name_says(
    page: Page, dialogs: list[str], hostile_address: str, entry: MenuEntry, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    path = "" if entry is MENU[0] else entry.file
    page.goto(f"{hostile_address}/{path}?year={fixed_hub.YEAR_OVER}&urn={fixed_hub.CONVERTED}")
    settled(page)
    assert page.get_by_role("heading", level=1).inner_text() == entry.title
    assert page.get_by_text(f"Reach dashboard, version {VERSION}").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page, without=WIDE_TABLES)
    assert page.evaluate(BECAME) == []
    for opened in ("Table", "Schools"):
        control = page.get_by_role("radio", name=opened, exact=True)
        if control.count():
            control.first.click()
            settled(page)
            assert page.evaluate(BECAME) == []
    assert dialogs == []

"""No page breaks the rules of WCAG 2.2 AA that a machine can check, or scrolls sideways on a phone."""

import pytest
from playwright.sync_api import Page

from benchmarks.pages import path_of
from reach.store import Store
from reach.ui.navigation import MENU
from tests import effort
from tests.accessibility import assert_accessible
from tests.browser.conftest import settled

PHONE = 390
# Streamlit's tables have no tab stop of their own: a wide one is scrolled by keyboard in every browser but Safari.
ON_A_PHONE = ("scrollable-region-focusable",)

# The usual run looks at one page on a laptop and at the next on a phone, and so on; a thorough run at each on both.
VISITS = [
    pytest.param(entry, width, id=f"{entry.file}-{width}")
    for position, entry in enumerate(MENU)
    for number, width in enumerate((1400, PHONE))
    if effort.is_thorough() or (position + number) % 2 == 0
]


@pytest.mark.parametrize(("entry", "width"), VISITS)
def test_axe_finds_nothing(page: Page, address: str, demonstration: Store, entry, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(f"{address}/{path_of(entry.file, demonstration)}")
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page, without=ON_A_PHONE if width == PHONE else ())

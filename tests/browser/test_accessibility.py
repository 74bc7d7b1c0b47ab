"""No page breaks the rules of WCAG 2.2 AA that a machine can check, or scrolls sideways on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from benchmarks.pages import path_of
from reach.store import Store
from reach.ui.navigation import MENU
from tests import effort
from tests.browser.conftest import RULES, settled

# On a phone Streamlit draws the menu into the sidebar, and there puts list items into plain boxes inside the list.
# Its tables have no tab stop of their own: a wide one is scrolled by keyboard in every browser but Safari.
PHONE = 390
STREAMLITS_OWN = {"exclude": [["[data-testid=stSidebarNav]"]]}


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
    on_phone = {"rules": {"scrollable-region-focusable": {"enabled": False}}} if width == PHONE else {}
    found = Axe().run(page, context=STREAMLITS_OWN, options=RULES | on_phone)
    assert found.violations_count == 0, found.generate_report()

"""No page breaks the rules of WCAG 2.2 AA that a machine can check."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from reach.ui.navigation import MENU
from tests.browser.conftest import RULES, settled


@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.file)
def test_axe_finds_nothing(page: Page, address: str, entry) -> None:
    page.goto(f"{address}/{'' if entry is MENU[0] else entry.file}")
    settled(page)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()

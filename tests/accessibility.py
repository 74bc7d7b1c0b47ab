"""What axe, a checker of accessibility, finds on a page in a real browser."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_WCAG_2_2_AA = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
# Streamlit's own: on a phone it puts list items into plain boxes inside the list of its menu.
_NOT_OURS = {"exclude": [["[data-testid=stSidebarNav]"]]}


def assert_accessible(page: Page, *, without: tuple[str, ...] = ()) -> None:
    """Let axe find nothing on the page, apart from the rules that are named."""
    # A tip that fades in or out under the mouse has little contrast for a moment.
    page.mouse.move(0, 0)
    page.wait_for_selector(".stTooltipContent", state="detached")
    rules: dict[str, Any] = {rule: {"enabled": False} for rule in without}
    found = Axe().run(page, context=_NOT_OURS, options=_WCAG_2_2_AA | {"rules": rules})
    assert found.violations_count == 0, found.generate_report()

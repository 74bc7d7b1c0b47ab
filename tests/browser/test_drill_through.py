"""The schools behind a chart: a click opens them in view, and the address keeps them for a colleague."""

from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import settled


def listed(page: Page) -> Locator:
    return page.locator(".st-key-schools_of_by_la")


def test_a_click_opens_the_schools_in_view_and_the_address_keeps_them(
    page: Page, chromium: Browser, address: str
) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{address}/reach?year=2024%2F25")
    settled(page)
    steps = page.evaluate("history.length")
    bar = page.locator(".st-key-card_by_la .barlayer .point path").nth(2)
    bar.scroll_into_view_if_needed()
    bar.click(position={"x": 10, "y": 5}, force=True)
    listed(page).get_by_text("Halton").first.wait_for()
    settled(page)
    box = listed(page).bounding_box()
    assert box is not None and box["y"] >= 0, "the list begins within the screen"
    assert box["y"] + min(box["height"], 400) <= 768, "and much of it can be seen"
    assert "open_by_la=Schools" in page.url and "by_la_la_code=876" in page.url
    assert page.evaluate("history.length") == steps, "Back goes to the page before, not to the list closed"

    said = listed(page).get_by_text("schools reached").inner_text()
    other = chromium.new_context(reduced_motion="reduce").new_page()
    other.goto(page.url)
    settled(other)
    assert listed(other).get_by_text("schools reached").inner_text() == said
    other.context.close()

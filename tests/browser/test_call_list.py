"""The call list as its users work it: weights by keyboard, a link sent on, a school held back and put back."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.accessibility import assert_accessible
from tests.browser.conftest import settled
from tests.builders import attended, hub, school


def score_of(page: Page, bar: int) -> str:
    """The score at the end of a bar."""
    chart = page.locator("[data-testid=stPlotlyChart]").first
    return str(chart.locator(".textpoint").nth(bar).text_content()).strip()


def change_what_matters(page: Page) -> None:
    """Open the weights."""
    page.get_by_role("button", name="Change what matters").click()


def test_weights_move_by_keyboard_and_a_link_gives_the_same_list(
    page: Page, chromium: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    schools = [school(900001), school(900002, "Sine School", pupils=90), school(900003, "Tangent School", pupils=900)]
    store = hub(tmp_path / "hub", schools, [attended(900001, "10/10/2022")])
    page.goto(f"{serve(store.folder)}/call_list?year=2022%2F23")
    settled(page)
    before = score_of(page, 0)
    change_what_matters(page)
    slider = page.get_by_role("slider", name="Size")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    settled(page)
    assert "weight_size=30" in page.url
    assert score_of(page, 0) != before

    other = chromium.new_context(reduced_motion="reduce").new_page()
    other.goto(page.url)
    settled(other)
    change_what_matters(other)
    assert other.get_by_role("slider", name="Size").input_value() == "30"
    assert [score_of(other, bar) for bar in range(2)] == [score_of(page, bar) for bar in range(2)]
    other.context.close()

    page.get_by_role("button", name="Reset weights").click()
    settled(page)
    assert score_of(page, 0) == before

    chooser = page.get_by_role("combobox", name="Hold a school back, or put one back on the list")
    chooser.click()
    chooser.press_sequentially("Sine")
    page.get_by_role("option", name="Sine School").click()
    settled(page)
    page.get_by_role("textbox", name="Reason").fill("Asked")
    page.get_by_role("button", name="Hold back", exact=True).click()
    page.get_by_text("The school was held back.").wait_for()
    settled(page)
    assert page.get_by_text("1 school to ring, not reached in 2022/23").is_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Put back on the list").click()
    page.get_by_text("2 schools to ring, not reached in 2022/23").wait_for()

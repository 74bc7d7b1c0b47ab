"""The map as its users meet it: a lasso around schools lists them until it is cleared."""

import math
import re
from pathlib import Path

from playwright.sync_api import Page

from tests.accessibility import assert_accessible
from tests.browser.conftest import settled
from tests.typed import present

SCHOOLS_REACHED = re.compile(r"Picked on the map: [\d,]+ of [\d,]+ schools reached\.")


def lasso(page: Page) -> None:
    """Draw around the middle of the first map, as a hand would."""
    chart = page.get_by_test_id("stPlotlyChart").first
    chart.scroll_into_view_if_needed()
    chart.locator("[data-title='Lasso Select']").click()
    settled(page)
    plane = present(chart.locator(".nsewdrag").bounding_box())
    across, down = plane["x"] + plane["width"] / 2, plane["y"] + plane["height"] / 2
    reach = min(plane["width"], plane["height"]) / 3
    page.mouse.move(across + reach, down)
    page.mouse.down()
    for step in range(1, 25):
        turn = step * math.pi / 12
        page.mouse.move(across + reach * math.cos(turn), down + reach * math.sin(turn))
    page.mouse.up()


def test_a_lasso_lists_the_schools_in_it_until_it_is_cleared(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/map?year=2024%2F25")
    settled(page)
    lasso(page)
    page.get_by_text(SCHOOLS_REACHED).wait_for()
    settled(page)
    assert_accessible(page)

    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV", exact=True).first.click()
    waiting.value.save_as(tmp_path / "schools.csv")
    listed = (tmp_path / "schools.csv").read_text(encoding="utf-8-sig")
    assert "Picked on the map" in listed or "picked-on-the-map" in waiting.value.suggested_filename

    page.get_by_role("button", name="Clear selection").click()
    page.get_by_text(SCHOOLS_REACHED).wait_for(state="detached")

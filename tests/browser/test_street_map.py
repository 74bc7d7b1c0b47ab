"""The street map under the headers that a server sends: its pictures are the only thing that comes from elsewhere."""

import base64
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Route

from tests.browser.conftest import settled

_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_the_policy_lets_pictures_of_streets_through_and_says_only_where_they_are_asked_from(
    chromium: Browser, address: str
) -> None:
    asked: list[tuple[str, str | None]] = []
    refused: list[str] = []

    def picture(route: Route) -> None:
        asked.append((urlsplit(route.request.url).netloc, route.request.headers.get("referer")))
        route.fulfill(body=_PICTURE, content_type="image/png", headers={"Access-Control-Allow-Origin": "*"})

    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    try:
        page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
        page.route(lambda url: not url.startswith((address, "blob:", "data:")), picture)
        page.goto(f"{address}/map?la=Wirral")
        settled(page)
        with page.expect_request(lambda request: "openstreetmap" in request.url):
            page.get_by_text("Street map behind the schools").click()
        page.wait_for_timeout(1000)
    finally:
        page.close()
    assert refused == []
    # The address of the dashboard, and neither its page nor a filter.
    assert set(asked) == {("tile.openstreetmap.org", f"{address}/")}

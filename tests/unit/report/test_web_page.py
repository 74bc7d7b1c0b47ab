"""The pack as a web page: escapes everything, needs no network, and works in a real browser."""

import contextlib
import dataclasses
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reach.report import Pack
from reach.report.web_page import write
from tests.accessibility import assert_accessible
from tests.markup import page_of
from tests.unit.report.conftest import numbered, section

NASTY = [
    "<script>alert(1)</script>",
    "</script><script>document.title='x'</script>",
    "{{ 7 * 7 }}",
    "“quoted” & 'plain' \"double\"",
    "👩‍🏫 emoji",
    "\u202eright to left\u202c and \u200f",
    "=1+1",
    "x" * 200,
    "null\x00byte",
]


@pytest.fixture(scope="module")
def nasty(pack: Pack) -> Pack:
    """A pack whose every text is out to break the page."""
    exhibit = next(iter(pack.exhibits)).exhibit
    frame = exhibit.result.frame.head(4).assign(la_name=NASTY[:4])
    broken = dataclasses.replace(
        exhibit,
        title=NASTY[1],
        sentence=" ".join(NASTY),
        result=dataclasses.replace(exhibit.result, frame=frame),
    )
    assert broken.chart is not None
    shown = dataclasses.replace(numbered(broken), title=NASTY[1], text=" ".join(NASTY))
    return dataclasses.replace(pack, sections=(section(title=NASTY[0], paragraphs=tuple(NASTY), exhibits=(shown,)),))


def test_every_text_is_shown_as_it_is(nasty: Pack) -> None:
    content = write(nasty).decode("utf-8")
    assert "<script>alert(1)" not in content and "<script>document.title" not in content
    page = page_of(content)
    paragraphs = [each.text_content() for each in page.xpath("//section/p")]
    assert paragraphs[:9] == [text.replace("\x00", "") for text in NASTY]
    assert page.xpath("//h3")[0].text_content().endswith(NASTY[1])


def test_nothing_comes_from_the_network(pack: Pack) -> None:
    page = page_of(write(pack).decode("utf-8"))
    assert page.xpath("//link | //a[not(starts-with(@href, '#'))] | //iframe | //form") == []
    assert all(source.startswith("data:image/svg+xml;base64,") for source in page.xpath("//@src"))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "unsafe-eval" not in policy


@pytest.mark.parametrize("which", ["pack", "nasty"])
def test_it_works_in_a_browser(which: str, request: pytest.FixtureRequest, chromium: Browser, tmp_path: Path) -> None:
    shown: Pack = request.getfixturevalue(which)
    file = tmp_path / "pack.html"
    file.write_bytes(write(shown))
    with contextlib.closing(chromium.new_context(viewport={"width": 390, "height": 844})) as context:
        page = context.new_page()
        complaints: list[str] = []
        asked: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        charts = sum(1 for numbered in shown.exhibits if numbered.exhibit.chart is not None)
        page.wait_for_function(f"() => document.querySelectorAll('.main-svg').length >= {charts}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert_accessible(page)
    assert complaints == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []

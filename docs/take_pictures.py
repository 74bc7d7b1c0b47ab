"""Take the pictures of docs/walk.md anew: every page of the demonstration, 1400 and 390 pixels wide.

Run it from the project's folder after a page has changed, and look at what it took: python -m docs.take_pictures
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from benchmarks.browser_time import at_rest, serving
from benchmarks.pages import path_of
from reach import demo_store
from reach.exports import browser
from reach.settings import PROJECT
from reach.store import Store
from reach.ui.navigation import MENU, MenuEntry

PICTURES = PROJECT / "docs" / "images" / "walk"
WIDTHS = (1400, 390)
TALLEST = 7000
COLOURS = 64
QUIET = 1000


def main() -> None:
    """Take every picture, and write the page that shows them."""
    path = browser()
    if path is None:
        sys.exit("There is no Chrome, Edge or Chromium on this machine to take pictures with.")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, sync_playwright() as playwright:
        store = Store(Path(folder) / "hub")
        demo_store.build(store)
        PICTURES.mkdir(parents=True, exist_ok=True)
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        with serving("dashboard.py", store.folder) as address:
            for width in WIDTHS:
                page = chromium.new_page(viewport={"width": width, "height": 900})
                for entry in MENU:
                    page.goto(f"{address}/{path_of(entry.file, store)}")
                    _take(page, width, PICTURES / _file_name(entry, width))
                page.close()
        chromium.close()
    (PROJECT / "docs" / "walk.md").write_text(_walk(), encoding="utf-8")


def _take(page: Page, width: int, file: Path) -> None:
    """Take the whole page, however tall, up to a limit."""
    page.wait_for_selector("h1")
    at_rest(page, QUIET)
    tall = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(tall, 900), TALLEST)})
    at_rest(page, QUIET)
    page.screenshot(path=file)
    page.set_viewport_size({"width": width, "height": 900})
    Image.open(file).convert("RGB").quantize(COLOURS).save(file, optimize=True)
    print(file.name)


def _file_name(entry: MenuEntry, width: int) -> str:
    return f"{entry.file}_{width}.png"


def _walk() -> str:
    lines = [
        "# A walk through all pages",
        "",
        "Every page on the demonstration, as on a laptop and as on a phone. The schools and people are invented.",
        "",
    ]
    for section in dict.fromkeys(entry.section for entry in MENU):
        lines += [f"## {section}", ""]
        for entry in MENU:
            if entry.section == section:
                wide, narrow = (_file_name(entry, width) for width in WIDTHS)
                lines += [
                    f"### {entry.title}",
                    "",
                    f'<img src="images/walk/{wide}" alt="{entry.title}, 1400 pixels wide" width="620"> '
                    f'<img src="images/walk/{narrow}" alt="{entry.title}, 390 pixels wide" width="180">',
                    "",
                ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()

"""Take the pictures of docs/walk.md anew: the first screen of every page, on a laptop and on a phone.

README.md and the other documents show some of them, too.

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
SCREENS = ((1366, 768), (390, 844))
"""Width and height of a laptop's and a phone's."""
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
            for width, height in SCREENS:
                page = chromium.new_page(viewport={"width": width, "height": height})
                for entry in MENU:
                    page.goto(f"{address}/{path_of(entry.file, store)}")
                    _take(page, PICTURES / _file_name(entry, width))
                page.close()
        chromium.close()
    (PROJECT / "docs" / "walk.md").write_text(_walk(), encoding="utf-8")


def _take(page: Page, file: Path) -> None:
    page.wait_for_selector("h1")
    at_rest(page, QUIET)
    # What a part looks like until its code has come.
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")
    at_rest(page, QUIET)
    page.screenshot(path=file)
    # A palette makes the file a third as large.
    Image.open(file).convert("RGB").quantize(COLOURS).save(file, optimize=True)
    print(file.name)


def _file_name(entry: MenuEntry, width: int) -> str:
    return f"{entry.file}_{width}.png"


def _walk() -> str:
    lines = [
        "# A walk through all pages",
        "",
        "What each page shows first, on a laptop and on a phone. The schools and people are invented.",
        "",
    ]
    for section in dict.fromkeys(entry.section for entry in MENU):
        lines += [f"## {section}", ""]
        for entry in MENU:
            if entry.section == section:
                wide, narrow = (_file_name(entry, width) for width, _ in SCREENS)
                lines += [
                    f"### {entry.title}",
                    "",
                    f'<img src="images/walk/{wide}" alt="{entry.title} on a laptop" width="640"> '
                    f'<img src="images/walk/{narrow}" alt="{entry.title} on a phone" width="166">',
                    "",
                ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()

"""The machine's own browser, with which pictures of charts are drawn."""

import functools
import os
import shutil
import sys
from pathlib import Path

_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


@functools.cache
def browser() -> Path | None:
    """Find Chrome, Edge or Chromium once; None where there is none. BROWSER_PATH, where it is set, decides."""
    chosen = os.environ.get("BROWSER_PATH")
    if chosen:
        return Path(chosen) if Path(chosen).is_file() else None
    found = (Path(path) for command in _COMMANDS if (path := shutil.which(command)))
    usual = (place for place in _usual_places() if place.is_file())
    return next(found, None) or next(usual, None)


def _usual_places() -> list[Path]:
    if sys.platform == "win32":
        roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        return [Path(root) / place for root in roots if root for place in _WINDOWS]
    return [Path(place) for place in _MAC] if sys.platform == "darwin" else []

"""The machine's own browser, with which pictures of charts are drawn."""

import functools
import os
import shutil
import sys
from pathlib import Path

_COMMANDS = (
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chrome",
    "msedge",
    "chromium-browser",
)
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
_MAC = (
    "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Applications/Chromium.app/Contents/MacOS/Chromium",
)
_LINUX = (
    "/opt/google/chrome/chrome",
    "/usr/bin/chromium",
    "/opt/microsoft/msedge/msedge",
    "/snap/bin/chromium",
)
_MARKS_OF_A_CONTAINER = (Path("/.dockerenv"), Path("/run/.containerenv"))


@functools.cache
def browser() -> Path | None:
    """Find Chrome, Edge or Chromium once; None where there is none. BROWSER_PATH, where it is set, decides."""
    chosen = os.environ.get("BROWSER_PATH")
    if chosen:
        return Path(chosen) if Path(chosen).is_file() else None
    found = (Path(path) for command in _COMMANDS if (path := shutil.which(command)))
    usual = (place for place in _usual_places() if place.is_file())
    return next(found, None) or next(usual, None)


def can_be_boxed_in() -> bool:
    """Whether the browser's own sandbox can be on: it refuses to start as root, and inside most containers."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return not is_root and not any(mark.exists() for mark in _MARKS_OF_A_CONTAINER)


def _usual_places() -> list[Path]:
    if sys.platform == "win32":
        roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        return [Path(root) / place for root in roots if root for place in _WINDOWS]
    if sys.platform == "darwin":
        return [root / place for root in (Path("/"), Path.home()) for place in _MAC]
    return [Path(place) for place in _LINUX]

"""What may be skipped, and why: printed at the end of each run. Anything else that is skipped fails the run.

A machine that runs the tests of every change (CI=true) has all of it, so nothing may be skipped there.
"""

import importlib.util
import os
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reach.exports import browser

NO_BROWSER = "there is no Chrome, Edge or Chromium on this machine"
NO_OPENSSL = "there is no openssl to make a certificate with"
NOT_ON_WINDOWS = "Windows does this in another way"
ONLY_ON_LINUX = "only Linux keeps a process within a size of memory"

NO_POSTGRES = "there is no PostgreSQL, or requirements-shared.txt is not installed"

NO_LIMITED_FOLDER = "only root on Linux can make a folder with little room"

MAY_BE_SKIPPED = (NO_BROWSER, NO_OPENSSL, NOT_ON_WINDOWS, ONLY_ON_LINUX, NO_POSTGRES, NO_LIMITED_FOLDER)


def postgres_programs() -> Path | None:
    """Give the folder of PostgreSQL's programs, where it and what reads a shared store are installed."""
    if not all(map(importlib.util.find_spec, ("duckdb_extension_ducklake", "duckdb_extension_postgres_scanner"))):
        return None
    # Debian's are not on the path.
    found = [*map(str, Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")), shutil.which("pg_ctl")]
    return Path(found[0]).parent if found[0] and os.name == "posix" else None


needs_browser = pytest.mark.skipif(browser() is None, reason=NO_BROWSER)
needs_postgres = pytest.mark.skipif(postgres_programs() is None, reason=NO_POSTGRES)
needs_limited_folder = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("mount"), reason=NO_LIMITED_FOLDER
)
not_on_windows = pytest.mark.skipif(os.name == "nt", reason=NOT_ON_WINDOWS)


def report(reporter: Any) -> None:
    """Print each reason with how many tests were skipped for it."""
    for reason, count in sorted(_reasons(reporter).items()):
        verdict = "" if reason in _allowed() else " - not on the list of what may be skipped (tests/skips.py)"
        reporter.write_line(f"Skipped {count}: {reason}{verdict}", red=bool(verdict))


def all_are_allowed(reporter: Any) -> bool:
    """Give whether nothing was skipped but what may be."""
    return _reasons(reporter).keys() <= _allowed()


def _allowed() -> set[str]:
    return set() if os.environ.get("CI") else set(MAY_BE_SKIPPED)


def _reasons(reporter: Any) -> Counter[str]:
    return Counter(_reason(each) for each in reporter.stats.get("skipped", []))


def _reason(skipped: Any) -> str:
    text = skipped.longrepr[2] if isinstance(skipped.longrepr, tuple) else str(skipped.longrepr)
    return text.removeprefix("Skipped: ")

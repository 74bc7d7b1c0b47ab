"""A copy of the project with another hub's settings: the dashboard reads them from the project's own folder."""

import shutil
from pathlib import Path

from reach.settings import PROJECT

_COPIED = ("reach", "pages", "queries", "benchmarks", "data", ".streamlit")


def copy_project(folder: Path, settings_file: Path) -> Path:
    """Copy what the dashboard runs on into a folder, with a file of settings as its hub.toml; return the folder."""
    for name in _COPIED:
        without = shutil.ignore_patterns("__pycache__", "hub")
        shutil.copytree(PROJECT / name, folder / name, ignore=without, dirs_exist_ok=True)
    shutil.copyfile(PROJECT / "dashboard.py", folder / "dashboard.py")
    shutil.copyfile(settings_file, folder / "data" / "hub.toml")
    return folder

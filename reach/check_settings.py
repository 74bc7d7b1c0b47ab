"""Checks hub.toml before a start, and prints what is wrong with it: python -m reach.check_settings."""

import sys

from reach.errors import SettingsError
from reach.settings import load_settings

if __name__ == "__main__":
    try:
        load_settings()
    except SettingsError as error:
        sys.exit(f"{error.title}: {error.message} ({error.detail})")

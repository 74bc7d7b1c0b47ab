"""Says whether hub.toml can be used, and what is wrong with it: python -m reach.check_settings, before a start."""

import sys

from reach.errors import SettingsError
from reach.settings import load_settings

if __name__ == "__main__":
    try:
        load_settings()
    except SettingsError as error:
        sys.exit(f"{error.title}: {error.message} ({error.detail})")

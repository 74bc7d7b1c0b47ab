"""Checks the settings before a start, and prints what is wrong with them: python -m reach.check_settings [ADDRESS].

With an address that other computers can reach, people have to sign in: then that is checked, too.
"""

import sys

from reach.errors import SettingsError
from reach.settings import load_settings
from reach.sign_in_settings import SECRETS, why_not_served_at

if __name__ == "__main__":
    try:
        loaded = load_settings()
    except SettingsError as error:
        sys.exit(f"{error.title}: {error.message} ({error.detail})")
    for asked in sys.argv[1:2]:
        if reason := why_not_served_at(asked, SECRETS, has_roles=bool(loaded.access.rules)):
            sys.exit(f"The dashboard was not started. {reason}")
